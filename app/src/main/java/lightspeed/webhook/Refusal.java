package lightspeed.webhook;

/// Why a request was not accepted as a delivery, and the answer it gets. Whatever we may want to
/// have again is refused with a 5xx or with 429, because Lightspeed may not repeat other 4xx.
enum Refusal {
  NOT_CONFIGURED(503, "No secret is set here yet."),
  WRONG_METHOD(405, "Webhooks are sent with POST."),
  RATE_LIMITED(429, "Too many requests from this address."),
  WRONG_TYPE(415, "Send application/x-www-form-urlencoded or application/json, not compressed."),
  TOO_LARGE(413, "The body is too large."),
  TOO_SLOW(408, "The body came too slowly."),
  OVERLOADED(503, "Too much at the same time."),
  NOT_GENUINE(401, "The signature or the secret is not right."),
  NOT_STORED(503, "It could not be stored now.");

  private final int status;
  private final String answer;

  Refusal(int status, String answer) {
    this.status = status;
    this.answer = answer;
  }

  int status() {
    return status;
  }

  String answer() {
    return answer;
  }
}
