package lightspeed.config;

import org.jspecify.annotations.Nullable;

/// One `NAME=value` line of a `.env` file.
///
/// - `export ` before the name, blanks around name and value, and lines of comment are allowed.
/// - Without quotes the value ends at a blank followed by `#`; further `=` and `#` belong to it.
/// - In double quotes `\n`, `\r`, `\t`, `\"`, `\\` and `\$` are escapes; in single quotes nothing
///   is.
record EnvLine(String name, String value) {
  private static final String EXPORT = "export ";

  /// Null for an empty line or a comment.
  ///
  /// @throws BadValue when it is neither that nor an assignment
  static @Nullable EnvLine parse(String line) throws BadValue {
    var text = line.strip();
    if (text.isEmpty() || text.startsWith("#")) {
      return null;
    }
    if (text.startsWith(EXPORT)) {
      text = text.substring(EXPORT.length()).strip();
    }
    int equals = text.indexOf('=');
    if (equals < 0) {
      throw new BadValue("not NAME=value");
    }
    var name = text.substring(0, equals).strip();
    if (!isName(name)) {
      throw new BadValue("the part before = is not a name");
    }
    return new EnvLine(name, value(text.substring(equals + 1).strip()));
  }

  private static boolean isName(String name) {
    if (name.isEmpty() || Character.isDigit(name.charAt(0))) {
      return false;
    }
    return name.chars().allMatch(c -> c == '_' || (c < 128 && Character.isLetterOrDigit(c)));
  }

  private static String value(String raw) throws BadValue {
    if (raw.startsWith("\"")) {
      return doubleQuoted(raw);
    }
    if (raw.startsWith("'")) {
      int end = raw.indexOf('\'', 1);
      if (end < 0) {
        throw new BadValue("a quote is opened and not closed");
      }
      onlyCommentAfter(raw, end + 1);
      return raw.substring(1, end);
    }
    for (int i = 0; i < raw.length(); i++) {
      boolean startsWord = i == 0 || Character.isWhitespace(raw.charAt(i - 1));
      if (raw.charAt(i) == '#' && startsWord) {
        return raw.substring(0, i).strip();
      }
    }
    return raw;
  }

  private static String doubleQuoted(String raw) throws BadValue {
    var value = new StringBuilder();
    for (int i = 1; i < raw.length(); i++) {
      char c = raw.charAt(i);
      if (c == '"') {
        onlyCommentAfter(raw, i + 1);
        return value.toString();
      }
      if (c == '\\' && i + 1 < raw.length()) {
        i++;
        value.append(unescaped(raw.charAt(i)));
      } else {
        value.append(c);
      }
    }
    throw new BadValue("a quote is opened and not closed");
  }

  private static String unescaped(char c) {
    return switch (c) {
      case 'n' -> "\n";
      case 'r' -> "\r";
      case 't' -> "\t";
      case '"', '\\', '$' -> String.valueOf(c);
      default -> "\\" + c;
    };
  }

  private static void onlyCommentAfter(String raw, int from) throws BadValue {
    var rest = raw.substring(from).strip();
    if (!rest.isEmpty() && !rest.startsWith("#")) {
      throw new BadValue("text after the closing quote");
    }
  }

  @Override
  public String toString() {
    return name + "=" + Secret.MASK;
  }
}
