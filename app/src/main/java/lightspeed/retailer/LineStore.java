package lightspeed.retailer;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import lightspeed.db.ClockStep;
import lightspeed.db.Utc;
import lightspeed.job.JobId;
import lightspeed.json.Json;
import lightspeed.retailer.LineState.Hold;
import lightspeed.retailer.LineState.Kind;
import lightspeed.retailer.LineState.Outage;
import lightspeed.retailer.LineState.Refused;
import lightspeed.retailer.LineState.Streak;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// The row of `lightspeed_line` of one retailer. Who changes it locks it first, so processes take
/// turns. All its moments are the database's.
final class LineStore {
  private final String retailer;

  LineStore(String retailer) {
    this.retailer = retailer;
  }

  /// What the row says.
  ///
  /// @param probingUntil a process asks Lightspeed until then at most; null: none does
  /// @param probedAt when the last probe ended; null: there was none
  /// @param isTrialOver whether the job that has the turn has ended or is gone
  /// @param isTrialWaiting whether it waits to be started
  record Row(
      LineState state,
      Instant now,
      @Nullable Instant probingUntil,
      @Nullable Instant probedAt,
      boolean isTrialOver,
      boolean isTrialWaiting) {}

  private static final String SELECT =
      """
      SELECT l.state, l.up_since, l.outage_since, l.outage_reason, l.credential, l.probe_at,
        l.probe_delay_us, l.probing_until, l.probed_at, l.trial_job, l.streak_kind, l.streak_words,
        l.streak_orders, l.streak_at, l.hold_since, l.hold_trial_at, l.hold_delay_us,
        NOW(6) AS now_at,
        (SELECT j.status FROM queue_jobs j WHERE j.id = l.trial_job) AS trial_status
      FROM lightspeed_line l
      WHERE l.retailer = :retailer
      """;

  private static final String ADD =
      """
      INSERT IGNORE INTO lightspeed_line (retailer)
      VALUES (:retailer)
      """;

  /// Without a lock. A retailer that was never seen is up.
  Row read(Handle handle) {
    return handle
        .createQuery(SELECT)
        .bind("retailer", retailer)
        .map((row, context) -> row(row))
        .findOne()
        .orElseGet(() -> unseen(handle));
  }

  private static Row unseen(Handle handle) {
    Instant now =
        handle.createQuery("SELECT NOW(6) AS now_at").map((row, _) -> Utc.get(row, "now_at")).one();
    return new Row(LineState.upSince(now), now, null, null, false, false);
  }

  /// With the row locked until the end of the transaction.
  Row lock(Handle tx) {
    String locking = SELECT + "FOR UPDATE";
    return tx.createQuery(locking)
        .bind("retailer", retailer)
        .map((row, context) -> row(row))
        .findOne()
        .orElseGet(
            () -> {
              tx.createUpdate(ADD).bind("retailer", retailer).execute();
              return tx.createQuery(locking)
                  .bind("retailer", retailer)
                  .map((row, context) -> row(row))
                  .one();
            });
  }

  private static Row row(ResultSet row) throws SQLException {
    long trial = row.getLong("trial_job");
    String status = row.getString("trial_status");
    boolean isOver = trial != 0 && !"PENDING".equals(status) && !"PROCESSING".equals(status);
    return new Row(
        new LineState(
            Utc.get(row, "up_since"),
            "DOWN".equals(row.getString("state")) ? outage(row) : null,
            "FIRST".equals(row.getString("state")) ? outage(row) : null,
            trial == 0 ? null : new JobId(trial),
            streak(row),
            hold(row)),
        Utc.get(row, "now_at"),
        Utc.find(row, "probing_until"),
        Utc.find(row, "probed_at"),
        isOver,
        "PENDING".equals(status));
  }

  private static Outage outage(ResultSet row) throws SQLException {
    return new Outage(
        Utc.get(row, "outage_since"),
        row.getString("outage_reason"),
        row.getString("credential"),
        Utc.get(row, "probe_at"),
        micros(row, "probe_delay_us"));
  }

  private static @Nullable Streak streak(ResultSet row) throws SQLException {
    String kind = row.getString("streak_kind");
    if (kind == null) {
      return null;
    }
    List<Refused> refused =
        List.of(Json.mapper().readValue(row.getString("streak_orders"), StoredRefused[].class))
            .stream()
            .map(each -> new Refused(each.order(), new JobId(each.job())))
            .toList();
    return new Streak(kind, row.getString("streak_words"), refused, Utc.get(row, "streak_at"));
  }

  private static @Nullable Hold hold(ResultSet row) throws SQLException {
    Instant since = Utc.find(row, "hold_since");
    return since == null
        ? null
        : new Hold(since, Utc.get(row, "hold_trial_at"), micros(row, "hold_delay_us"));
  }

  private static Duration micros(ResultSet row, String column) throws SQLException {
    return Duration.ofNanos(row.getLong(column) * 1_000);
  }

  /// An element of `streak_orders`.
  record StoredRefused(String order, long job) {}

  private static final String SAVE =
      """
      UPDATE lightspeed_line
      SET state = :state,
        since = :since,
        reason = :reason,
        up_since = :up_since,
        outage_since = :outage_since,
        outage_reason = :outage_reason,
        credential = :credential,
        probe_at = :probe_at,
        probe_delay_us = :probe_delay_us,
        trial_job = :trial_job,
        streak_kind = :streak_kind,
        streak_words = :streak_words,
        streak_orders = :streak_orders,
        streak_at = :streak_at,
        hold_since = :hold_since,
        hold_trial_at = :hold_trial_at,
        hold_delay_us = :hold_delay_us
      WHERE retailer = :retailer
      """;

  void save(Handle tx, LineState state) {
    Outage outage = state.outage() != null ? state.outage() : state.recovering();
    Streak streak = state.streak();
    Hold hold = state.hold();
    JobId trial = state.trial();
    tx.createUpdate(SAVE)
        .bind("state", state.kind().name())
        .bind("since", Utc.of(state.since()))
        .bind("reason", state.kind() == Kind.UP ? null : state.words())
        .bind("up_since", Utc.of(state.upSince()))
        .bind("outage_since", Utc.ofNullable(outage == null ? null : outage.since()))
        .bind("outage_reason", outage == null ? null : outage.reason())
        .bind("credential", outage == null ? null : outage.credential())
        .bind("probe_at", Utc.ofNullable(outage == null ? null : outage.nextProbeAt()))
        .bind("probe_delay_us", outage == null ? null : outage.delay().toNanos() / 1_000)
        .bind("trial_job", trial == null ? null : trial.value())
        .bind("streak_kind", streak == null ? null : streak.kind())
        .bind("streak_words", streak == null ? null : streak.words())
        .bind("streak_orders", json(streak))
        .bind("streak_at", Utc.ofNullable(streak == null ? null : streak.lastAt()))
        .bind("hold_since", Utc.ofNullable(hold == null ? null : hold.since()))
        .bind("hold_trial_at", Utc.ofNullable(hold == null ? null : hold.nextTrialAt()))
        .bind("hold_delay_us", hold == null ? null : hold.delay().toNanos() / 1_000)
        .bind("retailer", retailer)
        .execute();
  }

  private static String json(@Nullable Streak streak) {
    List<StoredRefused> refused =
        streak == null
            ? List.of()
            : streak.refused().stream()
                .map(each -> new StoredRefused(each.order(), each.job().value()))
                .toList();
    return Json.mapper().writeValueAsString(refused);
  }

  private static final List<String> MOMENTS =
      List.of(
          "since",
          "up_since",
          "outage_since",
          "probe_at",
          "probing_until",
          "streak_at",
          "hold_since",
          "hold_trial_at");

  /// The database's clock was set: probes and trials of every retailer come when they would have
  /// come. When the last probe ended is only compared with itself.
  static void move(Handle tx, ClockStep step) {
    step.move(tx, "lightspeed_line", MOMENTS, "TRUE");
  }

  private static final String BEGIN_PROBE =
      """
      UPDATE lightspeed_line
      SET probing_until = NOW(6) + INTERVAL :patience MICROSECOND
      WHERE retailer = :retailer
      """;

  void beginProbe(Handle tx, Duration patience) {
    tx.createUpdate(BEGIN_PROBE)
        .bind("patience", patience.toNanos() / 1_000)
        .bind("retailer", retailer)
        .execute();
  }

  private static final String DROP_PROBE =
      """
      UPDATE lightspeed_line
      SET probing_until = NULL
      WHERE retailer = :retailer
      """;

  /// It found nothing.
  void dropProbe(Handle tx) {
    tx.createUpdate(DROP_PROBE).bind("retailer", retailer).execute();
  }

  private static final String END_PROBE =
      """
      UPDATE lightspeed_line
      SET probing_until = NULL,
        probed_at = NOW(6)
      WHERE retailer = :retailer
      """;

  /// It found something.
  void endProbe(Handle tx) {
    tx.createUpdate(END_PROBE).bind("retailer", retailer).execute();
  }
}
