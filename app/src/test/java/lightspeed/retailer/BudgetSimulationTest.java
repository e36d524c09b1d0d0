package lightspeed.retailer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The budget as a whole, in virtual time: hours of four processes with more work than calls.
class BudgetSimulationTest {
  private static final Duration WINDOW = Duration.ofMinutes(5);
  private static final int WINDOWS = 24;
  private static final Duration LONG = WINDOW.multipliedBy(WINDOWS);
  private static final int LIMIT = 350;
  private static final int PROCESSES = 4;

  @ParameterizedTest
  @CsvSource({
    "fixed, 350, 1",
    "sliding, 350, 2",
    "fixed, 650, 3",
    "sliding, 650, 4",
    "fixed, 1250, 5",
    "sliding, 3050, 6"
  })
  void ninetyNineOfAHundredCallsAreUsedAndNoneIsRefused(String kind, int limit, long seed) {
    SimulatedRetailer retailer = backlog(kind, limit, seed);

    retailer.run(LONG);

    assertThat(retailer.refusals("background")).as("seed %d", seed).isZero();
    assertThat(used(retailer, limit, Duration.ZERO, LONG))
        .as("seed %d", seed)
        .isGreaterThanOrEqualTo(0.99);
  }

  @ParameterizedTest
  @CsvSource({"fixed, 350, 61", "sliding, 350, 62", "fixed, 1250, 63", "sliding, 1250, 64"})
  void slowCallsEarnNoRefusal(String kind, int limit, long seed) {
    SimulatedRetailer retailer = backlog(kind, limit, seed);
    retailer.slowOneIn(20);

    retailer.run(LONG);

    assertThat(retailer.refusals("background")).as("seed %d", seed).isZero();
    assertThat(used(retailer, limit, Duration.ZERO, LONG))
        .as("seed %d", seed)
        .isGreaterThanOrEqualTo(0.98);
  }

  /// Eleven orders in a window are within what is kept for them, with their three calls each, one
  /// for changed products every minute and two for a walk when the last one is older than a poll
  /// interval and 10 s; also when the calls of a start are slow and come back later than they went.
  @ParameterizedTest
  @CsvSource({
    "fixed, 11, false",
    "sliding, 12, false",
    "fixed, 13, true",
    "sliding, 14, true",
    "sliding, 15, true"
  })
  void aCallOfACriticalOrderWaitsForSecondsAtMostThoughAllElseWaitsForMinutes(
      String kind, long seed, boolean isSlowStart) {
    SimulatedRetailer retailer = waiting(kind, LIMIT, seed, 3);
    if (isSlowStart) {
      retailer.slowOneIn(2);
      retailer.at(Duration.ofSeconds(20), () -> retailer.slowOneIn(Integer.MAX_VALUE));
    }
    Random random = new Random(seed);
    Duration at = Duration.ofSeconds(5);
    Duration products = Duration.ZERO;
    Duration walk = Duration.ZERO;
    while (at.compareTo(LONG) < 0) {
      int process = random.nextInt(PROCESSES);
      int calls = 3;
      if (at.minus(products).compareTo(Duration.ofMinutes(1)) > 0) {
        calls++;
        products = at;
      }
      if (at.minus(walk).compareTo(Duration.ofSeconds(97)) > 0) {
        calls += 2;
        walk = at;
      }
      int all = calls;
      retailer.at(at, () -> retailer.processes.get(process).criticalOrder(all));
      at = at.plusMillis(27_000 + random.nextInt(30_000));
    }

    retailer.run(LONG);

    List<Duration> waits = retailer.criticalWaits;
    assertThat(waits).as("seed %d", seed).hasSizeGreaterThan(450);
    assertThat(waits.stream().filter(Duration::isZero).count())
        .as("calls that do not wait at all, of %d, seed %d", waits.size(), seed)
        .isGreaterThan(waits.size() / 3);
    assertThat(waits)
        .as("seed %d", seed)
        .allMatch(wait -> wait.compareTo(Duration.ofSeconds(20)) < 0);
    assertThat(retailer.refusals("critical") + retailer.refusals("background")).isZero();
    assertThat(used(retailer, LIMIT, Duration.ZERO, LONG))
        .as("seed %d", seed)
        .isGreaterThanOrEqualTo(0.99);
  }

  /// Somebody finds out with a refusal that the others took the last call; then all wait.
  @ParameterizedTest
  @CsvSource({"fixed, 21, 0.99", "sliding, 22, 0.9"})
  void whatOthersUseIsLeftToThem(String kind, long seed, double share) {
    SimulatedRetailer retailer = backlog(kind, LIMIT, seed);
    Random random = new Random(seed);
    Duration at = WINDOW;
    while (at.compareTo(LONG) < 0) {
      retailer.at(at, retailer::strangerCalls);
      at = at.plusMillis(random.nextInt(6_000));
    }

    retailer.run(LONG);

    assertThat(retailer.refusals("background"))
        .as("one in a window at most, seed %d", seed)
        .isLessThanOrEqualTo(WINDOWS);
    assertThat(used(retailer, LIMIT, Duration.ZERO, LONG))
        .as("seed %d", seed)
        .isGreaterThanOrEqualTo(share);
  }

  /// The limit falls while more is used than it will be: that can only be found out by a refusal.
  @ParameterizedTest
  @CsvSource({"fixed, 31", "sliding, 32"})
  void theLimitMayRiseAndFallWithinAWindow(String kind, long seed) {
    SimulatedRetailer retailer = backlog(kind, 350, seed);
    retailer.at(Duration.ofMinutes(22), () -> retailer.setLimit(650));
    retailer.at(Duration.ofMinutes(63), () -> retailer.setLimit(350));

    retailer.run(LONG);

    assertThat(retailer.refusals("background")).as("seed %d", seed).isLessThanOrEqualTo(1);
    assertThat(used(retailer, 650, Duration.ofMinutes(22), Duration.ofMinutes(62)))
        .as("after it rose, seed %d", seed)
        .isGreaterThanOrEqualTo(0.99);
    assertThat(used(retailer, 350, Duration.ofMinutes(70), LONG))
        .as("a window after it fell, seed %d", seed)
        .isGreaterThanOrEqualTo(0.99);
  }

  @ParameterizedTest
  @ValueSource(longs = {-3_600, -60, -7, 7, 60, 3_600})
  void settingTheDatabaseClockNeitherStallsCallsNorLetsTooManyGo(long seconds) {
    SimulatedRetailer retailer = backlog("sliding", LIMIT, 41);
    retailer.at(
        Duration.ofMinutes(22), () -> retailer.setDatabaseClock(Duration.ofSeconds(seconds)));

    retailer.run(LONG);

    assertThat(used(retailer, LIMIT, Duration.ZERO, LONG)).isGreaterThanOrEqualTo(0.99);
    assertThat(retailer.refusals("background")).isZero();
  }

  @ParameterizedTest
  @CsvSource({"fixed, 51", "sliding, 52"})
  void everyProcessGetsItsShareOfTheCalls(String kind, long seed) {
    SimulatedRetailer retailer = backlog(kind, LIMIT, seed);

    retailer.run(LONG);

    assertThat(retailer.processes)
        .as("seed %d", seed)
        .allMatch(process -> process.backgroundGrants > WINDOWS * LIMIT / PROCESSES / 2);
  }

  private static double used(SimulatedRetailer retailer, int limit, Duration from, Duration to) {
    double windows = (double) to.minus(from).toMillis() / WINDOW.toMillis();
    return retailer.accepted(from, to) / (windows * limit);
  }

  private static SimulatedRetailer backlog(String kind, int limit, long seed) {
    return waiting(kind, limit, seed, 1);
  }

  /// @param together calls that each of the waiting jobs makes together
  private static SimulatedRetailer waiting(String kind, int limit, long seed, int together) {
    SimulatedRetailer retailer = new SimulatedRetailer(kind, WINDOW, limit, seed);
    for (int i = 0; i < PROCESSES; i++) {
      SimulatedRetailer.SimulatedProcess process = retailer.new SimulatedProcess();
      retailer.at(Duration.ofMillis(i * 37L), () -> process.orders(8, together));
    }
    return retailer;
  }
}
