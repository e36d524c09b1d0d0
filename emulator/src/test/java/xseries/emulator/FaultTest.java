package xseries.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import xseries.emulator.fault.Fault;
import xseries.emulator.fault.FaultKind;
import xseries.emulator.journal.JournalEntry;
import xseries.emulator.settings.Switch;

/// Every fault as a client sees it.
final class FaultTest {
  private static final String BULK = "/consignments/*/bulk";

  private final Sandbox sandbox = Sandbox.start();
  private final String draft = sandbox.draft();

  @AfterEach
  void stop() throws IOException {
    sandbox.close();
  }

  private Sandbox.Reply bulk(Duration timeout) throws IOException {
    return sandbox.trySend(
        sandbox.request("/api/2.0/consignments/" + draft + "/bulk").timeout(timeout),
        "POST",
        "[" + sandbox.line(0, "'count':10") + "]");
  }

  private Sandbox.Reply bulk() throws IOException {
    return bulk(Duration.ofSeconds(20));
  }

  private void fault(Fault fault) {
    sandbox.emulator.add(fault.on("POST", BULK));
  }

  private boolean isApplied() {
    return !sandbox.get("/consignments/" + draft + "/products").data().isEmpty();
  }

  private JournalEntry lastBulk() {
    return sandbox.emulator.requests().stream()
        .filter(entry -> entry.path().endsWith("/bulk"))
        .reduce((_, second) -> second)
        .orElseThrow();
  }

  @Test
  void lostAnswerIsAppliedAndTheConnectionEndsWithoutABody() {
    fault(Fault.of(FaultKind.LOST_ANSWER));

    assertThatThrownBy(this::bulk).isInstanceOf(IOException.class);

    assertThat(isApplied()).isTrue();
    assertThat(lastBulk().isApplied()).isTrue();
    assertThat(lastBulk().isAnswered()).isFalse();
  }

  @Test
  void resetBeforeAppliesNothing() {
    fault(Fault.of(FaultKind.RESET_BEFORE));

    assertThatThrownBy(this::bulk).isInstanceOf(IOException.class).hasStackTraceContaining("reset");

    assertThat(isApplied()).isFalse();
    assertThat(lastBulk().isApplied()).isFalse();
  }

  @Test
  void lateApplyHappensAfterTheClientHasGivenUp() {
    fault(Fault.of(FaultKind.LATE_APPLY).delay(Duration.ofMillis(400)));

    assertThatThrownBy(() -> bulk(Duration.ofMillis(100))).isInstanceOf(HttpTimeoutException.class);
    assertThat(isApplied()).isFalse();

    Deadline.until(() -> lastBulk().isApplied());
    assertThat(isApplied()).isTrue();
    Deadline.until(() -> !lastBulk().isAnswered());
  }

  @Test
  void lateApplyIsAnsweredToAClientThatWaits() throws IOException {
    fault(Fault.of(FaultKind.LATE_APPLY).delay(Duration.ofMillis(60)));

    assertThat(bulk().status()).isEqualTo(200);
    assertThat(lastBulk().ms()).isGreaterThanOrEqualTo(60);
  }

  @Test
  void delayAppliesAtOnceAndAnswersLater() {
    fault(Fault.of(FaultKind.DELAY).delay(Duration.ofMillis(400)));

    assertThatThrownBy(() -> bulk(Duration.ofMillis(100))).isInstanceOf(HttpTimeoutException.class);

    assertThat(isApplied()).isTrue();
  }

  @Test
  void statusIsAnsweredAndNothingIsApplied() throws IOException {
    fault(Fault.of(FaultKind.STATUS).status(502));

    assertThat(bulk().status()).isEqualTo(502);
    assertThat(isApplied()).isFalse();
  }

  @Test
  void statusMayFailAlthoughTheRequestWasApplied() throws IOException {
    fault(Fault.of(FaultKind.STATUS).status(500).applied());

    assertThat(bulk().status()).isEqualTo(500);
    assertThat(isApplied()).isTrue();
  }

  @Test
  void rateLimitRefusesWithADate() throws IOException {
    fault(Fault.of(FaultKind.RATE_LIMIT).delay(Duration.ofSeconds(5)));

    Sandbox.Reply refused = bulk();

    assertThat(refused.status()).isEqualTo(429);
    assertThat(refused.header("Retry-After")).isEqualTo("Mon, 02 Mar 2026 09:00:06 GMT");
    assertThat(isApplied()).isFalse();
  }

  @Test
  void garbageIsAppliedAndUnreadable() throws IOException {
    fault(Fault.of(FaultKind.GARBAGE));

    Sandbox.Reply garbage = bulk();

    assertThat(garbage.status()).isEqualTo(200);
    assertThat(garbage.header("Content-Type")).startsWith("application/json");
    assertThat(garbage.body().isMissingNode()).isTrue();
    assertThat(isApplied()).isTrue();
  }

  @Test
  void truncatedBodyEndsHalfWay() {
    fault(Fault.of(FaultKind.TRUNCATED));

    assertThatThrownBy(this::bulk).isInstanceOf(IOException.class);

    assertThat(isApplied()).isTrue();
    assertThat(lastBulk().isAnswered()).isFalse();
  }

  @Test
  void wrongTypeIsAnHtmlPage() throws IOException {
    fault(Fault.of(FaultKind.WRONG_TYPE));

    Sandbox.Reply page = bulk();

    assertThat(page.header("Content-Type")).startsWith("text/html");
    assertThat(isApplied()).isTrue();
  }

  @Test
  void hugeBodyIsAsLargeAsTheSwitchSays() throws IOException {
    sandbox.emulator.set(Switch.HUGE_BYTES, 3_000_000);
    fault(Fault.of(FaultKind.HUGE));

    assertThat(bulk().text()).hasSize(3_000_000);
    assertThat(isApplied()).isTrue();
  }

  @Test
  void slowAnswerArrivesWhole() throws IOException {
    fault(Fault.of(FaultKind.SLOW).delay(Duration.ofMillis(100)));

    assertThat(bulk().data().size()).isEqualTo(1);
  }

  @Test
  void nthMeetsOnlyTheNthMatchingCall() throws IOException {
    fault(Fault.of(FaultKind.STATUS).nth(2));

    List<Integer> statuses = List.of(bulk().status(), bulk().status(), bulk().status());

    assertThat(statuses).containsExactly(200, 503, 200);
  }

  @Test
  void everyMeetsEachSoManyAndTimesEndsIt() throws IOException {
    fault(Fault.of(FaultKind.STATUS).every(2).times(1));

    List<Integer> statuses =
        List.of(bulk().status(), bulk().status(), bulk().status(), bulk().status());

    assertThat(statuses).containsExactly(200, 503, 200, 200);
  }

  @Test
  void probabilityRepeatsWithTheSeed() {
    sandbox.emulator.add(Fault.of(FaultKind.STATUS).on("GET", "/outlets").probability(0.5));
    List<Integer> first = outletStatuses();
    sandbox.emulator.clearFaults();
    sandbox.emulator.add(Fault.of(FaultKind.STATUS).on("GET", "/outlets").probability(0.5));

    assertThat(outletStatuses()).isEqualTo(first).contains(200, 503);
  }

  private List<Integer> outletStatuses() {
    return IntStream.range(0, 20).mapToObj(_ -> sandbox.get("/outlets").status()).toList();
  }

  @Test
  void faultOfOneMethodLeavesOthersAlone() {
    sandbox.emulator.add(Fault.of(FaultKind.STATUS).on("POST", "/consignments"));

    assertThat(sandbox.get("/consignments").status()).isEqualTo(200);
    assertThat(sandbox.at("POST", "/api/2026-07/consignments", "{}").status()).isEqualTo(503);
  }

  @ParameterizedTest
  @EnumSource(FaultKind.class)
  void everyFaultCanBeAddedByTheControlApi(FaultKind kind) {
    Sandbox.Reply added =
        sandbox.control(
            "POST",
            "faults",
            "{'fault':'%s','method':'POST','path':'/consignments/*/bulk','nth':3,'delay_ms':9}"
                .formatted(kind));

    assertThat(added.status()).isEqualTo(201);
    assertThat(sandbox.control("GET", "faults", "").body().path(0).path("fault").asString())
        .isEqualTo(kind.name());
  }
}
