package lightspeed.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import lightspeed.spelling.UnseenCharacters;

/// `2026-11-22T09:30:00.123Z INFO Worker job=812 order=PO-1042 message`: time in UTC, level, who,
/// facts, message. Line ends inside an event become `\n`, so that one event stays one line.
final class TextLine implements LineFormat {
  static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  @Override
  public String line(ILoggingEvent event) {
    var line = new StringBuilder();
    TIME.formatTo(event.getInstant(), line);
    line.append(' ').append(event.getLevel());
    line.append(' ').append(EventFacts.shortName(event));
    EventFacts.of(event).forEach((name, value) -> fact(line, name, value));
    line.append(' ').append(quotesEscaped(oneLine(event.getFormattedMessage())));
    var stack = EventFacts.stack(event);
    if (stack != null) {
      fact(line, "stack", stack);
    }
    return line.toString();
  }

  private static void fact(StringBuilder line, String name, String value) {
    line.append(' ').append(name).append('=');
    boolean isWord =
        !value.isEmpty()
            && value
                .codePoints()
                .noneMatch(
                    c ->
                        c == ' '
                            || c == '"'
                            || c == '='
                            || c == '\\'
                            || UnseenCharacters.contain(c));
    if (isWord) {
      line.append(value);
    } else {
      var inOneLine = oneLine(value.replace("\\", "\\\\"));
      line.append('"').append(quotesEscaped(inOneLine)).append('"');
    }
  }

  /// Without them nobody can write into a message what looks like a fact of ours.
  private static String quotesEscaped(String text) {
    return text.replace("\"", "\\\"");
  }

  private static String oneLine(String text) {
    var line = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      switch (c) {
        case '\n' -> line.append("\\n");
        case '\t' -> line.append("\\t");
        case '\r' -> line.append("\\r");
        // They could change what an operator's terminal shows.
        default -> UnseenCharacters.append(line, c);
      }
    }
    return line.toString();
  }
}
