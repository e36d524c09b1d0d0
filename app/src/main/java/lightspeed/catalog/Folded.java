package lightspeed.catalog;

import java.text.Normalizer;
import java.util.Locale;

/// The form in which names and references are compared: how a text is composed, its blanks and its
/// case make no difference. `Müller` typed on a Mac, `MÜLLER ` from a spreadsheet and `müller` are
/// one. The only place that decides this, because the database's collations also ignore accents.
///
/// **Twice:** the folded form of a folded form is itself.
public final class Folded {
  private Folded() {}

  /// Composed (NFC); each run of Unicode blanks is one space, outer ones are gone, and so are those
  /// without a width; without case. May be longer than `text`: `ß` becomes `ss`.
  public static String of(String text) {
    String lower = withPlainBlanks(text).toLowerCase(Locale.ROOT);
    // By way of upper case, which joins what has no common lower case: `ß` and `ss`.
    String caseless = lower.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT);
    return Normalizer.normalize(caseless, Normalizer.Form.NFC);
  }

  /// Whether both are the same name.
  public static boolean areSame(String one, String other) {
    return of(one).equals(of(other));
  }

  /// Composed and with plain blanks, in its own case.
  static String withPlainBlanks(String text) {
    String composed = Normalizer.normalize(text, Normalizer.Form.NFC);
    StringBuilder plain = new StringBuilder(composed.length());
    boolean isBlankPending = false;
    for (int i = 0; i < composed.length(); i++) {
      char c = composed.charAt(i);
      if (isBlank(c)) {
        isBlankPending = true;
      } else if (!hasNoWidth(c)) {
        if (isBlankPending && !plain.isEmpty()) {
          plain.append(' ');
        }
        isBlankPending = false;
        plain.append(c);
      }
    }
    return plain.toString();
  }

  static boolean isBlank(int c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == '\u0085';
  }

  /// Zero-width space, word joiner, byte order mark: nobody sees them.
  static boolean hasNoWidth(int c) {
    return c == '\u200B' || c == '\u2060' || c == '\uFEFF';
  }
}
