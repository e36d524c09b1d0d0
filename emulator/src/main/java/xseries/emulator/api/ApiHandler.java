package xseries.emulator.api;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import xseries.emulator.api.Dispatcher.Outcome;
import xseries.emulator.fault.Fault;
import xseries.emulator.fault.FaultKind;
import xseries.emulator.fault.Faults;
import xseries.emulator.fault.Subject;
import xseries.emulator.fault.Underway;
import xseries.emulator.http.Answer;
import xseries.emulator.http.Handler;
import xseries.emulator.http.HttpDate;
import xseries.emulator.http.Reply;
import xseries.emulator.http.Request;
import xseries.emulator.http.Response;
import xseries.emulator.http.Sleeper;
import xseries.emulator.journal.RequestJournal;
import xseries.emulator.rate.RateLimiter;
import xseries.emulator.rate.Verdict;
import xseries.emulator.settings.Settings;
import xseries.emulator.settings.Switch;

/// The way of a request through the emulator: journal, latency, token, rate limit, fault, endpoint.
/// Faults therefore count only requests that were let in.
final class ApiHandler implements Handler {
  private final RequestJournal journal;
  private final Settings settings;
  private final Sleeper sleeper;
  private final InstantSource clock;
  private final Lives lives;
  private final Access access;
  private final RateLimiter limiter;
  private final Faults faults;
  private final Underway underway;
  private final Dispatcher dispatcher;
  private final Subjects subjects;
  private final OAuthEndpoints oauth;

  ApiHandler(
      Api.Edge edge,
      Settings settings,
      Access access,
      Dispatcher dispatcher,
      Subjects subjects,
      OAuthEndpoints oauth) {
    this.journal = edge.journal();
    this.settings = settings;
    this.lives = new Lives(settings);
    this.sleeper = edge.sleeper();
    this.clock = edge.clock();
    this.access = access;
    this.limiter = edge.limiter();
    this.faults = edge.faults();
    this.underway = edge.underway();
    this.dispatcher = dispatcher;
    this.subjects = subjects;
    this.oauth = oauth;
  }

  /// What needs no token.
  record OAuthEndpoints(ConsentPage consent, TokenEndpoint tokens) {}

  /// What is sent, and what the journal says of it.
  private record Result(Answer answer, int status, boolean isApplied, boolean isWhole) {
    static Result plain(Outcome outcome) {
      Response response = outcome.response();
      return new Result(new Answer.Send(response), response.status(), outcome.isApplied(), true);
    }
  }

  @Override
  public Reply handle(Request request) throws InterruptedException {
    long started = System.nanoTime();
    long n = journal.arrived(request.method(), request.path(), request.query());
    long latency = settings.number(Switch.LATENCY_MS);
    Target target = lives.of(Target.of(request.path()));
    Result result =
        latency == 0
            ? answer(request, target)
            : underway.count(() -> answerAfter(latency, request, target));
    long ms = Duration.ofNanos(System.nanoTime() - started).toMillis();
    journal.done(n, result.status(), result.isApplied(), result.isWhole(), ms);
    return new Reply(result.answer(), whole -> journal.answered(n, whole));
  }

  private Result answerAfter(long latency, Request request, Target target)
      throws InterruptedException {
    sleeper.sleep(Duration.ofMillis(latency));
    return answer(request, target);
  }

  private Result answer(Request request, Target target) throws InterruptedException {
    if (target.isTokenEndpoint()) {
      return token(request, target);
    }
    if (target.isConsentPage()) {
      Verdict free = new Verdict(true, 0, 0, clock.instant());
      return withFault(
          meeting(request, target),
          free,
          () -> dispatcher.inOneStep(() -> oauth.consent().answer(request)));
    }
    Caller caller = access.caller(request);
    if (caller == null) {
      return Result.plain(new Outcome(Answers.error(401, "Access token is not valid"), false));
    }
    Verdict verdict = limiter.call(caller.application());
    if (!verdict.isAllowed()) {
      Response refused = tooMany(verdict, verdict.retryAt());
      return Result.plain(new Outcome(refused, false));
    }
    Fault fault = meeting(request, target);
    return withFault(fault, verdict, () -> dispatcher.carryOut(request, target, caller));
  }

  /// The token endpoint counts separately and names the end of its window in seconds.
  private Result token(Request request, Target target) throws InterruptedException {
    if (!request.method().equals("POST")) {
      return Result.plain(new Outcome(Answers.error(405, "method not allowed"), false));
    }
    journal.count("POST /token");
    Verdict verdict = limiter.tokenCall("endpoint");
    String reset = Long.toString(verdict.retryAt().getEpochSecond());
    if (!verdict.isAllowed()) {
      Response refused = tooMany(verdict, verdict.retryAt()).with("X-RateLimit-Reset", reset);
      return Result.plain(new Outcome(refused, false));
    }
    Fault fault = meeting(request, target);
    return withFault(
        fault,
        verdict,
        () -> {
          Outcome outcome = dispatcher.inOneStep(() -> oauth.tokens().answer(request));
          return new Outcome(
              outcome.response().with("X-RateLimit-Reset", reset), outcome.isApplied());
        });
  }

  /// Carries a request out.
  @FunctionalInterface
  private interface Work {
    Outcome run();
  }

  private Result withFault(@Nullable Fault fault, Verdict verdict, Work work)
      throws InterruptedException {
    if (fault == null) {
      return Result.plain(counted(work.run(), verdict));
    }
    return switch (fault.kind()) {
      case RESET_BEFORE -> new Result(new Answer.Reset(), 0, false, false);
      case RATE_LIMIT -> {
        Response refused = tooMany(verdict, clock.instant().plus(fault.delay()));
        yield Result.plain(new Outcome(refused, false));
      }
      case STATUS -> {
        boolean isApplied = fault.isApplied() && work.run().isApplied();
        Response failed = FaultyAnswers.failed(fault);
        yield Result.plain(counted(new Outcome(failed, isApplied), verdict));
      }
      case LATE_APPLY -> {
        Outcome outcome =
            underway.count(
                () -> {
                  sleeper.sleep(fault.delay());
                  return work.run();
                });
        yield Result.plain(counted(outcome, verdict));
      }
      case DELAY -> {
        Outcome outcome = work.run();
        sleeper.sleep(fault.delay());
        yield Result.plain(counted(outcome, verdict));
      }
      case LOST_ANSWER, GARBAGE, TRUNCATED, WRONG_TYPE, HUGE, SLOW ->
          spoilt(fault, counted(work.run(), verdict));
      case DROP_DELIVERY, REPEAT_DELIVERY, DELAY_DELIVERY ->
          throw new IllegalStateException(fault.kind() + " meets deliveries, not requests.");
    };
  }

  private Result spoilt(Fault fault, Outcome outcome) {
    Response whole = outcome.response();
    Answer answer = FaultyAnswers.of(fault, whole, settings.number(Switch.HUGE_BYTES));
    boolean isWhole = fault.kind() != FaultKind.LOST_ANSWER && fault.kind() != FaultKind.TRUNCATED;
    return new Result(answer, whole.status(), outcome.isApplied(), isWhole);
  }

  private @Nullable Fault meeting(Request request, Target target) {
    Subject subject = faults.askForSubject() ? subjects.of(request, target) : Subject.NONE;
    return faults.meeting(request.method(), target.path(), subject);
  }

  private static Outcome counted(Outcome outcome, Verdict verdict) {
    if (verdict.limit() == 0) {
      return outcome; // a page for people, which is not counted
    }
    Response response =
        outcome
            .response()
            .with("X-RateLimit-Limit", Long.toString(verdict.limit()))
            .with("X-RateLimit-Remaining", Long.toString(verdict.remaining()));
    return new Outcome(response, outcome.isApplied());
  }

  /// `Retry-After` is a date in whole seconds, rounded up so that a client that waits until then
  /// gets in.
  private static Response tooMany(Verdict verdict, Instant retryAt) {
    Instant second = retryAt.truncatedTo(ChronoUnit.SECONDS);
    Instant rounded = second.equals(retryAt) ? second : second.plusSeconds(1);
    return Answers.tooManyRequests()
        .with("X-RateLimit-Limit", Long.toString(verdict.limit()))
        .with("X-RateLimit-Remaining", "0")
        .with("Retry-After", HttpDate.of(rounded));
  }
}
