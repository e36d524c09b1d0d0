package lightspeed.retailer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import lightspeed.db.TestDatabase;
import lightspeed.xseries.CallBudget.Urgency;
import lightspeed.xseries.CallLog;
import lightspeed.xseries.Caller;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(60)
class ApiLogTest {
  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.migrated();

  @Test
  void aCallIsARowWithItsFacts() {
    try (ApiLog log = new ApiLog(DATABASE.database())) {
      log.record(entry("createConsignment", "/api/2.0/consignments", null));
    }

    Map<String, Object> row = rows().getFirst();
    assertThat(row)
        .containsEntry("operation", "createConsignment")
        .containsEntry("job_id", 812L)
        .containsEntry("entity_id", "PO-1042")
        .containsEntry("method", "POST")
        .containsEntry("path", "/api/2.0/consignments")
        .containsEntry("status", 201)
        .containsEntry("duration_ms", 123L)
        .containsEntry("request_bytes", 40L)
        .containsEntry("response_bytes", 90L)
        .containsEntry("budget_limit", 350)
        .containsEntry("budget_remaining", 349)
        .containsEntry("request_body", "{\"a\": \"é🚲\"}")
        .containsEntry("response_body", "{}")
        .containsEntry("error_message", null);
  }

  @Test
  void rowsAppearWhileTheProcessGoesOn() {
    try (ApiLog log = new ApiLog(DATABASE.database())) {
      log.record(entry("a", "/x", null));

      awaitRows(1);
    }
  }

  @Test
  void aBurstBeyondTheBufferLosesNothing() throws Exception {
    int callers = 8;
    int each = 500;
    CountDownLatch done = new CountDownLatch(callers);

    try (ApiLog log = new ApiLog(DATABASE.database())) {
      for (int i = 0; i < callers; i++) {
        Thread.ofVirtual()
            .start(
                () -> {
                  for (int n = 0; n < each; n++) {
                    log.record(entry("burst", "/x", null));
                  }
                  done.countDown();
                });
      }
      assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
    }

    assertThat(rowCount()).isEqualTo(callers * each);
  }

  @Test
  void aCallRecordedAfterClosingIsStillWritten() {
    ApiLog log = new ApiLog(DATABASE.database());
    log.close();

    log.record(entry("late", "/x", null));

    assertThat(rowCount()).isEqualTo(1);
  }

  @Test
  void textsLongerThanTheirColumnAreCutAndDoNotSpoilTheBatch() {
    try (ApiLog log = new ApiLog(DATABASE.database())) {
      log.record(entry("long", "/search?" + "sku=x&".repeat(2_000), "e".repeat(100_000)));
      log.record(entry("short", "/x", "small"));
    }

    assertThat(rows()).extracting(row -> row.get("operation")).containsExactly("long", "short");
  }

  @Test
  void databaseTroubleDoesNotFailTheCall() {
    try (TestDatabase empty = TestDatabase.empty();
        ApiLog log = new ApiLog(empty.database())) {
      log.record(entry("lost", "/x", null));
      log.flush();
    }

    assertThat(rowCount()).isZero();
  }

  private static CallLog.Entry entry(String operation, String path, @Nullable String error) {
    return new CallLog.Entry(
        operation,
        new Caller(812L, "PO-1042", Urgency.BACKGROUND, () -> {}),
        "POST",
        path,
        201,
        Duration.ofMillis(123),
        40,
        90,
        350,
        349,
        "{\"a\": \"é🚲\"}",
        "{}",
        error);
  }

  private static void awaitRows(int count) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
    while (rowCount() < count) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError("only " + rowCount() + " rows");
      }
      Thread.onSpinWait();
    }
  }

  private static int rowCount() {
    return DATABASE
        .database()
        .read(
            handle ->
                handle
                    .createQuery("SELECT COUNT(*) FROM lightspeed_api_log")
                    .mapTo(Integer.class)
                    .one());
  }

  private static List<Map<String, Object>> rows() {
    return DATABASE
        .database()
        .read(
            handle ->
                handle
                    .createQuery(
                        """
                        SELECT operation, job_id, entity_id, method, path, status, duration_ms,
                          request_bytes, response_bytes, budget_limit, budget_remaining,
                          request_body, response_body, error_message
                        FROM lightspeed_api_log
                        ORDER BY id
                        """)
                    .mapToMap()
                    .list());
  }
}
