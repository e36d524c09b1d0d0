package lightspeed.catalog;

import java.text.Normalizer;
import java.util.Locale;

/// A name without what people get wrong most: case, accents, spaces, punctuation, leading zeros.
///
/// @param letters letters and digits only, in lower case
/// @param core the same without the leading zeros of each number in it
/// @param seen one bit for each kind of character in `core`; two texts that differ in many bits are
///     far apart
record PlainForm(String letters, String core, long seen) {
  private static final int LAST_ASCII = 0x7F;

  static PlainForm of(String text) {
    String lower = withoutAccents(text).toLowerCase(Locale.ROOT);
    StringBuilder letters = new StringBuilder(lower.length());
    for (int i = 0; i < lower.length(); i++) {
      char c = lower.charAt(i);
      if (Character.isLetterOrDigit(c) || Character.isSurrogate(c)) {
        letters.append(c);
      }
    }
    String core = withoutLeadingZeros(letters);
    long seen = 0;
    for (int i = 0; i < core.length(); i++) {
      seen |= 1L << (core.charAt(i) & 63);
    }
    return new PlainForm(letters.toString(), core, seen);
  }

  private static String withoutAccents(String text) {
    boolean isAscii = text.chars().allMatch(c -> c <= LAST_ASCII);
    return isAscii
        ? text
        : Normalizer.normalize(text, Normalizer.Form.NFKD).replaceAll("\\p{M}+", "");
  }

  private static String withoutLeadingZeros(CharSequence letters) {
    StringBuilder core = new StringBuilder(letters.length());
    for (int i = 0; i < letters.length(); i++) {
      boolean isAfterDigit = i > 0 && isDigit(letters.charAt(i - 1)) && endsWithDigit(core);
      boolean isBeforeDigit = i + 1 < letters.length() && isDigit(letters.charAt(i + 1));
      if (letters.charAt(i) != '0' || isAfterDigit || !isBeforeDigit) {
        core.append(letters.charAt(i));
      }
    }
    return core.toString();
  }

  private static boolean endsWithDigit(CharSequence text) {
    return !text.isEmpty() && isDigit(text.charAt(text.length() - 1));
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
