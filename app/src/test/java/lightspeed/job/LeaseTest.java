package lightspeed.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LeaseTest {
  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
  private final Lease lease = new Lease("worker", nanos::get, nanos.get(), Duration.ofSeconds(9));

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

    lease.renew(sent, Duration.ofSeconds(9));

    assertThat(lease.holdsFor(Duration.ofSeconds(3))).isTrue();
    assertThat(lease.holdsFor(Duration.ofSeconds(5))).isFalse();
  }

  @Test
  void onceLostItNeverHoldsAgain() {
    lease.lose();
    lease.renew(nanos.get(), Duration.ofSeconds(9));

    assertThat(lease.holdsFor(Duration.ZERO)).isFalse();
  }
}
