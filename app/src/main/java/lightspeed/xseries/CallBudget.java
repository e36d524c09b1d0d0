package lightspeed.xseries;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Permission to call, shared by every process of the retailer. The client asks before each call
/// and reports what Lightspeed says about the limit in each answer.
///
/// **Threads:** safe.
public interface CallBudget {

  /// Waits until one call may be made and counts it.
  ///
  /// @return to be told when the call has ended
  /// @throws InterruptedException when the caller is stopped while it waits
  Permit acquire(Urgency urgency) throws InterruptedException;

  /// The most calls that are granted together.
  int MOST_TOGETHER = 20;

  /// Waits until all these calls may be made, and counts them: an attempt that has them does not
  /// wait between its calls. An urgent one begins with its first call, because some are kept for
  /// it; its further ones go before all that have not begun. Close it when the attempt ends.
  ///
  /// @param calls 1 or more; at most [#MOST_TOGETHER], and no more than a window can give, are
  ///     granted together, the others are waited for one by one
  /// @throws InterruptedException when the caller is stopped while it waits
  default Together acquire(Urgency urgency, int calls) throws InterruptedException {
    return () -> acquire(urgency);
  }

  /// Calls that were granted together. For the thread of one attempt.
  @FunctionalInterface
  interface Together extends AutoCloseable {

    /// The next of them; after the last one waits for a further one.
    ///
    /// @throws InterruptedException when the caller is stopped while it waits
    Permit next() throws InterruptedException;

    /// Gives back those that were not used. Never fails.
    @Override
    default void close() {}
  }

  /// One call may be made.
  @FunctionalInterface
  interface Permit {

    /// The call has ended, with an answer or without one. Lightspeed may have counted it at any
    /// moment from the permit until now. Never fails.
    void ended();

    /// Nothing was sent: the call does not count. Never fails.
    default void unused() {}
  }

  /// Lightspeed answered with its limit headers; a number is null when the header was missing.
  void reported(@Nullable Integer limit, @Nullable Integer remaining);

  /// Lightspeed refused a call with 429.
  ///
  /// @param retryAfter how long the whole retailer waits, measured against the server's own clock
  void refused(Duration retryAfter);

  /// How urgent a call is. A small reserve of the budget is kept for INTERACTIVE.
  enum Urgency {
    INTERACTIVE,
    BACKGROUND
  }

  /// What is left, for people and plans; fields are null while unknown.
  record State(
      @Nullable Integer limit,
      @Nullable Integer remaining,
      Duration window,
      @Nullable Instant blockedUntil) {}

  State state();
}
