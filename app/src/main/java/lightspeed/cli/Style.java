package lightspeed.cli;

import lightspeed.spelling.UnseenCharacters;

/// Colours of words, or none.
enum Style {
  PLAIN(""),
  BOLD("\u001b[1m"),
  DIM("\u001b[2m"),
  RED("\u001b[31m"),
  GREEN("\u001b[32m"),
  YELLOW("\u001b[33m");

  private static final String ESCAPE = "\u001b";
  private static final String RESET = "\u001b[0m";

  private final String code;

  Style(String code) {
    this.code = code;
  }

  String apply(String text) {
    return this == PLAIN || text.isEmpty()
        ? text
        : code + UnseenCharacters.madeVisible(text) + RESET;
  }

  /// `text` that may be styled, with everything else that a terminal would obey made visible.
  static String madeVisible(String text) {
    var visible = new StringBuilder(text.length());
    int from = 0;
    for (int at = text.indexOf(ESCAPE); at >= 0; at = text.indexOf(ESCAPE, from)) {
      visible.append(UnseenCharacters.madeVisible(text.substring(from, at)));
      int end = at + lengthOfCode(text, at);
      visible.append(end == at ? UnseenCharacters.madeVisible(ESCAPE) : text.substring(at, end));
      from = Math.max(end, at + 1);
    }
    return visible.append(UnseenCharacters.madeVisible(text.substring(from))).toString();
  }

  private static int lengthOfCode(String text, int at) {
    for (var style : values()) {
      if (style != PLAIN && text.startsWith(style.code, at)) {
        return style.code.length();
      }
    }
    return text.startsWith(RESET, at) ? RESET.length() : 0;
  }

  /// The style of a status word of orders, jobs, journal rows and checks.
  static Style ofStatus(String status) {
    return switch (status) {
      case "FAILED" -> RED;
      case "WARNING", "PROCESSING", "SYNCING", "IN_PROGRESS", "QUEUED" -> YELLOW;
      case "COMPLETED", "SYNCED", "SENT", "RECEIVED", "OK" -> GREEN;
      case "CANCELLED" -> DIM;
      default -> PLAIN;
    };
  }
}
