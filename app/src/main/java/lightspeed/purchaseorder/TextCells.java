package lightspeed.purchaseorder;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What cells with text must be. Each method returns what is wrong, or null when all is well.
final class TextCells {
  private static final Pattern PUBLIC_ID = Pattern.compile("[A-Za-z0-9_./#][A-Za-z0-9_./#-]*");
  private static final String FORMULA_STARTS = "=+@";
  private static final String GUARD = "'";
  private static final String GUARDED_STARTS = FORMULA_STARTS + "-" + GUARD;
  private static final int SHOWN_CHARACTERS = 40;

  private TextCells() {}

  /// Takes away what nobody sees at both ends: spaces of any kind, byte order marks.
  static String trimmed(String cell) {
    int start = 0;
    int end = cell.length();
    while (start < end && isBlank(cell.charAt(start))) {
      start++;
    }
    while (end > start && isBlank(cell.charAt(end - 1))) {
      end--;
    }
    return cell.substring(start, end);
  }

  /// An id of ours: people type it, files are named after it, Lightspeed shows it.
  static @Nullable String problemOfId(String value) {
    String common = problemOfName(value, PurchaseOrderId.MAX_LENGTH);
    if (common != null) {
      return common;
    }
    if (value.equals(".") || value.equals("..")) {
      return shown(value) + " means a folder in paths and addresses: add a letter or a digit";
    }
    return PUBLIC_ID.matcher(value).matches()
        ? null
        : shown(value)
            + " has characters that an order number cannot have: use letters a to z, digits and"
            + " - _ . / #, not starting with -";
  }

  /// A name or code that others look up: never a formula.
  static @Nullable String problemOfName(String value, int maxLength) {
    if (value.isEmpty()) {
      return "is empty";
    }
    if (FORMULA_STARTS.indexOf(value.charAt(0)) >= 0) {
      return shown(value)
          + " looks like a formula: write the text without the leading "
          + value.charAt(0);
    }
    return problemOfText(value, maxLength, false);
  }

  /// Free text; it may look like a formula, exports take care of that.
  static @Nullable String problemOfText(String value, int maxLength, boolean mayHaveLines) {
    int length = value.codePointCount(0, value.length());
    if (length > maxLength) {
      return "has " + length + " characters, at most " + maxLength + " fit";
    }
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      boolean isLineOrTab = c == '\n' || c == '\r' || c == '\t';
      if (isInvisible(c) && !(mayHaveLines && isLineOrTab)) {
        return "has the invisible character U+%04X at position %d: remove it"
            .formatted((int) c, i + 1);
      }
    }
    return null;
  }

  /// `value` for an export: what a spreadsheet would take for a formula gets an apostrophe in
  /// front, and so does what begins with one, so that [#unguarded] gives back every value.
  static String guarded(String value) {
    return isGuardNeeded(value) ? GUARD + value : value;
  }

  /// Takes the apostrophe of [#guarded] away.
  static String unguarded(String cell) {
    return cell.startsWith(GUARD) && isGuardNeeded(cell.substring(GUARD.length()))
        ? cell.substring(GUARD.length())
        : cell;
  }

  private static boolean isGuardNeeded(String value) {
    return !value.isEmpty() && GUARDED_STARTS.indexOf(value.charAt(0)) >= 0;
  }

  /// The value in quotes, shortened and with invisible characters made visible.
  static String shown(String value) {
    StringBuilder out = new StringBuilder("\"");
    int end = Math.min(value.length(), SHOWN_CHARACTERS);
    for (int i = 0; i < end; i++) {
      char c = value.charAt(i);
      out.append(isInvisible(c) ? "\\u%04X".formatted((int) c) : c);
    }
    return out.append(end < value.length() ? "…\"" : "\"").toString();
  }

  private static boolean isBlank(char c) {
    return Character.isWhitespace(c) || Character.isSpaceChar(c) || c == '\uFEFF' || c == '\u200B';
  }

  private static boolean isInvisible(char c) {
    return Character.isISOControl(c)
        || Character.getType(c) == Character.FORMAT
        || c == '\u2028'
        || c == '\u2029';
  }
}
