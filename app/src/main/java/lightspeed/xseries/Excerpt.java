package lightspeed.xseries;

/// The beginning of a text that a stranger wrote, fit for one line of a message or log.
final class Excerpt {
  private Excerpt() {}

  /// At most `maxCharacters`, control characters as blanks.
  static String of(String text, int maxCharacters) {
    String start = text.length() <= maxCharacters ? text : text.substring(0, maxCharacters);
    return start.replaceAll("\\p{Cntrl}+", " ").strip();
  }
}
