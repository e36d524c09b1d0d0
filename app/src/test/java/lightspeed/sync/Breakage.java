package lightspeed.sync;

import java.util.Locale;

/// Engines that are broken on purpose, to see that the campaign notices. The product has no
/// switches for this: its statements are changed on their way to the database, or its claim is not
/// checked.
enum Breakage {
  NONE,
  /// What the journal holds is never read.
  JOURNAL_OFF,
  /// A lost create is not looked for: the list is read from a version on that nothing ever has.
  READ_BACK_OFF,
  /// A worker that lost its claim goes on.
  FENCING_OFF,
  /// A bulk call of unknown outcome is sent again without reading the lines first.
  BLIND_BULK;

  private static final String NO_JOURNAL =
      "FROM (SELECT * FROM lightspeed_sync_log WHERE FALSE) AS lightspeed_sync_log";

  private static final String FAR_VERSION =
      "JSON_SET(details, '\\$.after_version', 900000000000000000) AS details";

  String statement(String sql) {
    boolean isRead = sql.strip().toUpperCase(Locale.ROOT).startsWith("SELECT");
    if (!isRead || !sql.contains("lightspeed_sync_log")) {
      return sql;
    }
    return switch (this) {
      case NONE, FENCING_OFF -> sql;
      case JOURNAL_OFF -> sql.replaceFirst("FROM\\s+lightspeed_sync_log", NO_JOURNAL);
      case READ_BACK_OFF -> sql.replaceFirst("\\bdetails\\b", FAR_VERSION);
      case BLIND_BULK -> sql.replaceFirst("was_unknown\\s*\\)", "FALSE)");
    };
  }
}
