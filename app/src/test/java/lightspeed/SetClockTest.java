package lightspeed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import lightspeed.db.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import xseries.emulator.Emulator;
import xseries.emulator.EmulatorOptions;

/// The database's clock is set back two hours: no wait grows, whichever table it is kept in.
@Tag("slow")
final class SetClockTest {
  @RegisterExtension final TestDatabase database = TestDatabase.migrated();

  @TempDir private Path folder = Path.of("");

  private final Emulator emulator;

  SetClockTest() throws IOException {
    emulator = Emulator.start(EmulatorOptions.defaults());
  }

  @AfterEach
  void stop() throws IOException {
    emulator.close();
  }

  /// Moments that move along when the clock is set. The first worker that notices moves them.
  private static final Map<String, Set<String>> MOVE =
      Map.of(
          "queue_jobs", Set.of("available_at", "started_at", "created_at"),
          "queue_schedules", Set.of("next_at"),
          "queue_workers", Set.of("lease_until", "last_beat_at"),
          "lightspeed_line",
              Set.of(
                  "since",
                  "up_since",
                  "outage_since",
                  "probe_at",
                  "probing_until",
                  "streak_at",
                  "hold_since",
                  "hold_trial_at"),
          "lightspeed_line_pauses", Set.of("since", "last_at"),
          "lightspeed_sync_log", Set.of("taken_at"));

  /// Moments that others wait for, too, but whose readers see for themselves that they lie ahead.
  private static final Map<String, Set<String>> READERS_SEE_IT =
      Map.of(
          // SharedBudgetTest
          "rate_budget", Set.of("blocked_until", "foreign_until", "reported_at"),
          "rate_budget_calls", Set.of("slot_at"),
          // ClockSetBackTest, LeastScopesTest
          "lightspeed_register",
              Set.of("began_at", "ended_at", "distrusted_at", "checked_at", "seen_with_at"),
          "catalog_looks", Set.of("began_at", "settling_at"),
          // InstallationCommandsTest
          "installation_servers", Set.of("seen_at"),
          // OAuthTest
          "lightspeed_oauth", Set.of("claimed_until"),
          // AttacksTest
          "sign_in_tries", Set.of("began_at"));

  /// Moments that tell when something happened, or until when something is valid or kept. Nothing
  /// waits for them, save that an order that was compared in what is now the future skips one daily
  /// comparison.
  private static final Map<String, Set<String>> NOTHING_WAITS =
      Map.ofEntries(
          Map.entry("api_tokens", Set.of("created_at", "expires_at", "last_used_at", "revoked_at")),
          Map.entry("audit_log", Set.of("created_at")),
          Map.entry("catalog_looks", Set.of("trouble_at")),
          Map.entry("catalog_odd_rows", Set.of("found_at")),
          Map.entry(
              "installation",
              Set.of(
                  "confirmed_at", "other_seen_at", "stopped_at", "store_asked_at", "went_back_at")),
          Map.entry("installation_twins", Set.of("seen_at", "settled_at")),
          Map.entry("lightspeed_api_log", Set.of("created_at")),
          Map.entry("lightspeed_drift", Set.of("found_at", "ignored_at")),
          Map.entry("lightspeed_line", Set.of("probed_at")),
          Map.entry("lightspeed_mappings", Set.of("created_at")),
          Map.entry("lightspeed_moved_skus", Set.of("found_at")),
          Map.entry("lightspeed_notifications", Set.of("created_at", "delivered_at")),
          Map.entry("lightspeed_oauth", Set.of("connected_at", "expires_at", "refreshed_at")),
          Map.entry("lightspeed_references", Set.of("gone_at", "seen_at")),
          Map.entry("lightspeed_sync_log", Set.of("completed_at", "created_at")),
          Map.entry("lightspeed_webhook_refusals", Set.of("hour")),
          Map.entry("lightspeed_webhooks", Set.of("processed_at", "received_at")),
          Map.entry("order_editors", Set.of("edited_at")),
          Map.entry("order_requests", Set.of("created_at")),
          Map.entry("queue_job_attempts", Set.of("finished_at", "started_at")),
          Map.entry("queue_jobs", Set.of("finished_at", "updated_at")),
          Map.entry("queue_schedules", Set.of("updated_at")),
          Map.entry("queue_workers", Set.of("started_at", "stopped_at")),
          Map.entry("rate_budget", Set.of("updated_at")),
          Map.entry("remember_tokens", Set.of("created_at", "expires_at")),
          Map.entry("settings", Set.of("updated_at")),
          Map.entry("sign_in_links", Set.of("created_at", "expires_at")),
          Map.entry("sync_cursors", Set.of("updated_at")),
          Map.entry("users", Set.of("created_at", "last_failed_at", "last_login_at", "updated_at")),
          Map.entry("vend_consignment_links", Set.of("found_at")),
          Map.entry(
              "vend_consignments",
              Set.of(
                  "approved_at",
                  "created_at",
                  "deleted_at",
                  "due_at",
                  "lightspeed_checked_at",
                  "sent_at",
                  "updated_at")),
          Map.entry("vend_deliveries", Set.of("invoice_date", "received_at")),
          Map.entry("vend_delivery_looks", Set.of("looked_at")),
          Map.entry("vend_outlets", Set.of("deleted_at", "refreshed_at")),
          Map.entry("vend_products", Set.of("deleted_at", "refreshed_at")),
          Map.entry("vend_suppliers", Set.of("deleted_at", "refreshed_at")),
          Map.entry("web_sessions", Set.of("began_at", "confirmed_at", "seen_at")));

  /// Whoever adds a column decides here what a set clock means for it.
  @Test
  void ofEveryMomentItIsKnownWhatASetClockMeansForIt() {
    List<String> stored =
        database.texts(
            """
            SELECT CONCAT(table_name, '.', column_name)
            FROM information_schema.columns
            WHERE table_schema = DATABASE()
              AND data_type IN ('datetime', 'timestamp', 'date', 'time')
              AND table_name <> 'flyway_schema_history'
            """);
    Set<String> known = new TreeSet<>();
    for (Map<String, Set<String>> some : List.of(MOVE, READERS_SEE_IT, NOTHING_WAITS)) {
      some.forEach((table, columns) -> columns.forEach(each -> known.add(table + "." + each)));
    }

    assertThat(stored).containsExactlyInAnyOrderElementsOf(known);
  }

  @Test
  void setBackWhileNoWorkerRanEveryWaitKeepsItsLength() {
    for (String statement : WAITING) {
      execute(statement);
    }

    TestCli.Result once = TestCli.of(folder, database, emulator).run("queue:work", "--once");

    assertThat(once.exit()).as(once.err()).isZero();
    assertThat(stillAhead()).isEmpty();
  }

  /// Columns that moved and still lie more than an hour ahead.
  private List<String> stillAhead() {
    List<String> ahead = new ArrayList<>();
    MOVE.forEach(
        (table, columns) ->
            columns.forEach(
                column -> {
                  if (!database
                      .texts(
                          "SELECT 1 FROM %s WHERE %s > NOW(6) + INTERVAL 1 HOUR"
                              .formatted(table, column))
                      .isEmpty()) {
                    ahead.add(table + "." + column);
                  }
                }));
    return ahead;
  }

  private static final List<String> WAITING =
      List.of(
          """
          INSERT INTO queue_workers (id, host, pid, version, concurrency, last_beat_at, lease_until)
          VALUES ('before', 'here', 1, '1', 8, NOW(6) + INTERVAL 120 MINUTE,
            NOW(6) + INTERVAL 121 MINUTE)
          """,
          """
          INSERT INTO queue_jobs (job_type, payload, priority, status, created_at, available_at)
          VALUES ('sync_po', '{}', 'normal', 'PENDING', NOW(6) + INTERVAL 119 MINUTE,
            NOW(6) + INTERVAL 150 MINUTE)
          """,
          """
          INSERT INTO queue_jobs
            (job_type, payload, priority, status, worker_id, claim_token, created_at, started_at,
             available_at)
          VALUES ('sync_po', '{}', 'normal', 'PROCESSING', 'before', 5,
            NOW(6) + INTERVAL 118 MINUTE, NOW(6) + INTERVAL 119 MINUTE,
            NOW(6) + INTERVAL 119 MINUTE)
          """,
          """
          INSERT INTO queue_schedules (name, next_at)
          VALUES ('some', NOW(6) + INTERVAL 150 MINUTE)
          """,
          """
          INSERT INTO lightspeed_line
            (retailer, state, since, up_since, outage_since, outage_reason, probe_at,
             probe_delay_us, probing_until, streak_at, hold_since, hold_trial_at, hold_delay_us)
          SELECT 'every', 'DOWN', at, at, at, 'It is away.', at + INTERVAL 1 MINUTE, 5000000,
            at + INTERVAL 1 MINUTE, at, at, at + INTERVAL 1 MINUTE, 5000000
          FROM (SELECT NOW(6) + INTERVAL 119 MINUTE AS at) then_
          """,
          """
          INSERT INTO lightspeed_line_pauses (subject, since, last_at, pauses, reason)
          VALUES ('po:1', NOW(6) + INTERVAL 110 MINUTE, NOW(6) + INTERVAL 119 MINUTE, 2, 'No.')
          """,
          """
          INSERT INTO lightspeed_sync_log (entity_id, operation, status, details, epoch, taken_at)
          VALUES ('some', 'CREATE_CONSIGNMENT', 'IN_PROGRESS', '{}', 0,
            NOW(6) + INTERVAL 119 MINUTE)
          """);

  private void execute(String statement) {
    database.database().useTransaction(tx -> tx.execute(statement));
  }
}
