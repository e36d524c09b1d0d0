package lightspeed.retailer;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import lightspeed.db.Utc;
import lightspeed.retailer.BudgetFacts.Slot;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// Rows of `rate_budget` and `rate_budget_calls` of one retailer. Every change first locks the
/// retailer's row, so processes take turns.
final class BudgetStore {
  private final String retailer;
  private final int windowSeconds;

  BudgetStore(String retailer, Duration window) {
    this.retailer = retailer;
    this.windowSeconds = Math.toIntExact(window.plusMillis(999).toSeconds());
  }

  private static final String ADD_RETAILER =
      """
      INSERT IGNORE INTO rate_budget (retailer, window_seconds)
      VALUES (:retailer, :window_seconds)
      """;

  void addRetailer(Handle transaction) {
    transaction
        .createUpdate(ADD_RETAILER)
        .bind("retailer", retailer)
        .bind("window_seconds", windowSeconds)
        .execute();
  }

  /// What is known, with the retailer's row locked until the end of the transaction.
  BudgetFacts lock(Handle transaction) {
    String select = SELECT_BUDGET + "FOR UPDATE";
    BudgetFacts facts = budget(transaction, select);
    if (facts == null) {
      addRetailer(transaction);
      facts = budget(transaction, select);
    }
    return withCalls(transaction, facts == null ? NOTHING_KNOWN : facts);
  }

  /// What is known, without a lock.
  BudgetFacts read(Handle handle) {
    BudgetFacts facts = budget(handle, SELECT_BUDGET);
    return withCalls(handle, facts == null ? NOTHING_KNOWN : facts);
  }

  private static final String ADD_CALLS =
      """
      INSERT INTO rate_budget_calls (retailer, slot_at, calls)
      VALUES (:retailer, :slot_at, :calls)
      ON DUPLICATE KEY UPDATE calls = calls + VALUES(calls)
      """;

  void addCalls(Handle transaction, Instant slotAt, int calls) {
    transaction
        .createUpdate(ADD_CALLS)
        .bind("retailer", retailer)
        .bind("slot_at", Utc.of(slotAt))
        .bind("calls", calls)
        .execute();
  }

  private static final String TAKE_CALL =
      """
      UPDATE rate_budget_calls
      SET calls = calls - 1
      WHERE retailer = :retailer
        AND slot_at = :slot_at
        AND calls > 0
      """;

  /// Counts one call in another slot than before; false when it is not counted any more.
  boolean moveCall(Handle transaction, Instant from, Instant to) {
    boolean isTaken = takeCall(transaction, from);
    if (isTaken) {
      addCalls(transaction, to, 1);
    }
    return isTaken;
  }

  /// One call is not made after all; false when it is not counted any more.
  boolean takeCall(Handle transaction, Instant from) {
    int taken =
        transaction
            .createUpdate(TAKE_CALL)
            .bind("retailer", retailer)
            .bind("slot_at", Utc.of(from))
            .execute();
    return taken == 1;
  }

  private static final String FORGET_CALLS =
      """
      DELETE FROM rate_budget_calls
      WHERE retailer = :retailer
        AND slot_at <= :until
      """;

  void forgetCalls(Handle transaction, Instant until) {
    transaction
        .createUpdate(FORGET_CALLS)
        .bind("retailer", retailer)
        .bind("until", Utc.of(until))
        .execute();
  }

  private static final String SAVE_REPORT =
      """
      UPDATE rate_budget
      SET call_limit = :call_limit,
        remaining = :remaining,
        reported_at = NOW(6) - INTERVAL :age MICROSECOND,
        foreign_calls = :foreign_calls,
        foreign_until = :foreign_until,
        window_seconds = :window_seconds
      WHERE retailer = :retailer
      """;

  /// @param age how long ago it came
  void saveReport(
      Handle transaction,
      int limit,
      @Nullable Integer remaining,
      Duration age,
      CallWindow.Foreign foreign) {
    transaction
        .createUpdate(SAVE_REPORT)
        .bind("age", age.toNanos() / 1_000)
        .bind("call_limit", limit)
        .bind("remaining", remaining)
        .bind("foreign_calls", foreign.calls())
        .bind("foreign_until", Utc.ofNullable(foreign.until()))
        .bind("window_seconds", windowSeconds)
        .bind("retailer", retailer)
        .execute();
  }

  private static final String BLOCK =
      """
      UPDATE rate_budget
      SET blocked_until =
        GREATEST(COALESCE(blocked_until, NOW(6)), NOW(6) + INTERVAL :microseconds MICROSECOND)
      WHERE retailer = :retailer
      """;

  void block(Handle transaction, Duration duration) {
    transaction
        .createUpdate(BLOCK)
        .bind("microseconds", duration.toNanos() / 1_000)
        .bind("retailer", retailer)
        .execute();
  }

  private static final String MOVE_BUDGET =
      """
      UPDATE rate_budget
      SET reported_at = reported_at + INTERVAL :microseconds MICROSECOND,
        blocked_until = blocked_until + INTERVAL :microseconds MICROSECOND,
        foreign_until = foreign_until + INTERVAL :microseconds MICROSECOND
      WHERE retailer = :retailer
      """;

  private static final String MOVE_CALLS =
      """
      UPDATE rate_budget_calls
      SET slot_at = slot_at + INTERVAL :microseconds MICROSECOND
      WHERE retailer = :retailer
      ORDER BY slot_at
      """;

  /// Moves every time, after the clock was set. No row may move to where another still is, so that
  /// the order matters.
  void move(Handle transaction, Duration by) {
    String moveCalls = by.isNegative() ? MOVE_CALLS : MOVE_CALLS.stripTrailing() + " DESC";
    for (String move : List.of(MOVE_BUDGET, moveCalls)) {
      transaction
          .createUpdate(move)
          .bind("microseconds", by.toNanos() / 1_000)
          .bind("retailer", retailer)
          .execute();
    }
  }

  private static final String SELECT_BUDGET =
      """
      SELECT call_limit, remaining, reported_at, blocked_until, foreign_calls, foreign_until
      FROM rate_budget
      WHERE retailer = :retailer
      """;

  private @Nullable BudgetFacts budget(Handle handle, String select) {
    return handle
        .createQuery(select)
        .bind("retailer", retailer)
        .map((row, context) -> budget(row))
        .findOne()
        .orElse(null);
  }

  private static final BudgetFacts NOTHING_KNOWN =
      new BudgetFacts(Instant.EPOCH, null, null, null, null, 0, null, List.of());

  private static BudgetFacts budget(ResultSet row) throws SQLException {
    return new BudgetFacts(
        Instant.EPOCH,
        row.getObject("call_limit", Integer.class),
        row.getObject("remaining", Integer.class),
        Utc.find(row, "reported_at"),
        Utc.find(row, "blocked_until"),
        row.getInt("foreign_calls"),
        Utc.find(row, "foreign_until"),
        List.of());
  }

  /// In a statement of its own after the lock: NOW() stands still during a statement, and waiting
  /// for the lock may take long.
  private static final String SELECT_CALLS =
      """
      SELECT NOW(6) AS now_at, granted.slot_at, granted.calls
      FROM (SELECT 1 AS one) AS always
      LEFT JOIN rate_budget_calls AS granted ON granted.retailer = :retailer
      ORDER BY granted.slot_at
      """;

  private record Moment(Instant now, @Nullable Slot slot) {}

  private BudgetFacts withCalls(Handle handle, BudgetFacts budget) {
    List<Moment> moments =
        handle
            .createQuery(SELECT_CALLS)
            .bind("retailer", retailer)
            .map((row, context) -> moment(row))
            .list();
    List<Slot> slots = new ArrayList<>(moments.size());
    for (Moment each : moments) {
      if (each.slot() != null) {
        slots.add(each.slot());
      }
    }
    return budget.withCalls(moments.getFirst().now(), slots);
  }

  private static Moment moment(ResultSet row) throws SQLException {
    Instant now = Utc.find(row, "now_at");
    Instant slotAt = Utc.find(row, "slot_at");
    if (now == null) {
      throw new IllegalStateException("The database has no time.");
    }
    return new Moment(now, slotAt == null ? null : new Slot(slotAt, row.getInt("calls")));
  }
}
