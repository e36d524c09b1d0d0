package lightspeed.spelling;

/// Characters that a person does not see but that change what is seen: controls (also C1),
/// bidirectional controls, zero-width and other invisible characters, halves of characters. Where
/// text of others is shown or logged, they are written as `\u202e`.
///
/// **source:** Unicode Standard Annex 44, general categories, and the property
/// Default_Ignorable_Code_Point of `DerivedCoreProperties.txt`, version 16.
public final class UnseenCharacters {
  private static final int FIRST_BEYOND_ASCII = 0x7f;

  private UnseenCharacters() {}

  /// Whether a character, a code point, is one of them; line ends and tabs are too.
  public static boolean contain(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SURROGATE ->
          true;
      default -> isDefaultIgnorable(character);
    };
  }

  /// Those that are no format characters, and the blank Braille pattern.
  private static boolean isDefaultIgnorable(int character) {
    return switch (character) {
      case 0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x2065, 0x2800, 0x3164, 0xFFA0 -> true;
      default ->
          isBetween(character, 0x180B, 0x180F)
              || isBetween(character, 0xFE00, 0xFE0F)
              || isBetween(character, 0xFFF0, 0xFFF8)
              || isBetween(character, 0xE0000, 0xE0FFF);
    };
  }

  private static boolean isBetween(int character, int first, int last) {
    return character >= first && character <= last;
  }

  /// `text` with all of them made visible, but for line ends and tabs.
  public static String madeVisible(String text) {
    if (isPlainAscii(text)) {
      return text;
    }
    var visible = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); ) {
      int character = text.codePointAt(i);
      i += Character.charCount(character);
      if (character == '\n' || character == '\t') {
        visible.append((char) character);
      } else {
        append(visible, character);
      }
    }
    return visible.toString();
  }

  /// Appends a character, or as `\u202e` when it is one of them.
  public static void append(StringBuilder text, int character) {
    if (!contain(character)) {
      text.appendCodePoint(character);
      return;
    }
    for (char unit : Character.toChars(character)) {
      text.append("\\u");
      for (int shift = 12; shift >= 0; shift -= 4) {
        text.append(Character.forDigit(unit >> shift & 0xf, 16));
      }
    }
  }

  private static boolean isPlainAscii(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= FIRST_BEYOND_ASCII || (c < ' ' && c != '\n' && c != '\t')) {
        return false;
      }
    }
    return true;
  }
}
