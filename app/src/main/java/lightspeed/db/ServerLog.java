package lightspeed.db;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/// Says why the embedded server did not start, from what it logged.
final class ServerLog {
  private static final int LINES_LOOKED_AT = 60;
  private static final int LINES_SHOWN = 5;
  private static final Pattern TELLING =
      Pattern.compile("(?i)\\[error\\]|^error|fatal|cannot|can't|error while loading");
  private static final Pattern NO_SPACE =
      Pattern.compile("(?i)no space left|os errno 28|errcode: 28|error:? 28\\b|disk full");

  private ServerLog() {}

  static DatabaseException explain(String what, Path log) {
    List<String> lines = EmbeddedFiles.lastLines(log, LINES_LOOKED_AT);
    if (lines.stream().anyMatch(line -> NO_SPACE.matcher(line).find())) {
      return new DatabaseException.StorageFull(
          "No room is left for the embedded database; free disk space where "
              + log.getParent()
              + " is.",
          null);
    }
    List<String> telling = lines.stream().filter(line -> TELLING.matcher(line).find()).toList();
    List<String> shown = telling.isEmpty() ? lines : telling;
    List<String> last = shown.subList(Math.max(0, shown.size() - LINES_SHOWN), shown.size());
    return new DatabaseException.EmbeddedServerFailed(
        "The embedded database "
            + what
            + "; its log "
            + log
            + " ends with: "
            + (last.isEmpty() ? "(nothing)" : String.join(" | ", last))
            + "; correct that, or set LIGHTSPEED_DATABASE_URL to use a MariaDB of your own.",
        null);
  }

  static boolean saysPortIsTaken(Path log) {
    return EmbeddedFiles.lastLines(log, LINES_LOOKED_AT).stream()
        .anyMatch(line -> line.contains("Address already in use"));
  }
}
