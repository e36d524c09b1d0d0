package lightspeed.cli;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import lightspeed.spelling.UnseenCharacters;
import org.jspecify.annotations.Nullable;

/// Writes a document of maps, lists and plain values as JSON, keys in their given order. A mapper
/// would do the same, but loading one takes longer than the rest of a short command.
final class JsonText {
  private static final String INDENT = "  ";

  private final StringBuilder text = new StringBuilder();
  private final boolean isPretty;

  private JsonText(boolean isPretty) {
    this.isPretty = isPretty;
  }

  /// Over several lines, for one document.
  static String document(Object value) {
    var json = new JsonText(true);
    json.write(value, "\n");
    return json.text.toString();
  }

  /// In one line, for one event of a stream.
  static String line(Object value) {
    var json = new JsonText(false);
    json.write(value, "");
    return json.text.toString();
  }

  private void write(@Nullable Object value, String newLine) {
    switch (value) {
      case null -> text.append("null");
      case Boolean flag -> text.append(flag);
      case Number number -> text.append(number);
      case Instant instant -> quote(instant.toString());
      case Optional<?> maybe -> write(maybe.orElse(null), newLine);
      case OptionalLong maybe -> write(maybe.isPresent() ? maybe.getAsLong() : null, newLine);
      case Document document -> writeObject(document.fields(), newLine);
      case Map<?, ?> map -> writeObject(map, newLine);
      // A path is a list of its names, and each name is a path.
      case Path path -> quote(path.toString());
      case Iterable<?> list -> writeList(list, newLine);
      default -> quote(value.toString());
    }
  }

  private void writeObject(Map<?, ?> map, String newLine) {
    var inner = newLine.isEmpty() ? "" : newLine + INDENT;
    var separator = "{" + inner;
    for (var entry : map.entrySet()) {
      text.append(separator);
      quote(String.valueOf(entry.getKey()));
      text.append(isPretty ? ": " : ":");
      write(entry.getValue(), inner);
      separator = "," + inner;
    }
    text.append(map.isEmpty() ? "{}" : newLine + "}");
  }

  private void writeList(Iterable<?> list, String newLine) {
    var inner = newLine.isEmpty() ? "" : newLine + INDENT;
    var separator = "[" + inner;
    boolean isEmpty = true;
    for (var item : list) {
      text.append(separator);
      write(item, inner);
      separator = "," + inner;
      isEmpty = false;
    }
    text.append(isEmpty ? "[]" : newLine + "]");
  }

  private void quote(String value) {
    text.append('"');
    for (int i = 0; i < value.length(); ) {
      int c = value.codePointAt(i);
      i += Character.charCount(c);
      switch (c) {
        case '"' -> text.append("\\\"");
        case '\\' -> text.append("\\\\");
        case '\n' -> text.append("\\n");
        case '\r' -> text.append("\\r");
        case '\t' -> text.append("\\t");
        default -> UnseenCharacters.append(text, c);
      }
    }
    text.append('"');
  }
}
