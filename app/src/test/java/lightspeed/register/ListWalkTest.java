package lightspeed.register;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import lightspeed.db.Database;
import lightspeed.db.TestDatabase;
import lightspeed.register.ListServer.Answer;
import lightspeed.register.ListServer.Row;
import lightspeed.register.ListServer.Shown;
import lightspeed.xseries.CallBudget.Urgency;
import lightspeed.xseries.Caller;
import lightspeed.xseries.ConsignmentId;
import lightspeed.xseries.XSeriesClient;
import lightspeed.xseries.XSeriesException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Lists of consignments as no list should be: each walk ends, and what it cannot pass is told and
/// keeps orders from being created.
@Tag("slow")
final class ListWalkTest {
  @RegisterExtension final TestDatabase testDatabase = TestDatabase.migrated();

  private final ListServer list = new ListServer();
  private final XSeriesClient client = list.client();

  ListWalkTest() throws IOException {}

  @AfterEach
  void close() {
    client.close();
    list.close();
  }

  static Stream<Arguments> brokenLists() {
    AtomicInteger made = new AtomicInteger();
    Shown repeats = (after, size, rows) -> Answer.page(List.of(row(10, "PO-A"), row(20, "PO-B")));
    Shown goesBackwards =
        (after, size, rows) ->
            after < 20
                ? ListServer.TRUTH.answer(after, size, rows)
                : Answer.page(List.of(row(5, "PO-C")));
    Shown hasNoVersions =
        (after, size, rows) ->
            new Answer(
                200, "{\"data\":[{\"id\":\"x\",\"type\":\"SUPPLIER\",\"status\":\"OPEN\"}]}");
    Shown isAbsurd = (after, size, rows) -> Answer.page(List.of(row(Long.MAX_VALUE, "PO-D")));
    Shown neverEnds =
        (after, size, rows) -> Answer.page(List.of(row(after + 1, "PO-" + made.incrementAndGet())));
    return Stream.of(
        Arguments.of("repeats", repeats, "cannot be read beyond version 20"),
        Arguments.of("goes backwards", goesBackwards, "cannot be read beyond version 20"),
        Arguments.of("has no versions", hasNoVersions, "cannot be read beyond version 0"),
        Arguments.of("has an absurd version", isAbsurd, "cannot be read beyond version 0"),
        Arguments.of("never ends", neverEnds, "does not end"));
  }

  @ParameterizedTest(name = "a list that {0}")
  @MethodSource("brokenLists")
  void aBrokenListIsToldAndNothingIsCreatedUntilItIsWell(String what, Shown shown, String words)
      throws InterruptedException {
    list.add(10, "PO-A");
    list.add(20, "PO-B");
    list.shows(shown);
    RegisterStore store = new RegisterStore();

    assertThatThrownBy(() -> walk(30))
        .isInstanceOf(RegisterTrouble.class)
        .hasMessageContaining(words)
        .hasMessageContaining("lightspeed-cli register:");

    assertThat(database().read(store::state).trouble()).contains(words);
    assertThat(register().isFresh(Need.recent())).isFalse();
    list.shows(ListServer.TRUTH);
    register().walkFromStart(Caller.person());
    assertThat(database().read(store::state).trouble()).as("after a walk to the end").isNull();
    assertThat(register().withReference("po-b")).hasSize(1);
  }

  @Test
  void aRowThatOneWalkDidNotGetToSeeIsSeenByTheNext() throws InterruptedException {
    list.add(10, "PO-A");
    list.add(20, "PO-SKIPPED");
    list.add(30, "PO-C");
    list.shows(
        (after, size, rows) ->
            Answer.page(rows.stream().filter(row -> row.version() != 20).toList()));
    walk(30);
    assertThat(register().withReference("PO-SKIPPED")).isEmpty();
    list.shows(ListServer.TRUTH);

    walk(30);

    assertThat(register().withReference("PO-SKIPPED")).hasSize(1);
  }

  @Test
  void aWalkThatBeganLaterIsToldByItsNumberAndNotByAClock() throws Exception {
    LongSupplier stands = () -> 0;
    Register register = register(stands);
    Need need = register.fromNowOn();

    Walked walked = register.walk(Caller.person(), Register.Guard.NONE);

    assertThat(register.isFresh(need)).isTrue();
    assertThat(register.isFresh(register.fromNowOn())).as("none began since").isFalse();
    register.ensure(Caller.person(), need);
    assertThat(register.walk(Caller.person(), Register.Guard.NONE).walk())
        .as("none was needed in between")
        .isEqualTo(walked.walk() + 1);
  }

  @Test
  void anUrgentCallerDoesNotWaitForAWalkThatWaitsInTheBackground() throws Exception {
    list.add(10, "PO-A");
    Register register = register();

    Walked walked =
        walkHeldUp(
            register,
            threads ->
                threads
                    .submit(
                        () -> {
                          register.ensure(Caller.person(), register.fromNowOn());
                          return null;
                        })
                    .get(30, TimeUnit.SECONDS));

    assertThat(walked.rows()).isEqualTo(1);
    assertThat(register.withReference("PO-A")).hasSize(1);
  }

  /// What happens while a walk in the background is held up before its first call.
  @FunctionalInterface
  private interface Meanwhile {
    void happens(ExecutorService threads) throws Exception;
  }

  private static Walked walkHeldUp(Register register, Meanwhile meanwhile) throws Exception {
    CountDownLatch isOnItsWay = new CountDownLatch(1);
    CountDownLatch mayGoOn = new CountDownLatch(1);
    Caller slow = new Caller(null, null, Urgency.BACKGROUND, () -> passWhen(isOnItsWay, mayGoOn));
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Walked> walk = threads.submit(() -> register.walk(slow, Register.Guard.NONE));
      isOnItsWay.await();
      try {
        meanwhile.happens(threads);
      } finally {
        mayGoOn.countDown();
      }
      return walk.get();
    }
  }

  private static void passWhen(CountDownLatch isOnItsWay, CountDownLatch mayGoOn) {
    isOnItsWay.countDown();
    try {
      mayGoOn.await();
    } catch (InterruptedException stop) {
      throw new IllegalStateException(stop);
    }
  }

  @Test
  void fromTheStartMeansFromTheStartWhateverWasSeenLately() throws InterruptedException {
    list.add(10, "PO-OLD");
    list.add(30, "PO-JUST-SENT");
    register().walk(Caller.person(), Register.Guard.NONE);
    database()
        .useTransaction(
            tx ->
                tx.execute(
                    "UPDATE lightspeed_references SET seen_at = NOW(6) - INTERVAL 1 HOUR"
                        + " WHERE version = 10"));
    list.add(5, "PO-KEYED");

    register().walkFromStart(Caller.person());

    assertThat(register().withReference("PO-KEYED")).hasSize(1);
  }

  @Test
  void aWalkUnderWayWhenTheListIsToBeReadFromItsStartBeginsAnew() throws Exception {
    list.add(100, "PO-A");
    register().walk(Caller.person(), Register.Guard.NONE);
    list.add(110, "PO-B");
    Register register = register();

    var _ =
        walkHeldUp(
            register,
            _ -> {
              list.add(5, "PO-KEYED");
              database().useTransaction(register::restart);
            });

    assertThat(register.withReference("PO-KEYED")).as("below where it was").hasSize(1);
  }

  @Test
  void aWalkFromBeforeTheStoreWasLeftTakesNothingOver() throws Exception {
    list.add(100, "PO-A");
    Register register = register();

    // Its answer was on the way when another store took the place of this one.
    var _ =
        walkHeldUp(
            register,
            _ -> {
              list.shows(
                  (after, size, rows) ->
                      Answer.page(after == 0 ? List.of(row(7, "PO-NEW")) : List.of()));
              database().useTransaction(register::forget);
            });

    assertThat(register.withReference("PO-NEW")).hasSize(1);
    assertThat(register.state().position()).isEqualTo(7);
  }

  @Test
  void theAlarmThatTheStoreWentBackIsEndedByNoWalkThatDoesNotLook() throws InterruptedException {
    list.add(10, "PO-A");
    list.add(20, "PO-B");
    Register worker = register();
    worker.walk(Caller.person(), Register.Guard.NONE);
    list.shows(
        (after, size, rows) ->
            Answer.page(rows.stream().filter(row -> row.version() < 5).toList()));
    assertThatThrownBy(() -> register().walk(Caller.person(), Register.Guard.NONE))
        .as("a new process looks at first")
        .isInstanceOf(RegisterTrouble.class);

    assertThatThrownBy(() -> worker.walk(Caller.person(), Register.Guard.NONE))
        .as("one that looked a moment ago")
        .isInstanceOf(RegisterTrouble.class);

    assertThat(worker.isFresh(Need.recent())).isFalse();
    list.shows(ListServer.TRUTH);
    worker.walk(Caller.person(), Register.Guard.NONE);
    assertThat(worker.isFresh(Need.recent())).as("the store is back").isTrue();
  }

  @Test
  void nothingThatCanBeReadIsPassedByHand() throws InterruptedException {
    list.add(100, "PO-A");
    list.add(105, "PO-BAD");
    list.add(160, "PO-GOOD");
    list.add(200, "PO-BAD-TOO");
    list.shows(
        (after, size, rows) -> {
          List<Row> page = rows.subList(0, Math.min(size, rows.size()));
          return page.stream().anyMatch(row -> row.version() == 105 || row.version() == 200)
              ? new Answer(500, "{\"error\":\"internal\"}")
              : Answer.page(page);
        });
    assertThatThrownBy(() -> walk(30)).isInstanceOf(RegisterTrouble.class);

    assertThatThrownBy(() -> register().skip(Caller.person(), new ConsignmentId("consignment-200")))
        .isInstanceOf(RegisterTrouble.class)
        .hasMessageContaining("is not what keeps the list from being read");

    assertThat(register().state().position()).isEqualTo(100);
    register().skip(Caller.person(), new ConsignmentId("consignment-105"));
    assertThat(register().state().position()).isEqualTo(105);
  }

  @Test
  void rowsOfAPageMayComeInAnyOrderAndTwice() throws InterruptedException {
    list.add(10, "PO-A");
    list.add(20, "PO-B");
    list.shows(
        (after, size, rows) ->
            Answer.page(
                Stream.concat(rows.reversed().stream(), rows.stream()).limit(size).toList()));

    walk(30);

    assertThat(register().newest(9))
        .extracting(RegisteredConsignment::reference)
        .containsExactly("PO-B", "PO-A");
  }

  @Test
  void aRowThatTheListCannotShowIsTroubleWithADoor() throws InterruptedException {
    list.add(10, "PO-A");
    list.add(20, "PO-BAD");
    list.add(30, "PO-C");
    list.shows(
        (after, size, rows) -> {
          List<Row> page = rows.subList(0, Math.min(size, rows.size()));
          return page.stream().anyMatch(row -> row.version() == 20)
              ? new Answer(500, "{\"error\":\"internal\"}")
              : Answer.page(page);
        });

    assertThatThrownBy(() -> walk(30))
        .isInstanceOf(RegisterTrouble.class)
        .hasMessageContaining("beyond version 10")
        .hasMessageContaining("register:skip");

    WalkState state = register().state();
    assertThat(state.trouble()).contains("500", "register:skip");
    assertThat(state.troubleVersion()).isEqualTo(10);
    assertThat(list.calls()).as("halves, and not for ever").isLessThan(30);
  }

  @Test
  void aRowThatWasPassedByHandStaysPassedForEveryProcess() throws InterruptedException {
    list.add(10, "PO-A");
    register().walk(Caller.person(), Register.Guard.NONE);
    list.add(20, "PO-BAD");
    list.shows(
        (after, size, rows) ->
            after < 20 && !rows.isEmpty() && (size > 1 || rows.getFirst().version() == 20)
                ? new Answer(500, "{\"error\":\"internal\"}")
                : ListServer.TRUTH.answer(after, size, rows));
    assertThatThrownBy(() -> register().walk(Caller.person(), Register.Guard.NONE))
        .isInstanceOf(RegisterTrouble.class);
    register().skip(Caller.person(), new ConsignmentId("consignment-20"));

    register().walk(Caller.person(), Register.Guard.NONE);
    register().walk(Caller.person(), Register.Guard.NONE);

    assertThat(register().state().trouble()).isNull();
    assertThat(register().withReference("PO-BAD")).hasSize(1);
    assertThat(register().peek(Caller.person(), "PO-BAD")).hasSize(1);
  }

  @Test
  void aListThatWentBackIsWalkedFromItsStartWhenAPersonHasComparedTheStore()
      throws InterruptedException {
    list.add(10, "PO-A");
    list.add(20, "PO-B");
    list.add(30, "PO-C");
    register().walk(Caller.person(), Register.Guard.NONE);
    list.shows(
        (after, size, rows) ->
            Answer.page(rows.stream().filter(row -> row.version() < 20).toList()));
    assertThatThrownBy(() -> register().walk(Caller.person(), Register.Guard.NONE))
        .isInstanceOf(RegisterTrouble.class)
        .hasMessageContaining("register:walk --from-start");

    register().walkFromStart(Caller.person());
    register().walk(Caller.person(), Register.Guard.NONE);

    assertThat(register().state().trouble()).isNull();
    assertThat(register().withReference("PO-C")).as("nothing is forgotten").hasSize(1);
  }

  @Test
  void referencesAreFoundHoweverLongTheyAreAndHoweverTheyAreWritten() throws InterruptedException {
    String emoji = "🚚".repeat(255);
    String beyond = "Z".repeat(600);
    list.add(10, emoji);
    list.add(20, "  " + "Ü".repeat(253) + "  ");
    list.add(30, beyond);
    list.add(40, " ");

    walk(30);

    assertThat(register().withReference(emoji)).hasSize(1);
    assertThat(register().withReference("u\u0308".repeat(253))).hasSize(1);
    assertThat(register().withReference(beyond.toLowerCase(Locale.ROOT))).hasSize(1);
    assertThat(register().withReference("🚚".repeat(254))).as("another one").isEmpty();
    assertThat(register().withReference("")).as("none").isEmpty();
    assertThat(register().newest(9)).hasSize(4);
  }

  @Test
  void aListThatFailsAsAWholeIsNoTroubleOfItsRows() {
    list.add(10, "PO-A");
    list.shows((after, size, rows) -> new Answer(500, "{\"error\":\"internal\"}"));

    assertThatThrownBy(() -> walk(30)).isInstanceOf(XSeriesException.Unavailable.class);

    assertThat(register().state().trouble()).isNull();
  }

  private static Row row(long version, String reference) {
    return new Row("consignment-" + version, reference, version);
  }

  private Walked walk(int maxPages) throws InterruptedException {
    return new WalkRegister(database(), client, InstantSource.system(), maxPages)
        .walk(Caller.person(), Register.Guard.NONE, false, () -> {});
  }

  private Register register() {
    return register(System::nanoTime);
  }

  private Register register(LongSupplier nanoTicker) {
    return new Register(
        database(), client, () -> Duration.ofMinutes(1), InstantSource.system(), nanoTicker);
  }

  private Database database() {
    return testDatabase.database();
  }
}
