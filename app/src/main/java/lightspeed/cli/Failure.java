package lightspeed.cli;

import org.jspecify.annotations.Nullable;

/// What went wrong, for a person and for a script.
///
/// @param code one word for scripts, such as `not_found`
/// @param message what happened, in sentences
/// @param hint what to do next, null when the message says all
record Failure(ExitCode exit, String code, String message, @Nullable String hint) {

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
