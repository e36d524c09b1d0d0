package lightspeed.job;

import java.time.Duration;

/// What a handler says at the end of an attempt.
public sealed interface JobOutcome {

  /// Done; the worker records it.
  record Completed() implements JobOutcome {}

  /// Done, and already recorded by [RunningJob#complete] inside the handler's own transaction.
  record Recorded() implements JobOutcome {}

  /// It did not work this time. Counts as a try: the retry policy decides when to try again, or
  /// that this was the last try and the job is FAILED.
  record Retry(String reason) implements JobOutcome {}

  /// It must wait, through no fault of its own (a 429, a settle time). Does not count as a try.
  record Postponed(Duration delay, String reason) implements JobOutcome {}

  /// It did not work this time, and perhaps nothing else would have: it waits as long as after try
  /// number `number`, but this does not count as a try.
  ///
  /// @param number from 1
  record Pause(int number, String reason) implements JobOutcome {}

  /// It must not be started at the moment, like all jobs of its type: it keeps its place in the
  /// queue. [JobHandler#pausedBecause] keeps it from being claimed again at once.
  record HeldBack(String reason) implements JobOutcome {}

  /// It can never work as it is: FAILED at once.
  record Failed(String reason) implements JobOutcome {}

  /// It stopped because [RunningJob#isCancelRequested] said so.
  record Cancelled() implements JobOutcome {}
}
