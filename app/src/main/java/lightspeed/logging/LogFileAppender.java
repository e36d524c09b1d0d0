package lightspeed.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/// Writes events to a [LogFile]. A disk that is full or read-only stops nobody's work: it is said
/// once, lines are dropped meanwhile, and writing goes on as soon as it is possible again.
final class LogFileAppender extends AppenderBase<ILoggingEvent> {
  private final LogFile file;
  private final LineFormat format;
  private final Consumer<String> complaints;
  private boolean hasComplained;

  LogFileAppender(LogFile file, LineFormat format, Consumer<String> complaints) {
    this.file = file;
    this.format = format;
    this.complaints = complaints;
  }

  @Override
  protected void append(ILoggingEvent event) {
    var line = (format.line(event) + "\n").getBytes(StandardCharsets.UTF_8);
    try {
      file.write(line, event.getInstant());
      hasComplained = false;
    } catch (IOException e) {
      complain(e);
    }
  }

  void complain(IOException reason) {
    if (!hasComplained) {
      hasComplained = true;
      complaints.accept(
          "Log lines for " + getName() + " are being dropped: " + reason + ". Work goes on.");
    }
  }

  @Override
  public void stop() {
    super.stop();
    try {
      file.close();
    } catch (IOException e) {
      complain(e);
    }
  }
}
