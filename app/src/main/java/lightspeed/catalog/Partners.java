package lightspeed.catalog;

import java.util.List;
import lightspeed.db.Database;

/// The names of suppliers and outlets, for forms in which one is chosen.
///
/// **Threads:** safe.
public final class Partners {
  /// More than anyone reads through in a list.
  private static final int MOST = 500;

  private static final String SUPPLIERS =
      """
      SELECT DISTINCT name
      FROM vend_suppliers
      WHERE deleted_at IS NULL
      ORDER BY name
      LIMIT :most
      """;

  private static final String OUTLETS =
      """
      SELECT DISTINCT name
      FROM vend_outlets
      WHERE deleted_at IS NULL
      ORDER BY name
      LIMIT :most
      """;

  private final Database database;

  public Partners(Database database) {
    this.database = database;
  }

  /// The first of them by name.
  public List<String> suppliers() {
    return names(SUPPLIERS);
  }

  /// The first of them by name.
  public List<String> outlets() {
    return names(OUTLETS);
  }

  private List<String> names(String sql) {
    return database.read(
        handle -> handle.createQuery(sql).bind("most", MOST).mapTo(String.class).list());
  }
}
