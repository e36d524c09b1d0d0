package lightspeed.doctor;

import java.util.HashMap;
import java.util.Map;
import lightspeed.db.Database;
import org.jspecify.annotations.Nullable;

/// Facts about the server and our session on it, by upper-case name.
///
/// @param values settings as the session sees them, and what the server counts
record ServerFacts(Map<String, String> values) {
  /// Ours, beside those of the server: `SCHEMA_CHARSET`, `SECONDS_AHEAD`, `ROUND_TRIP_MICROS`,
  /// `STORE_IS_REAL`.
  static final String CHARSET = "SCHEMA_CHARSET";

  static final String SECONDS_AHEAD = "SECONDS_AHEAD";
  static final String ROUND_TRIP_MICROS = "ROUND_TRIP_MICROS";
  static final String STORE_IS_REAL = "STORE_IS_REAL";

  private static final String VALUES =
      """
      SELECT UPPER(variable_name) AS name, variable_value AS value
      FROM information_schema.session_variables
      WHERE variable_name IN ('version', 'read_only', 'innodb_read_only', 'tx_isolation',
        'transaction_isolation', 'time_zone', 'sql_mode', 'max_allowed_packet',
        'max_connections', 'innodb_log_file_size', 'innodb_flush_log_at_trx_commit',
        'wait_timeout')
      UNION ALL
      SELECT UPPER(variable_name), variable_value
      FROM information_schema.global_status
      WHERE variable_name IN ('wsrep_cluster_status', 'threads_connected')
      UNION ALL
      SELECT 'SCHEMA_CHARSET', default_character_set_name
      FROM information_schema.schemata
      WHERE schema_name = DATABASE()
      """;

  ServerFacts {
    values = Map.copyOf(values);
  }

  static ServerFacts read(Database database) {
    Map<String, String> values = new HashMap<>();
    database.read(
        handle ->
            handle
                .createQuery(VALUES)
                .map((row, _) -> values.put(row.getString("name"), text(row.getString("value"))))
                .list());
    return new ServerFacts(values);
  }

  private static String text(@Nullable String value) {
    return value == null ? "" : value;
  }

  /// The same with another value.
  ServerFacts with(String name, String value) {
    Map<String, String> changed = new HashMap<>(values);
    changed.put(name, value);
    return new ServerFacts(changed);
  }

  /// @param otherwise when the server told no such thing
  String text(String name, String otherwise) {
    return values.getOrDefault(name, otherwise);
  }

  /// @param otherwise when the server told no such number
  long number(String name, long otherwise) {
    var text = values.getOrDefault(name, "");
    return text.matches("-?[0-9]{1,18}") ? Long.parseLong(text) : otherwise;
  }

  boolean isOn(String name) {
    var text = values.getOrDefault(name, "");
    return text.equalsIgnoreCase("ON") || text.equals("1");
  }
}
