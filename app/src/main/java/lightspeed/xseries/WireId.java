package lightspeed.xseries;

/// What every id of Lightspeed must be so that it can stand in a path: short, and nothing but
/// letters, digits, `-` and `_`.
final class WireId {
  private static final int MAX_LENGTH = 64;

  private WireId() {}

  static boolean isOne(String value) {
    return !value.isEmpty()
        && value.length() <= MAX_LENGTH
        && value.chars().allMatch(WireId::isAllowed);
  }

  static void check(String value) {
    if (!isOne(value)) {
      throw new IllegalArgumentException(
          "Not an id of Lightspeed: \"" + Excerpt.of(value, 100) + "\"");
    }
  }

  private static boolean isAllowed(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '-'
        || c == '_';
  }
}
