package lightspeed.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/// How long is waited, and what an attempt may rely on, by the process's own clock.
final class DoubtsTest {
  private static final Duration SETTLE = Duration.ofSeconds(30);

  private final AtomicLong nanos = new AtomicLong(42);
  private final Doubts doubts = new Doubts(nanos::get);
  private final Settling settling = new Settling(() -> SETTLE, doubts);

  @Test
  void aDoubtIsWaitedForInFullFromWhenItIsTakenOver() {
    assertThat(rest(entry(1, 0, Duration.ZERO))).isEqualTo(SETTLE);
    pass(Duration.ofSeconds(12));
    assertThat(rest(entry(1, 0, Duration.ofSeconds(12)))).isEqualTo(Duration.ofSeconds(18));
    pass(Duration.ofSeconds(18));
    assertThat(rest(entry(1, 0, SETTLE))).isEqualTo(Duration.ZERO);
  }

  @Test
  void theDatabasesClockJumpsAnHourAheadAndNothingIsCutShort() {
    rest(entry(1, 0, Duration.ZERO));
    pass(Duration.ofSeconds(1));

    assertThat(rest(entry(1, 0, Duration.ofHours(1)))).isEqualTo(Duration.ofSeconds(29));
  }

  @Test
  void theDatabasesClockJumpsBackAndNothingWaitsForEver() {
    rest(entry(1, 0, Duration.ZERO));
    pass(SETTLE);

    assertThat(rest(entry(1, 0, Duration.ofHours(-2)))).isEqualTo(Duration.ZERO);
  }

  @Test
  void whatAnEarlierProcessHasWaitedCounts() {
    assertThat(rest(entry(1, 0, Duration.ofSeconds(31)))).isEqualTo(Duration.ZERO);
  }

  @Test
  void anAttemptOfThisProcessThatFailedBeginsTheWait() {
    doubts.begins(1);
    pass(Duration.ofMinutes(1));

    assertThat(rest(entry(1, 0, Duration.ZERO))).isEqualTo(Duration.ZERO);
  }

  @Test
  void afterTheDatabaseWentBackTheSameNumberIsAnotherDoubt() {
    rest(entry(1, 0, Duration.ZERO));
    pass(Duration.ofMinutes(1));

    assertThat(rest(entry(1, 1, Duration.ZERO))).isEqualTo(SETTLE);
  }

  @Test
  void anAttemptThatStoodStillForMoreThanAMinuteReadsFirst() {
    Continuity continuity = new Continuity(nanos::get);
    continuity.require();
    continuity.wrote();
    pass(Duration.ofSeconds(59));
    assertThatCode(continuity::require).doesNotThrowAnyException();

    pass(Duration.ofSeconds(2));
    assertThatThrownBy(continuity::require).isInstanceOf(WaitFor.class);
  }

  @Test
  void theWriteThatFollowsAReadingIsAlwaysMade() {
    Continuity continuity = new Continuity(nanos::get);
    continuity.read();
    pass(Duration.ofMinutes(5));

    assertThatCode(continuity::require).doesNotThrowAnyException();
  }

  @Test
  void onlyTheFirstAttemptThatMadeTheConsignmentKnowsWhatIsThere() {
    Continuity continuity = new Continuity(nanos::get);
    continuity.created();
    assertThat(continuity.knowsWhatIsThere()).isFalse();

    continuity.isFirst();
    assertThat(continuity.knowsWhatIsThere()).isTrue();
  }

  private Duration rest(JournalEntry entry) {
    return settling.remaining(List.of(entry));
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  private static JournalEntry entry(long id, long epoch, Duration waited) {
    return new JournalEntry(id, Operation.ADD_PRODUCTS, Intent.onHeader("c"), epoch, waited);
  }
}
