package lightspeed.retention;

import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/// Statements on the old rows of one table. They go through the table once, by its primary key in
/// steps of [#BATCH] rows, so that rows which must stay are not looked at again for each step.
final class OldRows {
  /// Rows in one transaction: some 10 ms of locks on rows that nobody needs.
  static final int BATCH = 500;

  private final History history;
  private final Duration kept;

  OldRows(History history, Duration kept) {
    this.history = history;
    this.kept = kept;
  }

  /// The last row that is old enough; empty when there is none. Times of rows grow with their ids
  /// but for the length of a transaction.
  OptionalLong last(Handle handle) {
    return number(
        handle
            .createQuery(
                """
                SELECT id
                FROM %1$s
                WHERE %2$s < NOW(6) - INTERVAL :kept MICROSECOND
                ORDER BY %2$s DESC
                LIMIT 1
                """
                    .formatted(history.table(), history.time()))
            .bind("kept", TimeUnit.NANOSECONDS.toMicros(kept.toNanos())));
  }

  /// Where the step that begins behind `after` ends; empty when there is no row up to `last`.
  OptionalLong endOfStep(Handle handle, long after, long last) {
    return number(
        handle
            .createQuery(
                """
                SELECT MAX(id)
                FROM (
                  SELECT id
                  FROM %s
                  WHERE id > :after
                    AND id <= :last
                  ORDER BY id
                  LIMIT :batch) AS step
                """
                    .formatted(history.table()))
            .bind("after", after)
            .bind("last", last)
            .bind("batch", BATCH));
  }

  /// Deletes what may go of the rows behind `after` up to `until`, and says how many that were.
  int delete(Handle tx, long after, long until) {
    return tx.createUpdate(
            """
            DELETE FROM %1$s
            WHERE id > :after
              AND id <= :until
              AND %2$s < NOW(6) - INTERVAL :kept MICROSECOND
              %3$s
            """
                .formatted(history.table(), history.time(), history.isFinished()))
        .bind("after", after)
        .bind("until", until)
        .bind("kept", TimeUnit.NANOSECONDS.toMicros(kept.toNanos()))
        .execute();
  }

  private static OptionalLong number(Query query) {
    return query.mapTo(Long.class).findOne().map(OptionalLong::of).orElse(OptionalLong.empty());
  }
}
