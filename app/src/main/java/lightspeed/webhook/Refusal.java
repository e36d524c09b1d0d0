package lightspeed.webhook;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Why a request was not accepted as a delivery, and the answer it gets. Whatever we may want to
/// have again is refused with a 5xx or with 429, because Lightspeed may not repeat other 4xx.
public enum Refusal {
  NOT_CONFIGURED(
      503, "No secret is set here yet.", "lightspeed-cli webhook:create https://<your server>"),
  WRONG_METHOD(405, "Webhooks are sent with POST.", null),
  RATE_LIMITED(
      429,
      "Too many requests without a right signature or secret from this address.",
      "Strangers sent them: logs/webhook-receiver.log tells from where; behind a proxy, set"
          + " server_trusted_proxies."),
  WRONG_TYPE(
      415,
      "Send application/x-www-form-urlencoded or application/json, not compressed.",
      "logs/webhook-receiver.log tells who sent them."),
  TOO_LARGE(413, "The body is too large.", "Raise webhook_body_limit."),
  TOO_SLOW(
      408, "The body came too slowly.", "logs/webhook-receiver.log tells who sent them so slowly."),
  OVERLOADED(503, "Too much at the same time.", "Give the server or its database more power."),
  NOT_GENUINE(
      401,
      "The signature or the secret is not right.",
      "Compare lightspeed_webhook_secret with Lightspeed's, then run lightspeed-cli webhook:list;"
          + " when both are right, strangers sent them."),
  NOT_STORED(503, "It could not be stored now.", "lightspeed-cli db:status");

  private final int status;
  private final String answer;
  private final @Nullable String advice;

  Refusal(int status, String answer, @Nullable String advice) {
    this.status = status;
    this.answer = answer;
    this.advice = advice;
  }

  /// Whether a request that is refused like this may come from anyone, unless the secret in its
  /// path says otherwise. Where we are at fault, a genuine one may be among them.
  boolean provesNothing() {
    return switch (this) {
      case WRONG_TYPE, TOO_LARGE, TOO_SLOW, NOT_GENUINE -> true;
      case NOT_CONFIGURED, WRONG_METHOD, RATE_LIMITED, OVERLOADED, NOT_STORED -> false;
    };
  }

  int status() {
    return status;
  }

  String answer() {
    return answer;
  }

  /// What to do about many of them; empty when it was no delivery at all.
  public Optional<String> advice() {
    return Optional.ofNullable(advice);
  }
}
