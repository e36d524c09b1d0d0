package lightspeed.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LeaseTest {
  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
  private final AtomicInteger ended = new AtomicInteger();
  private final Lease lease =
      new Lease(
          "worker",
          nanos::get,
          nanos.get(),
          Duration.ofSeconds(9),
          beaten(1),
          ended::incrementAndGet);

  @Test
  void holdsUntilItsEndAlsoWhenTheTickerOverflows() {
    assertThat(lease.holdsFor(Duration.ofSeconds(8))).isTrue();
    assertThat(lease.holdsFor(Duration.ofSeconds(9))).isFalse();

    nanos.addAndGet(Duration.ofSeconds(4).toNanos());

    assertThat(lease.holdsFor(Duration.ofSeconds(4))).isTrue();
    assertThat(lease.holdsFor(Duration.ofSeconds(6))).isFalse();
  }

  @Test
  void aRenewalCountsFromTheMomentTheBeatWasSent() {
    long sent = nanos.get();
    nanos.addAndGet(Duration.ofSeconds(5).toNanos());

    lease.renew(sent, Duration.ofSeconds(9), beaten(2));

    assertThat(lease.holdsFor(Duration.ofSeconds(3))).isTrue();
    assertThat(lease.holdsFor(Duration.ofSeconds(5))).isFalse();
  }

  @Test
  void onceLostItNeverHoldsAgain() {
    lease.end(Lease.State.LOST);
    lease.renew(nanos.get(), Duration.ofSeconds(9), beaten(2));

    assertThat(lease.holdsFor(Duration.ZERO)).isFalse();
  }

  @Test
  void itEndsOnceAndTheFirstReasonStays() {
    lease.end(Lease.State.OUTDATED);
    lease.end(Lease.State.LOST);

    assertThat(lease.state()).isEqualTo(Lease.State.OUTDATED);
    assertThat(ended).hasValue(1);
  }

  @Test
  void thatTheDatabaseWentBackWeighsMoreThanThatTheLeaseIsLost() {
    lease.end(Lease.State.LOST);
    lease.end(Lease.State.DATABASE_WENT_BACK);
    lease.end(Lease.State.LOST);

    assertThat(lease.state()).isEqualTo(Lease.State.DATABASE_WENT_BACK);
  }

  private static Lease.Confirmed beaten(long beats) {
    return new Lease.Confirmed(beats, 0, Instant.EPOCH);
  }
}
