package lightspeed.cli;

import org.jspecify.annotations.Nullable;

/// What went wrong, for a person and for a script.
///
/// @param code one word for scripts, such as `not_found`
/// @param message what happened, in sentences
/// @param hint what to do next, null when the message says all
record Failure(ExitCode exit, String code, String message, @Nullable String hint) {

  /// Lightspeed does not let us in.
  ///
  /// @param message what it refused
  static Failure credentialsRefused(String message) {
    return new Failure(
        ExitCode.CREDENTIALS,
        "credentials_refused",
        message,
        "Set a valid token with lightspeed-cli config:set lightspeed_api_token -, or connect the"
            + " store again on the settings page of the console; then run lightspeed-cli"
            + " vend:test.");
  }

  Document document() {
    return new Document()
        .with(
            "error", new Document().with("code", code).with("message", message).with("hint", hint));
  }

  /// Tells it on standard error.
  void print(Terminal terminal) {
    if (terminal.isJson()) {
      terminal.err(JsonText.document(document()) + "\n");
      return;
    }
    terminal.err(terminal.onError(Style.RED, "Error: ") + message + "\n");
    if (hint != null) {
      terminal.err(hint + "\n");
    }
  }
}
