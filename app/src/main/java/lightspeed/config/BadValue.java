package lightspeed.config;

/// A text that a [ValueKind] does not accept; the message says why and never repeats the text.
final class BadValue extends Exception {
  private static final long serialVersionUID = 1L;

  BadValue(String why) {
    super(why);
  }

  String why() {
    return String.valueOf(getMessage());
  }
}
