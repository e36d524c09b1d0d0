package lightspeed.console;

/// A sentence at the top of a page about what was just done, or why it was not.
public record Notice(String text, boolean isError) {
  static Notice done(String text) {
    return new Notice(text, false);
  }

  static Notice refused(String text) {
    return new Notice(text, true);
  }
}
