package lightspeed.acceptance;

import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What one connection has written since its last commit, as its statements tell.
///
/// **Threads:** one.
final class SqlWork {
  /// What the worker must remember to send an order exactly once. Heartbeats, the call budget and
  /// logs are none of it.
  private static final Set<String> TABLES_THAT_MATTER =
      Set.of("vend_consignments", "lightspeed_sync_log", "queue_jobs");

  private static final Pattern WRITE =
      Pattern.compile(
          "\\s*(INSERT|REPLACE|UPDATE|DELETE)\\s+(?:IGNORE\\s+)?(?:INTO\\s+|FROM\\s+)?`?(\\w+)`?",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern JOURNALLED =
      Pattern.compile("'((?!PURCHASE_)[A-Z]+_(?:CONSIGNMENT|PRODUCTS?|LOCAL|DUPLICATE|ORDER))'");

  private final Set<String> written = new LinkedHashSet<>();
  private boolean isInTransaction;

  /// Takes note of a statement that is about to be sent.
  ///
  /// @return what it commits, when it commits something that matters
  @Nullable String commits(String sql) {
    return switch (firstWord(sql)) {
      case "START", "BEGIN" -> forget(true);
      case "ROLLBACK" -> forget(false);
      case "COMMIT" -> {
        isInTransaction = false;
        yield takeWritten();
      }
      default -> {
        note(sql);
        yield isInTransaction ? null : takeWritten();
      }
    };
  }

  private @Nullable String forget(boolean begins) {
    isInTransaction = begins;
    written.clear();
    return null;
  }

  private void note(String sql) {
    Matcher write = WRITE.matcher(sql);
    if (!write.lookingAt()) {
      return;
    }
    String table = write.group(2).toLowerCase(Locale.ROOT);
    if (!TABLES_THAT_MATTER.contains(table)) {
      return;
    }
    Matcher operation = JOURNALLED.matcher(sql);
    written.add(
        write.group(1).toLowerCase(Locale.ROOT)
            + " "
            + table
            + (table.equals("lightspeed_sync_log") && operation.find()
                ? " " + operation.group(1)
                : ""));
  }

  private @Nullable String takeWritten() {
    if (written.isEmpty()) {
      return null;
    }
    String label = "commit of " + String.join(", ", written);
    written.clear();
    return label;
  }

  private static String firstWord(String sql) {
    String text = sql.stripLeading();
    int end = 0;
    while (end < text.length() && Character.isLetter(text.charAt(end))) {
      end++;
    }
    return text.substring(0, end).toUpperCase(Locale.ROOT);
  }
}
