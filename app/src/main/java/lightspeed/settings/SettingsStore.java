package lightspeed.settings;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// Rows of the table `settings`: values as they lie there, secrets sealed.
final class SettingsStore {
  private static final String ALL =
      """
      SELECT name, value
      FROM settings
      ORDER BY name
      """;

  private static final String ONE =
      """
      SELECT value
      FROM settings
      WHERE name = :name
      FOR UPDATE
      """;

  private static final String PUT =
      """
      INSERT INTO settings (name, value, updated_by)
      VALUES (:name, :value, :actor)
      ON DUPLICATE KEY UPDATE value = :value, updated_by = :actor
      """;

  private static final String REMOVE =
      """
      DELETE FROM settings
      WHERE name = :name
      """;

  private SettingsStore() {}

  static Map<String, String> all(Handle handle) {
    var values = new LinkedHashMap<String, String>();
    handle
        .createQuery(ALL)
        .map((row, _) -> Map.entry(row.getString("name"), row.getString("value")))
        .forEach(entry -> values.put(entry.getKey(), entry.getValue()));
    return values;
  }

  /// The value of `name`, locked until the transaction ends.
  static Optional<String> lock(Handle handle, String name) {
    return handle.createQuery(ONE).bind("name", name).mapTo(String.class).findOne();
  }

  static void put(Handle handle, String name, String value, String actor) {
    handle.createUpdate(PUT).bind("name", name).bind("value", value).bind("actor", actor).execute();
  }

  /// Whether there was a row to remove.
  static boolean remove(Handle handle, String name) {
    return handle.createUpdate(REMOVE).bind("name", name).execute() > 0;
  }
}
