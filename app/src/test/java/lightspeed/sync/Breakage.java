package lightspeed.sync;

import java.util.List;
import java.util.Locale;

/// Engines that are broken on purpose, to see that the campaign notices. The product has no
/// switches for this: its statements are changed on their way to the database, or its claim is not
/// checked, or methods of it give a fixed answer ([lightspeed.campaign.BrokenProduct]).
enum Breakage {
  NONE,
  /// What the journal holds is never read.
  JOURNAL_OFF,
  /// A lost create is not looked for: nothing ever stands under the order's number.
  READ_BACK_OFF,
  /// A worker that lost its claim goes on.
  FENCING_OFF,
  /// Lines are added without a look at what is there, also by attempts that did not make the
  /// consignment.
  BLIND_BULK;

  /// Methods of the product that give a fixed answer.
  List<String> answers() {
    return this == BLIND_BULK
        ? List.of("lightspeed.sync.Continuity.knowsWhatIsThere=true")
        : List.of();
  }

  private static final String NO_JOURNAL =
      "FROM (SELECT * FROM lightspeed_sync_log WHERE FALSE) AS lightspeed_sync_log";

  String statement(String sql) {
    boolean isRead = sql.strip().toUpperCase(Locale.ROOT).startsWith("SELECT");
    if (!isRead) {
      return sql;
    }
    if (this == READ_BACK_OFF) {
      return sql.replaceFirst("WHERE folded_reference", "WHERE FALSE AND folded_reference");
    }
    if (!sql.contains("lightspeed_sync_log")) {
      return sql;
    }
    return switch (this) {
      case NONE, FENCING_OFF, READ_BACK_OFF, BLIND_BULK -> sql;
      case JOURNAL_OFF -> sql.replaceFirst("FROM\\s+lightspeed_sync_log", NO_JOURNAL);
    };
  }
}
