package lightspeed.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import lightspeed.audit.AuditVerification.Broken;
import lightspeed.audit.AuditVerification.Intact;
import lightspeed.db.TestDatabase;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class AuditLogTest {
  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.migrated();

  private final AuditLog audit =
      new AuditLog(InstantSource.fixed(Instant.parse("2026-11-22T09:30:00.123456789Z")));

  @Test
  void anUntouchedLogIsIntact() {
    assertThat(verified()).isEqualTo(new Intact(0));

    append("eva", "order.approve", "{\"note\":\"über \\\"alles\\\"\"}");
    append("tom", "setting.set", null);

    assertThat(verified()).isEqualTo(new Intact(2));
    assertThat(firstTime()).isEqualTo("2026-11-22 09:30:00.123456");
  }

  @Test
  void aChangedEntryIsFound() {
    appendThree();

    execute("UPDATE audit_log SET actor = 'eve' WHERE id = 2");

    assertThat(verified()).isEqualTo(new Broken(2, "its content was changed"));
  }

  @Test
  void textMovedFromOneColumnToTheNextIsFound() {
    append("ab", "c", null);

    execute("UPDATE audit_log SET actor = 'a', action = 'bc' WHERE id = 1");

    assertThat(verified()).isEqualTo(new Broken(1, "its content was changed"));
  }

  @Test
  void aChangedEntryWithARecomputedHashIsFoundAtTheNext() {
    appendThree();

    execute("UPDATE audit_log SET hash = REPEAT('a', 64) WHERE id = 2");
    assertThat(verified()).isEqualTo(new Broken(2, "its content was changed"));
    execute("UPDATE audit_log SET previous_hash = REPEAT('b', 64) WHERE id = 2");

    assertThat(verified()).isEqualTo(new Broken(2, "it does not follow the entry before it"));
  }

  @Test
  void aRemovedEntryIsFoundWhereverItWas() {
    appendThree();

    execute("DELETE FROM audit_log WHERE id = 3");
    assertThat(verified()).isEqualTo(new Broken(3, "it and all after it are missing"));
    execute("DELETE FROM audit_log WHERE id = 1");

    assertThat(verified()).isEqualTo(new Broken(1, "it is missing"));
  }

  @Test
  void anEntryAddedByHandIsFound() {
    appendThree();

    execute(
        """
        INSERT INTO audit_log (actor, action, previous_hash, hash, created_at)
        VALUES ('eve', 'x', REPEAT('0', 64), REPEAT('0', 64), NOW(6))
        """);

    assertThat(verified()).isEqualTo(new Broken(4, "it was not written by the product"));
  }

  @Test
  void losingTheEndOfTheChainStopsAppendingInsteadOfHidingIt() {
    appendThree();

    execute("DELETE FROM audit_chain");

    assertThat(verified()).isInstanceOf(Broken.class);
    assertThatThrownBy(() -> append("eva", "x", null)).hasMessageContaining("Duplicate");
  }

  @Test
  void aRolledBackChangeLeavesNoEntryAndNoGap() {
    append("eva", "first", null);

    assertThatThrownBy(
            () ->
                DATABASE
                    .database()
                    .useTransaction(
                        handle -> {
                          audit.append(handle, "eva", "lost", null, null, null, null);
                          throw new IllegalArgumentException("refused");
                        }))
        .hasMessage("refused");
    append("eva", "second", null);

    assertThat(verified()).isEqualTo(new Intact(2));
  }

  @Test
  void anEntryNeedsATransaction() {
    assertThatThrownBy(
            () ->
                DATABASE
                    .database()
                    .read(
                        handle -> {
                          audit.append(handle, "eva", "x", null, null, null, null);
                          return 1;
                        }))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void manyWritersMakeOneChain() throws Exception {
    int writers = 8;
    int each = 25;

    try (var threads = Executors.newFixedThreadPool(writers)) {
      var running = new ArrayList<Future<?>>();
      for (int writer = 0; writer < writers; writer++) {
        var actor = "writer-" + writer;
        running.add(
            threads.submit(
                () -> {
                  for (int i = 0; i < each; i++) {
                    append(actor, "act", null);
                  }
                }));
      }
      for (var writer : running) {
        writer.get();
      }
    }

    assertThat(verified()).isEqualTo(new Intact((long) writers * each));
  }

  @Test
  void detailsAreJson() {
    assertThat(new AuditDetails().json()).isEqualTo("{}");
    assertThat(new AuditDetails().with("from", null).with("to", "a \"b\" \\ \n \u0001").json())
        .isEqualTo("{\"from\":null,\"to\":\"a \\\"b\\\" \\\\ \\u000a \\u0001\"}");
  }

  private void appendThree() {
    append("eva", "one", null);
    append("eva", "two", null);
    append("eva", "three", null);
  }

  private void append(String actor, String action, @Nullable String details) {
    DATABASE
        .database()
        .useTransaction(
            handle -> audit.append(handle, actor, action, "SETTING", "x", details, "10.0.0.1"));
  }

  private static void execute(String sql) {
    DATABASE.database().useTransaction(handle -> handle.execute(sql));
  }

  private static String firstTime() {
    return DATABASE
        .database()
        .read(
            handle ->
                handle
                    .createQuery("SELECT CAST(created_at AS CHAR) FROM audit_log WHERE id = 1")
                    .mapTo(String.class)
                    .one());
  }

  private static AuditVerification verified() {
    return DATABASE.database().read(VerifyAudit::verify);
  }
}
