package xseries.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import xseries.emulator.fault.Fault;
import xseries.emulator.fault.FaultKind;
import xseries.emulator.settings.Switch;
import xseries.emulator.webhook.Delivery;
import xseries.emulator.webhook.Delivery.State;

/// What becomes of a delivery whose receiver does not answer well, or that a fault meets.
final class WebhookRetryTest {
  private static final Duration JUST_ENOUGH = Duration.ofSeconds(39);

  @TempDir Path directory;
  private final Receiver receiver = new Receiver();
  private Sandbox sandbox = Sandbox.start();

  @AfterEach
  void stop() throws IOException {
    sandbox.close();
    receiver.close();
  }

  private void restart(UnaryOperator<EmulatorOptions> options) throws IOException {
    sandbox.close();
    sandbox = Sandbox.start(options);
  }

  private String subscribe() {
    return subscribe(receiver.url("/hook"));
  }

  private String subscribe(String url) {
    return sandbox
        .post("/webhooks", "{'active':true,'type':'consignment.receive','url':'" + url + "'}")
        .data()
        .path("id")
        .asString();
  }

  /// One event for each subscription.
  private void event() {
    sandbox.order("RECEIVED");
  }

  private Delivery awaitOnly(Predicate<Delivery> condition) {
    Deadline.until(() -> sandbox.emulator.deliveries().stream().allMatch(condition));
    List<Delivery> all = sandbox.emulator.deliveries();
    assertThat(all).hasSize(1);
    return all.getFirst();
  }

  private Delivery awaitTries(int many) {
    return awaitOnly(one -> one.tries().size() == many);
  }

  private JsonNode listed() {
    return sandbox.control("GET", "webhook-deliveries", "").body();
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 201, 204, 299})
  @Rule(mark = Mark.DOCUMENTED, section = "6.5")
  void everyAnswerOfTheTwoHundredsIsSuccess(int status) {
    receiver.answer(status);
    subscribe();

    event();
    Delivery delivery = awaitTries(1);

    assertThat(delivery.state()).isEqualTo(State.DELIVERED);
    assertThat(delivery.tries().getFirst().status()).isEqualTo(status);
    assertThat(listed().path(0).path("next_try_at").isNull()).isTrue();
  }

  @Test
  @Rule(mark = Mark.DOCUMENTED, section = "6.5")
  void failedDeliveryIsTriedAgain() {
    receiver.answer(500);
    subscribe();

    event();
    Delivery failed = awaitTries(1);
    receiver.answer(204);
    sandbox.clock.advance(JUST_ENOUGH);
    Delivery delivered = awaitTries(2);

    assertThat(failed.state()).isEqualTo(State.PENDING);
    assertThat(delivered.state()).isEqualTo(State.DELIVERED);
    assertThat(delivered.tries()).extracting(Delivery.Try::status).containsExactly(500, 204);
    assertThat(receiver.calls()).hasSize(2);
    assertThat(receiver.calls().getFirst().body()).isEqualTo(receiver.calls().getLast().body());
  }

  @Test
  @Rule(mark = Mark.DOCUMENTED, section = "6.5")
  void deliveryIsGivenUpAfterTwentyTriesInFortyEightHours() {
    receiver.answer(503);
    subscribe();
    Instant start = sandbox.clock.instant();
    Duration gap = Duration.ZERO;

    event();
    for (int tries = 1; tries < 20; tries++) {
      awaitTries(tries);
      Instant next = Instant.parse(listed().path(0).path("next_try_at").asString());
      Duration longer = Duration.between(sandbox.clock.instant(), next);
      assertThat(longer).isGreaterThan(gap);
      gap = longer;
      sandbox.clock.advance(gap);
    }
    Delivery last = awaitTries(20);

    assertThat(last.state()).isEqualTo(State.GIVEN_UP);
    assertThat(Duration.between(start, last.tries().getLast().at()))
        .isBetween(Duration.ofHours(47), Duration.ofDays(2));
    assertThat(receiver.calls()).hasSize(20);
  }

  @Test
  void fortyEightHoursCanBeCompressedWhileADeliveryWaits() throws IOException {
    restart(options -> options.withClock(InstantSource.system()));
    receiver.answer(500);
    subscribe();

    event();
    awaitTries(1);
    sandbox.control("PUT", "settings", "{'webhook_speed':1000000000}");
    Delivery last = awaitOnly(one -> one.state() == State.GIVEN_UP);

    assertThat(last.tries()).hasSize(20);
    assertThat(receiver.calls()).hasSize(20);
  }

  @Test
  @Rule(mark = Mark.DOCUMENTED, section = "6.5")
  void answerMustComeInTime() {
    sandbox.emulator.set(Switch.WEBHOOK_TIMEOUT_MS, 30);
    receiver.fallSilent();
    subscribe();

    event();
    Delivery failed = awaitTries(1);

    assertThat(failed.state()).isEqualTo(State.PENDING);
    assertThat(failed.tries().getFirst().status()).isZero();
    assertThat(failed.tries().getFirst().error()).isEqualTo("no answer within 30 ms");
    assertThat(failed.tries().getFirst().ms()).isGreaterThanOrEqualTo(30);
  }

  @ParameterizedTest
  @ValueSource(ints = {302, 400, 404, 429})
  @Rule(mark = Mark.UNKNOWN, section = "6.5")
  void refusedDeliveryIsNotTriedAgainUntilSwitched(int status) {
    receiver.answer(status);
    subscribe();

    event();
    assertThat(awaitTries(1).state()).isEqualTo(State.REFUSED);
    sandbox.emulator.set(Switch.WEBHOOK_RETRIES_REFUSALS, true);
    event();

    Deadline.until(() -> sandbox.emulator.deliveries().getLast().tries().size() == 1);
    assertThat(sandbox.emulator.deliveries().getLast().state()).isEqualTo(State.PENDING);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://127.0.0.1:1/",
        "ftp://shop.example",
        "http://127.0.0.1:99999/",
        "a b c",
        "http://"
      })
  void receiverThatCannotBeReachedIsAFailedTry(String url) {
    subscribe(url);

    event();
    Delivery failed = awaitTries(1);

    assertThat(failed.state()).isEqualTo(State.PENDING);
    assertThat(failed.tries().getFirst().status()).isZero();
    assertThat(failed.tries().getFirst().error()).isNotEmpty();
  }

  @Test
  @Rule(mark = Mark.UNKNOWN, section = "6.5")
  void deletedOrInactiveSubscriptionGetsNoFurtherTry() {
    receiver.answer(500);
    String deleted = subscribe();
    String inactive = subscribe(receiver.url("/other"));
    event();
    Deadline.until(
        () -> sandbox.emulator.deliveries().stream().allMatch(one -> one.tries().size() == 1));

    sandbox.delete("/webhooks/" + deleted);
    sandbox.put("/webhooks/" + inactive, "{'active':false}");
    sandbox.clock.advance(JUST_ENOUGH);

    Deadline.until(
        () ->
            sandbox.emulator.deliveries().stream()
                .allMatch(one -> one.state() == State.UNSUBSCRIBED));
    assertThat(receiver.calls()).hasSize(2);
  }

  @Test
  void droppedDeliveryIsKeptAndNeverSent() {
    sandbox.emulator.add(Fault.of(FaultKind.DROP_DELIVERY).on("", "/consignment.receive").every(2));
    subscribe();

    event();
    event();
    receiver.await(1);
    event();
    receiver.await(2);

    assertThat(sandbox.emulator.deliveries())
        .extracting(one -> one.state() == State.DROPPED)
        .containsExactly(false, true, false);
    assertThat(receiver.calls()).hasSize(2);
  }

  @Test
  void repeatedDeliveryComesTwiceTheSame() {
    sandbox.control(
        "POST", "faults", "{'fault':'REPEAT_DELIVERY','path':'/consignment.*','delay_ms':0}");
    subscribe();

    event();
    List<Receiver.Call> calls = receiver.await(2);

    assertThat(calls.getFirst().body()).isEqualTo(calls.getLast().body());
    assertThat(sandbox.emulator.deliveries()).hasSize(2);
  }

  @Test
  void delayedDeliveryComesLaterAndOthersOvertakeIt() {
    sandbox.emulator.add(Fault.of(FaultKind.DELAY_DELIVERY).delay(Duration.ofMinutes(10)).nth(1));
    subscribe();

    event();
    event();
    receiver.await(1);
    assertThat(sandbox.emulator.deliveries().getFirst().tries()).isEmpty();
    sandbox.clock.advance(Duration.ofMinutes(10));

    assertThat(receiver.await(2)).hasSize(2);
  }

  @Test
  void faultsOfDeliveriesAndOfCallsLeaveEachOtherAlone() {
    sandbox.emulator.add(Fault.of(FaultKind.STATUS).on("POST", "/consignment.receive"));
    sandbox.emulator.add(Fault.of(FaultKind.DROP_DELIVERY).on("", "/sale.*"));
    subscribe();

    event();

    assertThat(receiver.await(1)).hasSize(1);
    assertThat(sandbox.get("/sale.x").status()).isEqualTo(404);
  }

  @Test
  void pendingDeliveriesAndTheirTriesSurviveARestart() throws IOException {
    Path file = directory.resolve("sandbox.data");
    restart(options -> options.withData(file));
    receiver.answer(500);
    subscribe();
    event();
    Delivery before = awaitTries(1);

    restart(options -> options.withData(file));
    assertThat(sandbox.emulator.deliveries()).containsExactly(before);
    receiver.answer(204);
    sandbox.clock.advance(JUST_ENOUGH);
    Delivery after = awaitTries(2);

    assertThat(after.state()).isEqualTo(State.DELIVERED);
    assertThat(after.version()).isEqualTo(before.version());
  }

  @Test
  void tryUnderWayWhenItStopsIsMadeAgain() throws IOException {
    Path file = directory.resolve("sandbox.data");
    UnaryOperator<EmulatorOptions> patient =
        options -> options.withData(file).with(Switch.WEBHOOK_TIMEOUT_MS, 600_000);
    restart(patient);
    receiver.fallSilent();
    subscribe();
    event();
    receiver.await(1);

    restart(patient);
    receiver.await(2);

    assertThat(sandbox.emulator.deliveries()).hasSize(1);
    assertThat(sandbox.emulator.deliveries().getFirst().tries()).isEmpty();
  }

  @Test
  void resetForgetsDeliveriesAndGoesOnWithNewOnes() {
    receiver.answer(500);
    subscribe();
    event();
    awaitTries(1);

    sandbox.emulator.reset();
    assertThat(sandbox.emulator.deliveries()).isEmpty();
    receiver.answer(204);
    subscribe();
    event();

    assertThat(awaitTries(1).state()).isEqualTo(State.DELIVERED);
  }
}
