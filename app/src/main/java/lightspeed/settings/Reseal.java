package lightspeed.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import lightspeed.config.ConfigurationInvalid;
import org.jdbi.v3.core.Handle;

/// Seals again, with the newest key, what older ones sealed.
///
/// **Threads:** safe.
public final class Reseal {
  private final SecretBox box;
  private final List<SealedColumn> columns;

  /// @param columns all that there are
  public Reseal(SecretBox box, List<SealedColumn> columns) {
    this.box = box;
    this.columns = List.copyOf(columns);
  }

  /// What became of the secrets in the database.
  ///
  /// @param resealed how many older keys had sealed
  /// @param unreadable those that no key here opens, as `table: row`
  public record Result(int resealed, List<String> unreadable) {
    public Result {
      unreadable = List.copyOf(unreadable);
    }
  }

  /// Looks at every secret, and seals those of older keys again; their rows stay locked until the
  /// transaction ends.
  ///
  /// **Twice:** does nothing more.
  public Result all(Handle tx) {
    return work(tx, true);
  }

  /// As [#all], without changing anything: how many it would seal again.
  public Result look(Handle handle) {
    return work(handle, false);
  }

  private Result work(Handle handle, boolean isChanging) {
    int resealed = 0;
    var unreadable = new ArrayList<String>();
    for (var column : columns) {
      for (var row : rows(handle, column, isChanging)) {
        var name = column.boxName().apply(row.getKey());
        try {
          if (box.isNewest(row.getValue())) {
            continue;
          }
          var secret = box.open(name, row.getValue());
          resealed++;
          if (isChanging) {
            put(handle, column, row.getKey(), box.seal(name, secret));
          }
        } catch (ConfigurationInvalid cannotBeOpened) {
          unreadable.add(column.table() + ": " + row.getKey());
        }
      }
    }
    return new Result(resealed, unreadable);
  }

  private static List<Map.Entry<String, String>> rows(
      Handle handle, SealedColumn column, boolean isChanging) {
    return handle
        .createQuery(
            "SELECT <key> AS row_key, <column> AS sealed FROM <table>"
                + " WHERE <column> RLIKE :sealed ORDER BY <key>"
                + (isChanging ? " FOR UPDATE" : ""))
        .define("key", column.key())
        .define("column", column.column())
        .define("table", column.table())
        .bind("sealed", SecretBox.FORM)
        .map((row, _) -> Map.entry(row.getString("row_key"), row.getString("sealed")))
        .list();
  }

  private static void put(Handle tx, SealedColumn column, String row, String sealed) {
    tx.createUpdate("UPDATE <table> SET <column> = :sealed WHERE <key> = :row")
        .define("key", column.key())
        .define("column", column.column())
        .define("table", column.table())
        .bind("sealed", sealed)
        .bind("row", row)
        .execute();
  }
}
