package lightspeed.retailer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
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

  @ParameterizedTest
  @CsvSource({"fixed, 350, 1", "sliding, 350, 2", "fixed, 1250, 3", "sliding, 3050, 4"})
  void ninetyNineOfAHundredCallsAreUsedAndNoneIsRefused(String kind, int limit, long seed) {
    SimulatedRetailer retailer = backlog(kind, limit, seed);

    retailer.run(LONG);

    assertThat(retailer.refusals("background")).as("seed %d", seed).isZero();
    double used = (double) retailer.accepted(Duration.ZERO, LONG) / (WINDOWS * limit);
    System.out.println("USED " + kind + " " + limit + " " + used + " late " + retailer.accepted(WINDOW.multipliedBy(2), LONG)/ (double)((WINDOWS-2)*limit));
    assertThat(used).as("seed %d", seed).isGreaterThanOrEqualTo(0.99);
  }

  @ParameterizedTest
  @CsvSource({"fixed, 11", "sliding, 12"})
  void aCriticalOrderNeverWaitsForItsFirstCallThoughAllElseDoes(String kind, long seed) {
    SimulatedRetailer retailer = backlog(kind, LIMIT, seed);
    Random random = new Random(seed);
    for (Duration at = Duration.ofSeconds(5); at.compareTo(LONG) < 0; ) {
      retailer.at(at, () -> retailer.processes.get(random.nextInt(4)).criticalOrder(3));
      at = at.plusSeconds(30).plusMillis(random.nextInt(30_000));
    }

    retailer.run(LONG);

    assertThat(retailer.refusals("critical") + retailer.refusals("background")).isZero();
    System.out.println("CRIT " + retailer.criticalWaits.size() + " max " + retailer.criticalWaits.stream().max(Duration::compareTo));
    assertThat(retailer.criticalWaits)
        .as("seed %d", seed)
        .hasSizeGreaterThan(100)
        .allMatch(Duration::isZero);
  }

  @ParameterizedTest
  @CsvSource({"fixed, 21", "sliding, 22"})
  void whatOthersUseIsLeftToThemAndNoMore(String kind, long seed) {
    SimulatedRetailer retailer = backlog(kind, LIMIT, seed);
    Random random = new Random(seed);
    long strangers = 0;
    for (Duration at = Duration.ofMinutes(7); at.compareTo(LONG) < 0; ) {
      retailer.at(at, retailer::strangerCalls);
      strangers++;
      at = at.plusMillis(random.nextInt(6_000));
    }

    retailer.run(LONG);

    double used = (double) retailer.accepted(Duration.ZERO, LONG) / (WINDOWS * LIMIT);
    System.out.println("FOREIGN " + kind + " " + strangers + " used " + used + " refused " + retailer.refusals("background") + " strangers " + retailer.refusals("stranger"));
  }

  @ParameterizedTest
  @CsvSource({"fixed, 31", "sliding, 32"})
  void theLimitMayChangeAtAnyMoment(String kind, long seed) {
    SimulatedRetailer retailer = backlog(kind, LIMIT, seed);
    retailer.at(Duration.ofMinutes(22), () -> retailer.setLimit(650));
    retailer.at(Duration.ofMinutes(63), () -> retailer.setLimit(350));

    retailer.run(LONG);

    System.out.println("LIMIT " + kind + " refused " + retailer.refusals("background")
      + " up " + retailer.accepted(Duration.ofMinutes(22), Duration.ofMinutes(62)) / (8.0*650)
      + " after " + retailer.accepted(Duration.ofMinutes(70), LONG) / (10.0*350));
  }

  @ParameterizedTest
  @ValueSource(longs = {-3_600, 3_600, -60, 60, 7})
  void theDatabaseClockMayBeSet(long seconds) {
    SimulatedRetailer retailer = backlog("sliding", LIMIT, 41);
    retailer.at(Duration.ofMinutes(22), () -> retailer.setDatabaseClock(Duration.ofSeconds(seconds)));

    retailer.run(LONG);

    double used = (double) retailer.accepted(Duration.ZERO, LONG) / (WINDOWS * LIMIT);
    System.out.println("CLOCK " + seconds + " refused " + retailer.refusals("background") + " used " + used);
  }

  private static SimulatedRetailer backlog(String kind, int limit, long seed) {
    SimulatedRetailer retailer = new SimulatedRetailer(kind, WINDOW, limit, seed);
    for (int i = 0; i < 4; i++) {
      SimulatedRetailer.SimulatedProcess process = retailer.new SimulatedProcess();
      retailer.at(Duration.ofMillis(i * 37), () -> process.backlog(8));
    }
    return retailer;
  }
}
