package lightspeed.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import xseries.emulator.fault.Fault;
import xseries.emulator.fault.FaultKind;

/// The clock of a worker's machine is set an hour ahead or back while the worker is at work. That
/// changes nothing: the database's clock decides about leases and times of jobs, and nothing waits
/// by the wall clock.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ClockJumpIT {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration HALF_DAY = Duration.ofHours(12);
  private static final int LINES = 3;
  private static final String CREATE = "POST /consignments";

  /// No slow machine takes the lease away, and retries come soon.
  private static final Map<String, String> SETTINGS =
      Map.of(
          "QUEUE_LEASE_SECONDS", "30",
          "LIGHTSPEED_REQUEST_TIMEOUT", "10",
          "QUEUE_RETRY_DELAYS", "1");

  /// Between the time a job was to run at and its end, in the database; an hour is what a wrong
  /// clock would make of it.
  private static final Duration AT_MOST = Duration.ofMinutes(5);

  /// What its last line is older than this moment, on a slow machine.
  private static final Duration TOLERANCE = Duration.ofMinutes(5);

  /// Of the lines that a worker shows.
  private static final Pattern TIME_OF_LINE = Pattern.compile("(?m)^(\\d\\d:\\d\\d:\\d\\d)Z ");

  private final AtomicInteger orders = new AtomicInteger();
  private JumpingClock clock;
  private Lane lane;

  @BeforeAll
  void open() throws InterruptedException {
    Path folder = OutputFolder.create();
    clock = JumpingClock.in(folder);
    Map<String, String> environment = new HashMap<>(SETTINGS);
    environment.putAll(clock.environment());
    lane = Lane.open(folder, Set.of(LINES), environment);
  }

  @AfterAll
  void close() {
    if (lane != null) {
      lane.close();
    }
  }

  @BeforeEach
  void setRight() {
    clock.set(Duration.ZERO);
  }

  @Test
  void aJumpAtWhicheverStepChangesNothing() {
    begin(step -> Fate.UNDISTURBED);
    finish();
    List<Step> steps = lane.tape.steps();
    int jumps = 0;

    for (Step step : steps) {
      // Away from the true time and back, both ways: each order sees one jump of an hour.
      for (Duration ahead : List.of(HOUR, Duration.ZERO, HOUR.negated(), Duration.ZERO)) {
        begin(met -> met.number() == step.number() ? jumpingTo(ahead) : Fate.UNDISTURBED);
        finish();
        assertThat(lane.tape.steps())
            .as("a jump at %s", step)
            .hasSizeGreaterThanOrEqualTo(step.number());
        jumps++;
      }
    }

    System.out.printf(
        "Clock jumps: %d steps, %d jumps of an hour, %d orders compared, 0 differences%n",
        steps.size(), jumps, orders.get());
    assertLeaseWasKept();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, -1})
  void anIdleWorkerWhoseClockJumpsTakesTheNextOrderAndRetriesItInTime(long hours) {
    begin(step -> Fate.UNDISTURBED);
    finish();
    clock.set(HOUR.multipliedBy(hours));
    lane.shop.emulator.add(Fault.of(FaultKind.STATUS).on("POST", "/consignments").nth(1));

    begin(step -> Fate.UNDISTURBED);
    finish();

    assertThat(attempts()).as("a failure of this order alone uses up no try").isEqualTo(1);
    assertThat(clockOfWorker()).isCloseTo(HOUR.multipliedBy(hours), TOLERANCE);
    assertLeaseWasKept();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, -1})
  void aRefusedCallWaitsAsLongAsLightspeedSaysThoughTheClockJumpsMeanwhile(long hours) {
    lane.shop.emulator.add(Fault.of(FaultKind.RATE_LIMIT).on("POST", "/consignments").nth(1));

    begin(
        step ->
            step.label().equals(CREATE) ? jumpingTo(HOUR.multipliedBy(hours)) : Fate.UNDISTURBED);
    finish();

    assertThat(lane.tape.steps()).filteredOn(step -> step.label().equals(CREATE)).hasSize(2);
    assertThat(attempts()).as("a refusal for too many calls costs no try").isEqualTo(1);
    assertLeaseWasKept();
  }

  private void begin(Fate.Director director) {
    lane.begin("PO-CLOCK-%04d".formatted(orders.incrementAndGet()), LINES, director);
  }

  /// The order ends in time, once, in the same worker.
  private void finish() {
    lane.finish();
    lane.assertExactlyOnce();
    assertThat(
            lane.shop.rows(
                """
                SELECT id
                FROM queue_jobs
                WHERE losses > 0
                  OR ABS(TIMESTAMPDIFF(SECOND, available_at, finished_at)) > %d
                """
                    .formatted(AT_MOST.toSeconds())))
        .as("jobs that were lost, or had a wrong time to run at")
        .isEmpty();
  }

  /// The clock is set while the worker waits for the answer of a call or commit.
  private Fate jumpingTo(Duration ahead) {
    return new Fate() {
      @Override
      public void before(Line line) {
        clock.set(ahead);
      }
    };
  }

  private void assertLeaseWasKept() {
    assertThat(lane.shop.rows("SELECT stopped_at FROM queue_workers"))
        .as("the one worker, still registered as at first")
        .containsExactly(List.of("null"));
  }

  private int attempts() {
    return Integer.parseInt(
        lane.shop
            .rows(
                "SELECT attempts FROM queue_jobs WHERE job_type = 'sync_po' ORDER BY id DESC LIMIT 1")
            .getFirst()
            .getFirst());
  }

  /// How far the worker's clock is ahead of ours, as its last line tells.
  private Duration clockOfWorker() {
    Matcher lines = TIME_OF_LINE.matcher(lane.worker.messages());
    LocalTime last = lines.results().map(line -> LocalTime.parse(line.group(1))).toList().getLast();
    LocalTime here = LocalTime.ofInstant(InstantSource.system().instant(), ZoneOffset.UTC);
    Duration ahead = Duration.between(here, last);
    // A day has no end for a clock that shows no date.
    if (ahead.compareTo(HALF_DAY) > 0) {
      return ahead.minusDays(1);
    }
    return ahead.compareTo(HALF_DAY.negated()) < 0 ? ahead.plusDays(1) : ahead;
  }
}
