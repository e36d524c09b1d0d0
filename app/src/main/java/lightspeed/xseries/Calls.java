package lightspeed.xseries;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import lightspeed.json.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.databind.JsonNode;

/// Makes one call from beginning to end: waits for the budget, asks the caller a last time, sends,
/// reports what the answer says about the limit, sorts what can go wrong, and logs.
///
/// **Threads:** safe.
final class Calls {
  private static final int MAX_EXCERPT_CHARACTERS = 500;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int REQUEST_TIMEOUT = 408;

  /// A server in trouble is asked again after this, whatever it says.
  private static final Duration LONGEST_RETRY_AFTER = Duration.ofMinutes(15);

  private final XSeriesConnection connection;
  private final Transport transport;
  private final Supplier<AccessToken> tokens;
  private final CallBudget budget;
  private final CallRecorder recorder;
  private final InstantSource clock;
  private final Runnable guard;

  /// What may be asked of any store: which one it is, and who calls it there.
  private static final Set<String> ABOUT_ACCESS = Set.of("getRetailer", "listOutlets", "getUser");

  /// @param guard throws when the store is not the one that all other calls are about
  Calls(
      XSeriesConnection connection,
      Transport transport,
      Supplier<AccessToken> tokens,
      CallBudget budget,
      CallRecorder recorder,
      InstantSource clock,
      Runnable guard) {
    this.guard = guard;
    this.connection = connection;
    this.transport = transport;
    this.tokens = tokens;
    this.budget = budget;
    this.recorder = recorder;
    this.clock = clock;
  }

  /// What was asked for, and the server's own time when it answered.
  record Timed<T>(T value, @Nullable Instant serverTime) {}

  AccessToken token() {
    return tokens.get();
  }

  /// See [CallBudget#acquire(CallBudget.Urgency, int)].
  CallBudget.Together together(CallBudget.Urgency urgency, int count) throws InterruptedException {
    return budget.acquire(urgency, count);
  }

  /// Makes a call whose answer has a JSON document in it.
  ///
  /// @throws XSeriesException sorted by what the caller can do about it
  /// @throws InterruptedException while it waits for the budget (nothing was sent) or for the
  ///     answer (the outcome is unknown)
  <T> Timed<T> ask(Caller caller, ApiCall call, Function<JsonNode, T> reader)
      throws InterruptedException {
    return make(caller, call, answer -> reader.apply(document(answer)));
  }

  /// Makes a call whose answer may be empty; otherwise as [#ask].
  void tell(Caller caller, ApiCall call) throws InterruptedException {
    make(caller, call, answer -> answer.body().length == 0 ? "" : document(answer));
  }

  private <T> Timed<T> make(Caller caller, ApiCall call, Function<Answer, T> reader)
      throws InterruptedException {
    CallName name = call.name(connection.address());
    if (!ABOUT_ACCESS.contains(name.operation())) {
      guard.run();
    }
    byte[] body = RequestBodies.bytes(call.body());
    CallBudget.Permit permit = caller.permit(budget);
    AccessToken token;
    HttpRequest request;
    try {
      token = tokens.get();
      request = request(name, body, token);
      caller.beforeSending().run();
    } catch (RuntimeException | Error e) {
      permit.unused();
      throw e;
    }

    var sent = new CallRecorder.Sent(name, caller, token, body, System.nanoTime());
    Answer answer = null;
    Throwable failure = null;
    try {
      answer = send(name, request);
      reportLimit(answer);
      T value = judge(name, answer, token, reader);
      String date = answer.header("Date");
      return new Timed<>(value, date == null ? null : RetryAfter.httpDate(date));
    } catch (InterruptedException | RuntimeException | Error e) {
      failure = e;
      throw e;
    } finally {
      permit.ended();
      recorder.record(sent, answer, failure);
    }
  }

  private HttpRequest request(CallName name, byte[] body, AccessToken token) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(connection.address().resolve(name.path()))
            .timeout(connection.requestTimeout())
            .header("Accept", "application/json")
            .header("Authorization", "Bearer " + token.value())
            .header("User-Agent", connection.userAgent());
    if (body.length == 0) {
      return request.method(name.method(), BodyPublishers.noBody()).build();
    }
    return request
        .header("Content-Type", "application/json")
        .method(name.method(), BodyPublishers.ofByteArray(body))
        .build();
  }

  private Answer send(CallName name, HttpRequest request) throws InterruptedException {
    try {
      return transport.send(request);
    } catch (BodyTooLarge e) {
      throw new XSeriesException.Unreadable(name, null, String.valueOf(e.getMessage()), "", e);
    } catch (IOException e) {
      throw new XSeriesException.Unavailable(
          name, null, !Transport.neverLeft(e), Transport.reason(e), e);
    }
  }

  /// A bad answer without limit headers may come from a proxy: it says nothing about the limit.
  private void reportLimit(Answer answer) {
    if (answer.isGood() || answer.limit() != null || answer.remaining() != null) {
      budget.reported(answer.limit(), answer.remaining());
    }
  }

  private <T> T judge(CallName name, Answer answer, AccessToken token, Function<Answer, T> reader) {
    int status = answer.status();
    if (answer.isGood()) {
      return read(name, answer, token, reader);
    }
    if (status == TOO_MANY_REQUESTS) {
      throw rateLimited(name, answer);
    }
    Refusal refusal = ErrorBody.read(answer, token);
    if (status == 401) {
      throw new XSeriesException.Unauthorized(name, status, refusal);
    }
    if (status >= 500 || status == REQUEST_TIMEOUT) {
      throw new XSeriesException.Unavailable(
          name, status, true, "status " + status + ", " + refusal.summary(), retryAfter(answer));
    }
    if (status >= 400 && !ErrorBody.isVendors(answer)) {
      throw unreadable(
          name, answer, token, "status " + status + " without Lightspeed's own words", null);
    }
    if (status >= 400) {
      throw new XSeriesException.Rejected(name, status, refusal);
    }
    String to = answer.header("Location");
    throw unreadable(
        name,
        answer,
        token,
        "status "
            + status
            + (to == null ? "" : ", a redirect to " + Excerpt.of(to, 200))
            + "; the API address may be wrong",
        null);
  }

  private <T> T read(CallName name, Answer answer, AccessToken token, Function<Answer, T> reader) {
    if (!answer.mayBeJson() && answer.body().length > 0) {
      throw unreadable(
          name, answer, token, "it is " + answer.header("Content-Type") + ", not JSON", null);
    }
    try {
      return reader.apply(answer);
    } catch (WireProblem e) {
      throw unreadable(name, answer, token, String.valueOf(e.getMessage()), e);
    } catch (StreamConstraintsException e) {
      throw unreadable(name, answer, token, "it goes beyond what is read: " + Json.LIMITS, e);
    } catch (JacksonException e) {
      throw unreadable(name, answer, token, "it is not valid JSON", e);
    }
  }

  /// How long a server in trouble asks us to wait; null when it does not say.
  private @Nullable Duration retryAfter(Answer answer) {
    String header = answer.header("Retry-After");
    return header == null
        ? null
        : RetryAfter.of(header, answer.header("Date"), clock.instant(), LONGEST_RETRY_AFTER);
  }

  private XSeriesException.RateLimited rateLimited(CallName name, Answer answer) {
    String header = answer.header("Retry-After");
    var wait =
        RetryAfter.of(
            header == null ? ErrorBody.retryAfter(answer) : header,
            answer.header("Date"),
            clock.instant(),
            connection.rateWindow());
    budget.refused(wait);
    return new XSeriesException.RateLimited(name, wait);
  }

  /// @throws WireProblem when there is none, or it tells of an error
  static JsonNode document(Answer answer) {
    JsonNode root = Json.untrusted().readTree(answer.body());
    if (root.isMissingNode() || root.isNull()) {
      throw new WireProblem("it is empty");
    }
    if (ErrorBody.isError(root)) {
      throw new WireProblem("it has the status " + answer.status() + " and yet tells of an error");
    }
    return root;
  }

  private static XSeriesException.Unreadable unreadable(
      CallName name, Answer answer, AccessToken token, String reason, @Nullable Throwable cause) {
    String body = answer.bodyText();
    String start = body.substring(0, Math.min(body.length(), 4 * MAX_EXCERPT_CHARACTERS));
    return new XSeriesException.Unreadable(
        name,
        answer.status(),
        reason,
        Excerpt.of(Redaction.text(start, token), MAX_EXCERPT_CHARACTERS),
        cause);
  }
}
