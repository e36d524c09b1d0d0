package lightspeed.installation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import lightspeed.db.TestDatabase;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class InstallationTest {
  private static final int OURS = 1;
  private static final int ANOTHER = 2;
  private static final int MANY = 50;

  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.migrated();

  @Test
  void aNewInstallationMaySendAndItsFirstSenderLeavesAMarkOfItsKey() {
    Installation ours = withKey(OURS);

    assertThat(ours.hindrance()).isEmpty();
    assertThat(ours.overview().keyId()).isNull();

    Sender sender = announce(ours);

    assertThat(DATABASE.texts("SELECT key_mark FROM installation")).containsExactly(sender.mark());
    assertThat(ours.overview().keyId()).hasSize(8);
    assertThat(withKey(OURS).hindrance()).isEmpty();
    assertThat(announce(withKey(OURS))).isEqualTo(sender);
  }

  @Test
  void twoStoresOfOneNameAreToldApart() {
    var one = new StoreFacts("r-1", "Corner Shop", List.of("o-1"));
    var two = new StoreFacts("r-2", "Corner Shop", List.of("o-2"));
    var noId = new StoreFacts(null, "Corner Shop", List.of("o-3"));

    assertThat(one.shownNameBeside(two)).isEqualTo("Corner Shop (store r-1)");
    assertThat(noId.shownNameBeside(two)).isEqualTo("Corner Shop (with the outlet o-3)");
    assertThat(one.shownNameBeside(new StoreFacts("r-3", "Other", List.of("o-4"))))
        .isEqualTo("Corner Shop");
  }

  @Test
  void aCopyOfTheDatabaseWithAnotherKeySendsNothingAndSaysWhatToDo() {
    announce(withKey(OURS));

    Installation copy = withKey(ANOTHER);

    assertThat(copy.hindrance().map(Hindrance::kind)).contains(Hindrance.Kind.OTHER_KEY);
    assertThat(copy.pausedBecause().orElseThrow())
        .contains("Nothing is sent")
        .contains("copy the file key")
        .contains("LIGHTSPEED_KEY")
        .contains("installation:confirm --copy");
    assertThat(announce(copy).mark()).isEmpty();
    assertThat(withKey(OURS).hindrance()).isEmpty();
  }

  @Test
  void aMovedInstallationIsConfirmedAndTheOldKeyIsRefusedFromThenOn() {
    Installation old = withKey(OURS);
    announce(old);
    Installation moved = withKey(ANOTHER);

    confirmMoved(moved);

    assertThat(moved.hindrance()).isEmpty();
    assertThat(withKey(OURS).hindrance().map(Hindrance::kind)).contains(Hindrance.Kind.OTHER_KEY);
    assertThat(DATABASE.texts("SELECT action FROM audit_log"))
        .containsExactly("installation.confirmed");
  }

  @Test
  void aCopyThatWasConfirmedAsOneNeverSendsEvenWithItsKeyUntilItIsConfirmedOtherwise() {
    Installation ours = withKey(OURS);
    announce(ours);

    var confirming = new ConfirmInstallation(ours);
    var _ = confirming.copy(confirming.state().shown(), "cli:test");

    assertThat(ours.hindrance().map(Hindrance::kind)).contains(Hindrance.Kind.COPY);
    confirmMoved(ours);
    assertThat(ours.hindrance()).isEmpty();
  }

  @Test
  void whileKeysAreChangedBothMaySend() {
    announce(withKey(ANOTHER));
    DATABASE
        .database()
        .useTransaction(
            tx ->
                tx.execute(
                    """
                    UPDATE installation
                    SET second_key_id = key_id, second_key_salt = key_salt,
                      second_key_mark = key_mark, key_mark = NULL
                    """));
    announce(withKey(OURS));

    assertThat(withKey(OURS).hindrance()).isEmpty();
    assertThat(withKey(ANOTHER).hindrance()).isEmpty();
    assertThat(withKey(3).hindrance()).isPresent();
  }

  @Test
  void threeConsignmentsWithOurNumbersThatWeNeverAnnouncedStopAllSendingUntilConfirmed() {
    Installation ours = withKey(OURS);
    announce(ours);

    assertThat(twin(ours, "PO-1", "c-1")).isFalse();
    assertThat(twin(ours, "PO-1", "c-1")).isFalse();
    assertThat(twin(ours, "PO-2", "c-2")).isFalse();
    assertThat(ours.hindrance()).isEmpty();
    assertThat(twin(ours, "PO-3", "c-3")).isTrue();

    assertThat(ours.hindrance().map(Hindrance::kind)).contains(Hindrance.Kind.STOPPED);
    confirmMoved(ours);
    assertThat(ours.hindrance()).isEmpty();
    assertThat(twin(ours, "PO-4", "c-4")).isFalse();
  }

  @Test
  void aStopThatComesWhileAPersonConfirmsIsNotTakenBack() throws Exception {
    Installation ours = withKey(OURS);
    announce(withKey(ANOTHER));
    var confirming = new ConfirmInstallation(ours);
    String shown = confirming.state().shown();
    try (var person = Executors.newSingleThreadExecutor()) {
      Future<?>[] confirmed = {null};
      DATABASE
          .database()
          .useTransaction(
              tx -> {
                InstallationStore.lock(tx);
                confirmed[0] = person.submit(() -> confirming.moved(shown, "cli:test"));
                awaitSomebodyWhoWaitsForTheRow();
                InstallationStore.stop(tx, "Another one seems to send.");
              });

      assertThatThrownBy(() -> Objects.requireNonNull(confirmed[0]).get())
          .hasCauseInstanceOf(InstallationRefused.class)
          .hasMessageContaining("has changed since it was shown");
    }
    assertThat(ours.overview().stoppedAt()).isNotNull();
  }

  private static void awaitSomebodyWhoWaitsForTheRow() {
    long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (DATABASE
        .texts(
            """
            SELECT id
            FROM information_schema.processlist
            WHERE id <> CONNECTION_ID()
              AND info LIKE '%installation%'
            """)
        .isEmpty()) {
      assertThat(System.nanoTime()).as("nobody waits").isLessThan(deadline);
    }
  }

  @Test
  void threeInMoreThanAnHourDoNot() {
    Installation ours = withKey(OURS);
    twin(ours, "PO-1", "c-1");
    twin(ours, "PO-2", "c-2");
    DATABASE
        .database()
        .useTransaction(
            tx -> tx.execute("UPDATE installation_twins SET seen_at = NOW(6) - INTERVAL 2 HOUR"));

    assertThat(twin(ours, "PO-3", "c-3")).isFalse();
  }

  @Test
  void aDatabaseThatWentBackBeginsANewEpochAndTellsWhoeverKeepsSomething() {
    List<String> told = new ArrayList<>();
    Installation ours =
        Installations.of(
            DATABASE.database(),
            Installations.keys(OURS),
            null,
            new Belongings() {
              @Override
              public void wentBack(Handle tx, String why) {
                told.add(why);
              }
            });

    DATABASE.database().useTransaction(tx -> ours.beginNewEpoch(tx, "A backup was restored."));

    assertThat(told).containsExactly("A backup was restored.");
    assertThat(ours.overview().epoch()).isEqualTo(2);
    assertThat(ours.overview().wentBackAt()).isNotNull();
    assertThat(ours.overview().isComparing()).isTrue();
  }

  @Test
  void theWholeListWalkedSinceThenEndsTheComparing() {
    Installation ours = withKey(OURS);
    DATABASE.database().useTransaction(tx -> ours.beginNewEpoch(tx, "A backup was restored."));

    DATABASE
        .database()
        .useTransaction(
            tx ->
                tx.execute("UPDATE lightspeed_register SET began_at = NOW(6), ended_at = NOW(6)"));

    assertThat(ours.overview().isComparing()).isFalse();
    assertThat(ours.overview().wentBackAt()).isNotNull();
  }

  @Test
  void callsThatBecomeDoubtfulWhileAnotherIsSettledAreSettledToo() {
    Installation ours = withKey(OURS);
    List<Integer> asked = new ArrayList<>();
    ours.begun(
            tx -> {
              for (int n = 0; n < MANY; n++) {
                int call = n;
                ours.begun(_ -> !asked.add(call)).left();
              }
              return false;
            })
        .left();

    assertThat(ours.hindrance()).isEmpty();
    assertThat(ours.hindrance()).isEmpty();

    assertThat(asked).as("none is forgotten").containsExactlyInAnyOrderElementsOf(numbers());
  }

  private static List<Integer> numbers() {
    return IntStream.range(0, MANY).boxed().toList();
  }

  @Test
  void anEpochIsNeverUsedTwiceAfterARestore() {
    Installation ours = withKey(OURS);

    DATABASE
        .database()
        .useTransaction(tx -> ours.beginNewEpochAfter(tx, 7, "A backup was restored."));

    assertThat(ours.overview().epoch()).isEqualTo(8);
  }

  private static Installation withKey(int key) {
    return Installations.of(DATABASE.database(), Installations.keys(key), null);
  }

  private static void confirmMoved(Installation installation) {
    var confirming = new ConfirmInstallation(installation);
    var _ = confirming.moved(confirming.state().shown(), "cli:test");
  }

  private static Sender announce(Installation installation) {
    return DATABASE.database().inTransaction(installation::sender).orElseThrow();
  }

  private static boolean twin(Installation installation, String order, String consignment) {
    return DATABASE
        .database()
        .inTransaction(tx -> installation.foreignTwinSeen(tx, order, consignment));
  }
}
