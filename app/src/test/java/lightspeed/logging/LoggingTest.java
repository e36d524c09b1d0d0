package lightspeed.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import lightspeed.config.LogConfig;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class LoggingTest {
  private static final Instant NOW = Instant.parse("2026-11-22T12:00:00.5Z");

  @TempDir Path folder;
  private final List<String> complaints = new ArrayList<>();

  @AfterEach
  void backToTheLoggingOfTests() {
    if (LoggerFactory.getILoggerFactory() instanceof LoggerContext context) {
      context.reset();
      new StandardErrorFirst().configure(context);
      context.start();
    }
  }

  @Test
  void everyLineGoesToTheFileOfItsSubject() throws IOException {
    try (var _ = toFiles(folder)) {
      LoggerFactory.getLogger("lightspeed.job.Worker").info("worker line");
      LoggerFactory.getLogger("lightspeed.job.Worker").debug("too fine");
      LoggerFactory.getLogger("org.flywaydb.core").info("chatter");
      LoggerFactory.getLogger("org.flywaydb.core").warn("strange");
      LoggerFactory.getLogger(Logging.API_REQUESTS).info("GET /api/2.0/outlets");
      LoggerFactory.getLogger(Logging.SYNC_OPERATIONS).info("order=PO-1 sent");
      LoggerFactory.getLogger(Logging.WEBHOOK_RECEIVER).info("delivery=7 stored");
    }

    assertThat(content("lightspeed-worker"))
        .contains(" INFO Worker worker line\n", " WARN core strange\n")
        .doesNotContain("chatter", "too fine", "outlets", "PO-1", "delivery");
    assertThat(content("api-requests")).endsWith(" INFO api-requests GET /api/2.0/outlets\n");
    assertThat(content("sync-operations")).endsWith(" INFO sync-operations order=PO-1 sent\n");
    assertThat(content("webhook-receiver")).endsWith(" INFO webhook-receiver delivery=7 stored\n");
    assertThat(complaints).isEmpty();
  }

  @Test
  void aFolderThatCannotBeWrittenStopsNothingAndIsSaidOnceForEachFile() throws IOException {
    var notAFolder = Files.writeString(folder.resolve("file"), "");

    try (var _ = toFiles(notAFolder)) {
      LoggerFactory.getLogger("lightspeed.job.Worker").info("lost");
      LoggerFactory.getLogger("lightspeed.job.Worker").info("lost too");
    }

    assertThat(complaints)
        .hasSize(4)
        .anySatisfy(
            complaint ->
                assertThat(complaint)
                    .startsWith("Log lines for lightspeed-worker.log are being dropped: ")
                    .endsWith("Work goes on."));
  }

  @Test
  void textIsOneLineWithFacts() {
    var failure = new IllegalStateException("bad\nluck");

    var line = new TextLine().line(event("two\nlines \u001b[2J", failure));

    assertThat(line)
        .startsWith(
            "2026-11-22T12:00:00.500Z WARN Worker empty=\"\" job=812 note=\"a \\\"b\\\" c\""
                + " two\\nlines \\u001b[2J stack=\"java.lang.IllegalStateException: bad\\nluck\\n")
        .doesNotContain("\n");
  }

  @Test
  void whatOthersWroteCanNeitherForgeAFactNorTurnALineRound() {
    var line =
        new TextLine()
            .line(event("from \u202ebuyer\u202c\u0085 job=\"9\"", Map.of("note", "x\\\" job=9")));

    assertThat(line)
        .endsWith(" note=\"x\\\\\\\" job=9\" from \\u202ebuyer\\u202c\\u0085 job=\\\"9\\\"");
  }

  @Test
  void jsonIsOneObjectALine() {
    var line = new JsonLine().line(event("say \"hi\" \\ \u0001", (Throwable) null));

    assertThat(line)
        .isEqualTo(
            "{\"time\":\"2026-11-22T12:00:00.500Z\",\"level\":\"WARN\","
                + "\"logger\":\"lightspeed.job.Worker\",\"thread\":\"t-1\","
                + "\"message\":\"say \\\"hi\\\" \\\\ \\u0001\","
                + "\"empty\":\"\",\"job\":\"812\",\"note\":\"a \\\"b\\\" c\"}");
  }

  private Logging toFiles(Path logs) {
    return Logging.toFiles(
        logs, new Logging.Options(LogConfig.Format.TEXT, false, false), NOW, complaints::add);
  }

  private String content(String name) throws IOException {
    return Files.readString(folder.resolve(name + ".log"));
  }

  private static LoggingEvent event(String message, Map<String, String> facts) {
    return event(message, null, facts);
  }

  private static LoggingEvent event(String message, @Nullable Throwable thrown) {
    return event(message, thrown, Map.of("job", "812", "note", "a \"b\" c", "empty", ""));
  }

  private static LoggingEvent event(
      String message, @Nullable Throwable thrown, Map<String, String> facts) {
    var context = new LoggerContext();
    var event =
        new LoggingEvent(
            "caller",
            context.getLogger("lightspeed.job.Worker"),
            Level.WARN,
            message,
            thrown,
            new Object[0]);
    event.setInstant(NOW);
    event.setThreadName("t-1");
    event.setMDCPropertyMap(facts);
    return event;
  }
}
