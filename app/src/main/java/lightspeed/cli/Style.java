package lightspeed.cli;

/// Colours of words, or none.
enum Style {
  PLAIN(""),
  BOLD("\u001b[1m"),
  DIM("\u001b[2m"),
  RED("\u001b[31m"),
  GREEN("\u001b[32m"),
  YELLOW("\u001b[33m");

  private static final String RESET = "\u001b[0m";

  private final String code;

  Style(String code) {
    this.code = code;
  }

  String apply(String text) {
    return this == PLAIN || text.isEmpty() ? text : code + text + RESET;
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
