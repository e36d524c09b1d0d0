package lightspeed.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import lightspeed.spelling.UnseenCharacters;

/// One JSON object a line: `time`, `level`, `logger`, `thread`, `message`, `stack` and every fact
/// under its own name. A fact with one of those names is left out.
final class JsonLine implements LineFormat {

  @Override
  public String line(ILoggingEvent event) {
    var facts = EventFacts.of(event);
    var line = new StringBuilder("{");
    write(line, "time", TextLine.TIME.format(event.getInstant()));
    write(line, "level", event.getLevel().toString());
    write(line, "logger", event.getLoggerName());
    write(line, "thread", event.getThreadName());
    write(line, "message", event.getFormattedMessage());
    var stack = EventFacts.stack(event);
    if (stack != null) {
      write(line, "stack", stack);
    }
    facts.forEach(
        (name, value) -> {
          switch (name) {
            case "time", "level", "logger", "thread", "message", "stack" -> {}
            default -> write(line, name, value);
          }
        });
    return line.append('}').toString();
  }

  private static void write(StringBuilder line, String name, String value) {
    if (line.length() > 1) {
      line.append(',');
    }
    quote(line, name);
    line.append(':');
    quote(line, value);
  }

  private static void quote(StringBuilder line, String text) {
    line.append('"');
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      i += Character.charCount(c);
      switch (c) {
        case '"' -> line.append("\\\"");
        case '\\' -> line.append("\\\\");
        case '\n' -> line.append("\\n");
        case '\r' -> line.append("\\r");
        case '\t' -> line.append("\\t");
        default -> UnseenCharacters.append(line, c);
      }
    }
    line.append('"');
  }
}
