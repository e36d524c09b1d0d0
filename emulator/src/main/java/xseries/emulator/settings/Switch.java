package xseries.emulator.settings;

import java.util.Locale;

/// One choice each. The name in JSON is the constant in lower case.
///
/// Numbers carry their range; choices list their values, the first being the default.
public enum Switch {
  REGISTERS(1, 1, 1_000_000),
  WINDOW_SECONDS(300, 1, 86_400),
  LATENCY_MS(0, 0, 600_000),
  RATE_LIMIT(true),
  /// Calls in a window when not 0; otherwise 300 for each register plus 50.
  RATE_LIMIT_CALLS(0, 0, 1_000_000_000),
  WINDOW_KIND("fixed", "sliding"),
  REFUSED_CALLS_COUNT(true),
  RULE_STATUS("422", "400", "409"),
  ERROR_BODY("errors_global", "error"),
  UNKNOWN_ID_STATUS("404", "400", "422"),
  BULK_BAD_PRODUCT("refuse", "partial"),
  REPEATED_LINE_POST("add", "assign"),
  PUT_MISSING_LINE("not_found", "create"),
  RECEIVED_ON_OPEN_LINE("ignore", "dispatch", "refuse"),
  DEFAULT_COST("supply_price", "none"),
  INACTIVE_PRODUCTS("accept", "refuse"),
  PARENT_PRODUCTS("accept", "refuse"),
  DELETE_CONSIGNMENT("open_sent", "open", "any"),
  CONSIGNMENTS_DELETED_FILTER(false),
  CREATE_REPLY("wrapped", "bare"),
  STRICT_PUT(false),
  REOPEN(false),
  CANCEL_FROM_OPEN(true),
  UNIQUE_REFERENCE(false),
  LINES_TOUCH_CONSIGNMENT(true),
  RECEIVE_DELAY_MS(0, 0, 86_400_000),
  RECEIVE_OUTCOME("success", "revert"),
  PARTIAL_RECEIPT("leave", "new_order"),
  /// Whether what is still to come of an order shows as a draft delivery.
  BACKORDER("draft", "none"),
  /// Whether a purchase order has the id of its consignment.
  PURCHASE_ORDER_ID("consignment", "own"),
  /// What a line of which nothing arrived prints as received.
  UNRECEIVED("zero", "null"),
  PRINT_NULLS(true),
  HIDE_COSTS(false),
  PAGE_SIZE_DEFAULT(100, 1, 10_000),
  PAGE_SIZE_MAX(10_000, 1, 100_000),
  BEFORE_INCLUSIVE(true),
  /// Lists show a row only that long after it got its version.
  LATE_VISIBLE_MS(0, 0, 600_000),
  /// Which of the writes are late: each n-th.
  LATE_VISIBLE_EVERY(1, 1, 1_000_000),
  /// Older versions have ended.
  OLDEST_SUPPORTED("2.0", "2026-01", "2026-04", "2026-07"),
  END_OF_LIFE("oldest", "not_found"),
  /// What a token that may not see an outlet gets for a consignment of it.
  HIDDEN_OUTLET_GET("show", "not_found", "forbidden"),
  VERSION_GAP(7, 1, 1_000_000),
  USER_SHAPE("object", "array"),
  OLD_WEBHOOK_REPLY("bare", "wrapped"),
  WEBHOOK_SIGNATURE("hex_body", "base64_body", "hex_payload", "base64_payload", "none"),
  WEBHOOK_SIGNS_PERSONAL(false),
  WEBHOOK_FIELDS("all", "payload"),
  WEBHOOK_TIMEOUT_MS(5_000, 1, 600_000),
  WEBHOOK_RETRIES_REFUSALS(false),
  WEBHOOK_SPEED(1, 1, 1_000_000_000),
  /// Whether the retailer lets an application in at `/connect`.
  CONSENT(true),
  /// Whether `/connect` demands a state of eight characters.
  CONSENT_STATE("required", "optional"),
  REFRESH_ROTATES(true),
  TOKEN_SECONDS(86_400, 1, 31_536_000),
  TOKEN_CALLS(10, 1, 1_000_000),
  HUGE_BYTES(67_108_864, 1, 10_000_000_000L);

  private final Kind kind;
  private final String fallback;
  private final String choices;
  private final long min;
  private final long max;

  Switch(boolean fallback) {
    this(Kind.FLAG, Boolean.toString(fallback), "", 0, 0);
  }

  Switch(long fallback, long min, long max) {
    this(Kind.NUMBER, Long.toString(fallback), "", min, max);
  }

  Switch(String fallback, String... others) {
    this(Kind.CHOICE, fallback, fallback + "|" + String.join("|", others), 0, 0);
  }

  Switch(Kind kind, String fallback, String choices, long min, long max) {
    this.kind = kind;
    this.fallback = fallback;
    this.choices = choices;
    this.min = min;
    this.max = max;
  }

  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  Kind kind() {
    return kind;
  }

  String fallback() {
    return fallback;
  }

  /// The sentence that says why the value cannot be, or an empty one when it can.
  String problemWith(String value) {
    return switch (kind) {
      case FLAG ->
          value.equals("true") || value.equals("false") ? "" : key() + " must be true or false.";
      case NUMBER -> isInRange(value) ? "" : key() + " must be " + min + " to " + max + ".";
      case CHOICE ->
          ("|" + choices + "|").contains("|" + value + "|") && !value.contains("|")
              ? ""
              : key() + " must be one of " + choices.replace("|", ", ") + ".";
    };
  }

  private boolean isInRange(String value) {
    if (!value.matches("[0-9]{1,15}")) {
      return false;
    }
    long number = Long.parseLong(value);
    return number >= min && number <= max;
  }
}
