package lightspeed.db;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/// Moments as the database keeps them: UTC without saying so, to the microsecond, whatever the zone
/// of this process.
public final class Utc {
  private Utc() {}

  /// To bind.
  public static LocalDateTime of(Instant moment) {
    return LocalDateTime.ofInstant(moment.truncatedTo(ChronoUnit.MICROS), ZoneOffset.UTC);
  }

  /// As [#of], or null.
  public static @Nullable LocalDateTime ofNullable(@Nullable Instant moment) {
    return moment == null ? null : of(moment);
  }

  /// Of a column that is never null.
  ///
  /// @throws SQLException when it is null all the same
  public static Instant get(ResultSet row, String column) throws SQLException {
    Instant moment = find(row, column);
    if (moment == null) {
      throw new SQLException("Column " + column + " is null.");
    }
    return moment;
  }

  /// Null when the column is.
  public static @Nullable Instant find(ResultSet row, String column) throws SQLException {
    LocalDateTime moment = row.getObject(column, LocalDateTime.class);
    return moment == null ? null : moment.toInstant(ZoneOffset.UTC);
  }
}
