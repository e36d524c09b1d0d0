package lightspeed.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import lightspeed.audit.AuditVerification.Broken;
import lightspeed.audit.AuditVerification.HeadMissing;
import lightspeed.audit.AuditVerification.Intact;
import lightspeed.audit.AuditVerification.KeyMissing;
import lightspeed.db.TestDatabase;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AuditLogTest {
  private static final String KEY = "00000001";

  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.migrated();

  private Instant now = Instant.parse("2026-11-22T09:30:00.123456789Z");
  private final AuditLog audit = TestAudit.log(() -> now);

  @Test
  void anUntouchedLogIsIntact() {
    assertThat(entries()).isZero();

    append("eva", "order.approve", "{\"note\":\"über \\\"alles\\\"\"}");
    append("tom", "setting.set", null);

    assertThat(entries()).isEqualTo(2);
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
  void anInsiderWhoHashesTheWholeLogAnewHasNoKey() {
    appendThree();
    var entry =
        new AuditEntry(
            3, "eve", "three", "SETTING", "x", null, "10.0.0.1", "2026-11-22 09:30:00.123456");
    var before = hash(2);

    execute(
        "UPDATE audit_log SET actor = 'eve', hash = '"
            + entry.hashAfter(before, TestAudit.key("0000eee1"))
            + "' WHERE id = 3");
    assertThat(verified()).isEqualTo(new Broken(3, "its content was changed"));
    execute(
        "UPDATE audit_log SET key_id = NULL, hash = '"
            + entry.unkeyedHashAfter(before)
            + "' WHERE id = 3");

    assertThat(verified())
        .isEqualTo(new Broken(3, "it has no key, and entries before it have one"));
  }

  @Test
  void entriesThatChangedPlacesAreFound() {
    appendThree();

    execute("UPDATE audit_log SET id = 9 WHERE id = 2");
    execute("UPDATE audit_log SET id = 2 WHERE id = 3");
    execute("UPDATE audit_log SET id = 3 WHERE id = 9");

    assertThat(verified()).isEqualTo(new Broken(2, "it does not follow the entry before it"));
  }

  @Test
  void anEndThatWasCutOffIsFoundAlsoWhenTheNoteOfTheEndWasChangedToo() {
    appendThree();

    execute("DELETE FROM audit_log WHERE id = 3");
    execute("UPDATE audit_chain SET last_id = 2, hash = '" + hash(2) + "'");

    assertThat(verified())
        .isEqualTo(new Broken(2, "the note in audit_chain that it is the last one was changed"));
  }

  @Test
  void goingOnAfterAnEndThatWasCutOffDoesNotHideIt() {
    appendThree();
    execute("DELETE FROM audit_log WHERE id = 3");
    execute("UPDATE audit_chain SET last_id = 2, hash = '" + hash(2) + "'");

    append("eva", "four", null);

    assertThat(verified())
        .isInstanceOfSatisfying(
            Broken.class,
            broken ->
                assertThat(broken.words())
                    .contains("Entry 3", "entries after 2 may have been cut off"));
  }

  @Test
  void whoKeptTheOldNoteOfTheEndIsFoundByAHeadThatWasWrittenDownBefore() {
    append("eva", "one", null);
    var note =
        text(
            "SELECT CONCAT_WS(',', last_id, QUOTE(hash), QUOTE(key_id), QUOTE(seal))"
                + " FROM audit_chain");
    append("eva", "two", null);
    var known = head();

    execute("DELETE FROM audit_log WHERE id = 2");
    execute("REPLACE INTO audit_chain (last_id, hash, key_id, seal) VALUES (" + note + ")");

    assertThat(verified()).isInstanceOf(Intact.class);
    assertThat(verified(known))
        .isInstanceOfSatisfying(
            HeadMissing.class,
            missing -> assertThat(missing.words()).contains("ends at entry 1", "names entry 2"));
  }

  @Test
  void aLogThatWentOnAfterAnOlderBackupIsToldByAHead() {
    append("eva", "one", null);
    var old = head();
    append("eva", "two", null);
    var lost = head();
    execute("DELETE FROM audit_log");
    execute("DELETE FROM audit_chain");
    append("eva", "one", null);
    append("eva", "something else", null);

    assertThat(verified(old)).isInstanceOf(Intact.class);
    assertThat(verified(lost))
        .isInstanceOfSatisfying(
            HeadMissing.class,
            missing -> assertThat(missing.words()).contains("Entry 2 is not the one of the head"));
  }

  @Test
  void aMissingKeyIsToldAsThatAndNotAsForgery() {
    appendThree();

    assertThat(verified("0000abcd", null))
        .isInstanceOfSatisfying(
            KeyMissing.class,
            missing ->
                assertThat(missing.words())
                    .contains("Entry 1", KEY, "no proof that anything was changed"));
  }

  @Test
  void anotherKeyGoesOnWithAnEntryThatBindsWhatWasThere() {
    append("eva", "one", null);
    var other = new AuditLog(() -> now, TestAudit.keys("0000abcd"));
    DATABASE
        .database()
        .useTransaction(tx -> other.append(tx, "tom", "two", null, null, null, null));

    assertThat(actions()).isEqualTo("one,audit.key_changed,two");
    assertThat(verified("0000abcd", null)).isInstanceOf(KeyMissing.class);
    AuditVerification withBoth =
        DATABASE.database().read(handle -> VerifyAudit.verify(handle, both(), null));
    assertThat(withBoth).isInstanceOf(Intact.class);
  }

  @Test
  void afterAnUpgradeTheFirstEntryBindsWhatWasWrittenWithoutAKey() {
    unkeyed(1, "0".repeat(64));
    unkeyed(2, hash(1));
    execute("INSERT INTO audit_chain (id, last_id, hash) VALUES (1, 2, '" + hash(2) + "')");
    assertThat(verified())
        .isInstanceOfSatisfying(
            Broken.class, broken -> assertThat(broken.words()).contains("no entry has a key"));

    append("eva", "three", null);

    assertThat(actions()).isEqualTo("old,old,audit.key_changed,three");
    assertThat(verified())
        .isInstanceOfSatisfying(
            Intact.class,
            intact -> {
              assertThat(intact.unkeyedUntil()).isEqualTo(2);
              assertThat(intact.words()).contains("they prove nothing about changes");
            });
    execute("UPDATE audit_log SET actor = 'eve' WHERE id = 1");
    var forged =
        new AuditEntry(1, "eve", "old", null, null, null, null, "2026-01-01 00:00:00.000000")
            .unkeyedHashAfter("0".repeat(64));
    execute("UPDATE audit_log SET hash = '" + forged + "' WHERE id = 1");
    assertThat(verified()).isEqualTo(new Broken(2, "it does not follow the entry before it"));
  }

  @Test
  void prunedEntriesAreGoneAndTheRestIsStillProven() {
    appendThree();
    var old = head();
    now = now.plus(Duration.ofDays(100));
    append("eva", "four", null);
    var prune = new PruneAudit(DATABASE.database(), audit, () -> now);

    assertThat(prune.prune(Duration.ofDays(90), false, "cli:root"))
        .isEqualTo(new PruneAudit.Result.Pruned(3, 3));
    assertThat(prune.prune(Duration.ofDays(90), false, "cli:root"))
        .isEqualTo(new PruneAudit.Result.Pruned(0, 3));
    append("eva", "five", null);

    assertThat(actions()).isEqualTo("four,audit.pruned,five");
    assertThat(verified(old))
        .isInstanceOfSatisfying(
            Intact.class, intact -> assertThat(intact.prunedUntil()).isEqualTo(3));
    execute("DELETE FROM audit_log WHERE id = 4");
    assertThat(verified()).isEqualTo(new Broken(4, "it is missing"));
  }

  @Test
  void whoDeletesTheBeginningByHandHasNoSealForIt() {
    appendThree();

    execute("DELETE FROM audit_log WHERE id = 1");
    execute("UPDATE audit_chain SET pruned_id = 1, pruned_hash = '" + hashBefore(2) + "'");

    assertThat(verified()).isInstanceOf(Broken.class);
  }

  @Test
  void aLogThatWasChangedIsPrunedOnlyByForceAndTheEntryTells() {
    appendThree();
    now = now.plus(Duration.ofDays(100));
    append("eva", "four", null);
    execute("UPDATE audit_log SET actor = 'eve' WHERE id = 2");
    var prune = new PruneAudit(DATABASE.database(), audit, () -> now);

    assertThat(prune.prune(Duration.ofDays(90), false, "cli:root"))
        .isInstanceOf(PruneAudit.Result.Refused.class);
    assertThat(prune.prune(Duration.ofDays(90), true, "cli:root"))
        .isEqualTo(new PruneAudit.Result.Pruned(3, 3));

    assertThat(text("SELECT details FROM audit_log WHERE action = 'audit.pruned'"))
        .contains("was changed outside the product. Entry 2");
  }

  @Test
  void peopleAreWrittenByIdAndReadByTheNameTheyHaveNow() {
    execute("INSERT INTO users (id, username, role) VALUES (7, 'ann', 'buyer')");
    DATABASE
        .database()
        .useTransaction(tx -> audit.append(tx, "ann (token erp)", "x", "USER", "ann", null, null));

    assertThat(text("SELECT CONCAT(actor, ' to ', entity_id) FROM audit_log"))
        .isEqualTo("person:7 (token erp) to person:7");
    execute("UPDATE users SET username = 'former-7' WHERE id = 7");

    var trail = new AuditTrail(DATABASE.database(), audit);
    var found = trail.list(new AuditTrail.Filter("former-7", null, null, null), null, 10);
    assertThat(found.entries()).hasSize(1);
    assertThat(found.entries().getFirst().actor()).isEqualTo("former-7 (token erp)");
    assertThat(found.entries().getFirst().entityId()).isEqualTo("former-7");
    assertThat(trail.list(new AuditTrail.Filter("ann", null, null, null), null, 10).entries())
        .isEmpty();
  }

  @Test
  void whoIsBeingChangedKeepsNobodyFromWritingTheLog() throws Exception {
    execute("INSERT INTO users (id, username, role) VALUES (8, 'bea', 'buyer')");
    try (var other = Executors.newSingleThreadExecutor()) {
      DATABASE
          .database()
          .useTransaction(
              tx -> {
                tx.execute("UPDATE users SET role = 'viewer' WHERE id = 8");
                other.submit(() -> append("bea", "x", null)).get();
              });
    }

    assertThat(text("SELECT actor FROM audit_log")).isEqualTo("person:8");
  }

  @Test
  void entriesAreFoundByWhoWhatWhenAndOrder() {
    execute(
        "INSERT INTO vend_consignments (id, public_id, supplier, outlet)"
            + " VALUES ('o-1', 'PO-1', 's', 'o')");
    append("eva", "setting.set", null);
    now = now.plus(Duration.ofHours(1));
    DATABASE
        .database()
        .useTransaction(
            tx -> {
              audit.append(tx, "tom", "order.edit", "PURCHASE_ORDER", "o-1", null, null);
              audit.append(tx, "tom", "cli.po:approve", null, null, arguments("PO-1"), null);
              audit.append(tx, "tom", "cli.po:approve", null, null, arguments("PO-12"), null);
            });

    assertThat(found(new AuditTrail.Filter("eva", null, null, null))).isEqualTo("1");
    assertThat(found(new AuditTrail.Filter(null, "order.", null, null))).isEqualTo("2");
    assertThat(found(new AuditTrail.Filter(null, null, now, null))).isEqualTo("4,3,2");
    assertThat(found(new AuditTrail.Filter(null, null, null, "PO-1"))).isEqualTo("3,2");
    assertThat(found(new AuditTrail.Filter(null, null, null, "o-1"))).isEqualTo("2");
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

  /// What was seen: an entry below the first one was shown by the list and not missed by the check.
  @ParameterizedTest
  @ValueSource(longs = {-1, Long.MIN_VALUE})
  void anEntryAddedByHandBeforeTheBeginningIsFound(long id) {
    appendThree();

    execute(
        "INSERT INTO audit_log (id, actor, action, previous_hash, hash, created_at) VALUES ("
            + id
            + ", 'eve', 'x', REPEAT('0', 64), REPEAT('0', 64), NOW(6))");

    assertThat(verified()).isEqualTo(new Broken(id, "it was not written by the product"));
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

    assertThat(entries()).isEqualTo(2);
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

    assertThat(entries()).isEqualTo((long) writers * each);
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
    return verified(KEY, null);
  }

  private static AuditVerification verified(AuditHead known) {
    return verified(KEY, known);
  }

  private static AuditVerification verified(String key, @Nullable AuditHead known) {
    return DATABASE
        .database()
        .read(handle -> VerifyAudit.verify(handle, TestAudit.keys(key), known));
  }

  private static long entries() {
    return intact().entries();
  }

  private static AuditHead head() {
    return intact().head();
  }

  private static Intact intact() {
    return (Intact) verified();
  }

  private static ChainKeys both() {
    var other = TestAudit.keys("0000abcd");
    return new ChainKeys() {
      @Override
      public ChainKey current() {
        return other.current();
      }

      @Override
      public Optional<ChainKey> find(String id) {
        return other.find(id).or(() -> TestAudit.keys(KEY).find(id));
      }

      @Override
      public String place() {
        return other.place();
      }
    };
  }

  private static void unkeyed(long id, String previous) {
    var entry =
        new AuditEntry(id, "eva", "old", null, null, null, null, "2026-01-01 00:00:00.000000");
    execute(
        "INSERT INTO audit_log (id, actor, action, previous_hash, hash, created_at) VALUES ("
            + id
            + ", 'eva', 'old', '"
            + previous
            + "', '"
            + entry.unkeyedHashAfter(previous)
            + "', '2026-01-01')");
  }

  private static String arguments(String order) {
    return new AuditDetails().with("arguments", "--yes " + order).json();
  }

  private String found(AuditTrail.Filter filter) {
    return String.join(
        ",",
        new AuditTrail(DATABASE.database(), audit)
            .list(filter, null, 10).entries().stream()
                .map(entry -> Long.toString(entry.id()))
                .toList());
  }

  private static String hash(long id) {
    return text("SELECT hash FROM audit_log WHERE id = " + id);
  }

  private static String hashBefore(long id) {
    return text("SELECT previous_hash FROM audit_log WHERE id = " + id);
  }

  private static String actions() {
    return text("SELECT GROUP_CONCAT(action ORDER BY id) FROM audit_log");
  }

  private static String text(String sql) {
    return DATABASE.database().read(handle -> handle.createQuery(sql).mapTo(String.class).one());
  }
}
