package lightspeed.retailer;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import lightspeed.db.TestDatabase;
import lightspeed.xseries.AccessToken;
import lightspeed.xseries.CallBudget;
import lightspeed.xseries.CallBudget.Urgency;
import lightspeed.xseries.Caller;
import lightspeed.xseries.UnlimitedBudget;
import lightspeed.xseries.XSeriesAddress;
import lightspeed.xseries.XSeriesClient;
import lightspeed.xseries.XSeriesConnection;
import lightspeed.xseries.XSeriesException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import xseries.emulator.Emulator;
import xseries.emulator.EmulatorOptions;
import xseries.emulator.fault.Fault;
import xseries.emulator.fault.FaultKind;
import xseries.emulator.journal.JournalEntry;
import xseries.emulator.settings.Switch;

/// Several processes' budgets on one database, against a server with a small limit.
@Timeout(120)
@Tag("slow")
class SharedBudgetClusterTest {
  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.migrated();

  private static final int LIMIT = 40;
  private static final int RESERVE = 1;
  private static final Duration WINDOW = Duration.ofSeconds(4);

  /// Half a second of margin and a slot of 20 ms, as for any short window.
  private static final Duration LOST_EACH_WINDOW = Duration.ofMillis(520);

  private static final int PROCESSES = 3;
  private static final int CALLERS_EACH = 4;
  private static final Caller WORKER = new Caller(null, null, Urgency.BACKGROUND, () -> {});

  @ParameterizedTest
  @ValueSource(strings = {"fixed", "sliding"})
  void severalProcessesUseTheWholeLimitAndAreNeverRefused(String windowKind) throws Exception {
    int windows = 3;
    int total = windows * (LIMIT - RESERVE);
    AtomicInteger left = new AtomicInteger(total);
    try (Emulator emulator = emulator(windowKind)) {

      inParallel(
          emulator,
          api -> {
            while (left.getAndDecrement() > 0) {
              api.user(WORKER);
            }
          });

      List<JournalEntry> calls = emulator.requests();
      assertThat(calls).hasSize(total);
      assertThat(calls).allMatch(call -> call.status() == 200);
      Instant first = calls.getFirst().at();
      Instant last = calls.getLast().at();
      assertThat(Duration.between(first, last))
          .as("nearly all of each window is used")
          .isLessThan(
              WINDOW.plus(LOST_EACH_WINDOW).multipliedBy(windows).plus(Duration.ofSeconds(2)));
    }
  }

  @Test
  void callsThatOthersMadeAreLeftToThemAndTheirPlaceIsUsedLater() throws Exception {
    AtomicInteger left = new AtomicInteger(LIMIT + LIMIT / 2);
    try (Emulator emulator = emulator("sliding");
        XSeriesClient stranger =
            client(emulator, new UnlimitedBudget(new CallBudget.State(null, null, WINDOW, null)))) {
      for (int i = 0; i < LIMIT / 2; i++) {
        stranger.user(WORKER);
      }

      inParallel(
          emulator,
          api -> {
            while (left.getAndDecrement() > 0) {
              api.user(WORKER);
            }
          });

      assertThat(emulator.requests()).hasSize(2 * LIMIT);
      assertThat(emulator.requests()).allMatch(call -> call.status() == 200);
    }
  }

  /// Refused out of turn, with a date as `Retry-After`, by a server whose clock is an hour off.
  @ParameterizedTest
  @ValueSource(longs = {-3_600, 3_600})
  void afterARefusalAllWaitAsLongAsTheServersClockSaysAndGoOn(long secondsAhead) throws Exception {
    AtomicInteger left = new AtomicInteger(LIMIT / 2);
    AtomicInteger refused = new AtomicInteger();
    InstantSource serverClock = () -> Instant.now().plusSeconds(secondsAhead);
    try (Emulator emulator = emulator("fixed", serverClock)) {
      emulator.add(Fault.of(FaultKind.RATE_LIMIT).delay(Duration.ofSeconds(2)).nth(8));

      inParallel(
          emulator,
          api -> {
            while (left.getAndDecrement() > 0) {
              try {
                api.user(WORKER);
              } catch (XSeriesException.RateLimited e) {
                refused.incrementAndGet();
              }
            }
          });

      List<JournalEntry> calls = emulator.requests();
      Instant refusal =
          calls.stream().filter(call -> call.status() == 429).findFirst().orElseThrow().at();
      assertThat(refused).hasValue(1);
      assertThat(calls).hasSize(LIMIT / 2);
      assertThat(Duration.between(refusal, calls.getLast().at()))
          .isBetween(Duration.ofSeconds(2), Duration.ofSeconds(30));
    }
  }

  private static Emulator emulator(String windowKind) throws Exception {
    return emulator(windowKind, InstantSource.system());
  }

  private static Emulator emulator(String windowKind, InstantSource clock) throws Exception {
    return Emulator.start(
        EmulatorOptions.defaults()
            .withClock(clock)
            .with(Switch.RATE_LIMIT_CALLS, LIMIT)
            .with(Switch.WINDOW_SECONDS, WINDOW.toSeconds())
            .with(Switch.WINDOW_KIND, windowKind)
            .with(Switch.LATENCY_MS, 10));
  }

  @FunctionalInterface
  private interface Work {
    void with(XSeriesClient api) throws InterruptedException;
  }

  /// Each process has a budget and a client of its own.
  private static void inParallel(Emulator emulator, Work work) throws Exception {
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<XSeriesClient> clients = new ArrayList<>();
      List<Future<Boolean>> results = new ArrayList<>();
      for (int i = 0; i < PROCESSES; i++) {
        XSeriesClient api =
            client(emulator, new SharedBudget(DATABASE.database(), "store", WINDOW));
        clients.add(api);
        Callable<Boolean> task =
            () -> {
              work.with(api);
              return true;
            };
        for (int n = 0; n < CALLERS_EACH; n++) {
          results.add(callers.submit(task));
        }
      }
      for (Future<Boolean> result : results) {
        assertThat(result.get(90, TimeUnit.SECONDS)).isTrue();
      }
      clients.forEach(XSeriesClient::close);
    }
  }

  private static XSeriesClient client(Emulator emulator, CallBudget budget) {
    return new XSeriesClient(
        XSeriesConnection.to(
            new XSeriesAddress(URI.create(emulator.url()), "2.0"),
            Duration.ofSeconds(10),
            "lightspeed-integration/test"),
        () -> new AccessToken(emulator.token()),
        budget,
        entry -> {},
        InstantSource.system());
  }
}
