package lightspeed.history;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import lightspeed.db.Database;

/// Numbers of the last hour, minute by minute, from the rows that are kept anyway.
///
/// **Threads:** safe.
public final class Trends {
  private final Database database;

  public Trends(Database database) {
    this.database = database;
  }

  /// A minute in which nothing happened has no point.
  public Trend read(TrendKind kind) {
    int columns = kind.names().size();
    return new Trend(
        kind.names(),
        kind.names().stream().map(kind::isCount).toList(),
        database.read(
            handle ->
                handle
                    .createQuery(kind.sql())
                    .bind("most", TrendKind.MOST_ROWS)
                    .map((row, _) -> point(row, columns))
                    .list()));
  }

  private static Trend.Point point(ResultSet row, int columns) throws SQLException {
    List<Double> values = new ArrayList<>();
    for (int column = 2; column < 2 + columns; column++) {
      values.add(row.getDouble(column));
    }
    return new Trend.Point(Instant.ofEpochSecond(row.getLong("slot")), values);
  }
}
