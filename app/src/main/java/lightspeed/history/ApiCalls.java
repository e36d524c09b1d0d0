package lightspeed.history;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import lightspeed.db.Database;
import lightspeed.db.Utc;
import org.jspecify.annotations.Nullable;

/// The log of API calls, to look at. The statement is put together from fixed fragments.
///
/// **Threads:** safe.
public final class ApiCalls {
  private final Database database;

  public ApiCalls(Database database) {
    this.database = database;
  }

  /// Some calls, newest first.
  ///
  /// @param next the id to go on from, null when these are the last
  public record Page(List<ApiCall> calls, @Nullable Long next) {
    public Page {
      calls = List.copyOf(calls);
    }
  }

  /// What was sent and answered, redacted and capped; each null when it was empty or not kept.
  public record Bodies(ApiCall call, @Nullable String sent, @Nullable String answered) {}

  private static final String COLUMNS =
      """
      SELECT id, created_at, operation, method, path, status, duration_ms, request_bytes,
        response_bytes, budget_limit, budget_remaining, job_id, entity_id, error_message
      FROM lightspeed_api_log
      """;

  /// Calls that pass the filter.
  ///
  /// @param before only older ones than this id, null for the newest
  /// @param limit how many at most, from 1
  public Page list(ApiCallFilter filter, @Nullable Long before, int limit) {
    Map<String, Object> values = new LinkedHashMap<>();
    StringBuilder sql = new StringBuilder(COLUMNS).append("WHERE TRUE\n");
    if (filter.result() != null) {
      sql.append(
          switch (filter.result()) {
            case GOOD -> "AND status < 400\n";
            case BAD -> "AND (status >= 400 OR status IS NULL)\n";
            case LIMITED -> "AND status = 429\n";
          });
    }
    add(sql, values, "method", filter.method());
    add(sql, values, "operation", filter.operation());
    add(sql, values, "entity_id", filter.order());
    add(sql, values, "job_id", filter.job());
    if (before != null) {
      sql.append("AND id < :before\n");
      values.put("before", before);
    }
    sql.append("ORDER BY id DESC\nLIMIT :limit");
    values.put("limit", limit + 1);
    List<ApiCall> found =
        database.read(
            handle ->
                handle
                    .createQuery(sql.toString())
                    .bindMap(values)
                    .map((row, _) -> call(row))
                    .list());
    return found.size() <= limit
        ? new Page(found, null)
        : new Page(found.subList(0, limit), found.get(limit - 1).id());
  }

  /// One call with its bodies.
  public Optional<Bodies> find(long id) {
    return database.read(
        handle ->
            handle
                .createQuery(
                    """
                    SELECT id, created_at, operation, method, path, status, duration_ms,
                      request_bytes, response_bytes, budget_limit, budget_remaining, job_id,
                      entity_id, error_message, request_body, response_body
                    FROM lightspeed_api_log
                    WHERE id = :id
                    """)
                .bind("id", id)
                .map(
                    (row, _) ->
                        new Bodies(
                            call(row),
                            row.getString("request_body"),
                            row.getString("response_body")))
                .findOne());
  }

  /// @param column one of this class's own words
  private static void add(
      StringBuilder sql, Map<String, Object> values, String column, @Nullable Object value) {
    if (value != null) {
      sql.append("AND ").append(column).append(" = :").append(column).append('\n');
      values.put(column, value);
    }
  }

  private static ApiCall call(ResultSet row) throws SQLException {
    return new ApiCall(
        row.getLong("id"),
        Utc.get(row, "created_at"),
        row.getString("operation"),
        row.getString("method"),
        row.getString("path"),
        HistoryRows.intOrNull(row, "status"),
        row.getLong("duration_ms"),
        row.getLong("request_bytes"),
        row.getLong("response_bytes"),
        HistoryRows.intOrNull(row, "budget_limit"),
        HistoryRows.intOrNull(row, "budget_remaining"),
        HistoryRows.longOrNull(row, "job_id"),
        row.getString("entity_id"),
        row.getString("error_message"));
  }
}
