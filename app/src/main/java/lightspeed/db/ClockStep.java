package lightspeed.db;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/// The database's clock was set. Who keeps moments in a table that something waits for moves them
/// along, so that no wait grows.
///
/// @param by forward is positive
/// @param now by the clock as it is now
public record ClockStep(Duration by, Instant now) {

  /// What the clock would show now had it not been set.
  public Instant expected() {
    return now.minus(by);
  }

  /// Moves what was written before the clock was set: set back, everything that lies ahead, so that
  /// nothing is waited for that would be over; set forward, everything that has happened, so that
  /// it seems no older than it is. What lies ahead of a clock that was set forward ends early.
  ///
  /// Set back, what happened longer ago than the step seems younger by it.
  ///
  /// @param where which rows, as a condition
  public void move(Handle tx, String table, List<String> columns, String where) {
    String isEarlier = by.isNegative() ? "%1$s > :now" : "%1$s <= :expected";
    String assignments =
        columns.stream()
            .map(
                each ->
                    "%1$s = IF(<is>, %1$s + INTERVAL :by MICROSECOND, %1$s)"
                        .replace("<is>", isEarlier)
                        .formatted(each))
            .collect(Collectors.joining(",\n  "));
    String any =
        columns.stream().map(each -> isEarlier.formatted(each)).collect(Collectors.joining(" OR "));
    tx.createUpdate(
            "UPDATE " + table + "\nSET " + assignments + "\nWHERE " + where + " AND (" + any + ")")
        .bind("by", by.toNanos() / 1_000)
        .bind("now", Utc.of(now))
        .bind("expected", Utc.of(expected()))
        .execute();
  }
}
