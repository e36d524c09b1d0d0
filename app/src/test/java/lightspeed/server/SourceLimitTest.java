package lightspeed.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class SourceLimitTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final AtomicLong nanos = new AtomicLong();
  private final SourceLimit limit = new SourceLimit(1_000, nanos::get);

  @Test
  void aSourceMaySendAgainInTheNextWindow() {
    limit.refuse("a", 1, MINUTE);
    nanos.addAndGet(Duration.ofSeconds(20).toNanos());

    var refused = limit.refuse("a", 1, MINUTE);
    nanos.addAndGet(Duration.ofSeconds(40).toNanos());

    assertThat(refused).contains(Duration.ofSeconds(40));
    assertThat(limit.refuse("a", 1, MINUTE)).isEmpty();
    assertThat(limit.refuse("b", 1, MINUTE)).isEmpty();
  }

  @Test
  void aFloodFromManyAddressesIsNotRemembered() {
    for (int n = 0; n < 100_000; n++) {
      limit.refuse("flood-" + n, 1, MINUTE);
    }

    assertThat(limit.sources()).isEqualTo(1_000);
    assertThat(limit.refuse("honest", 1, MINUTE)).isEmpty();
  }

  @Test
  void addressesOfOneNetworkOfVersionSixCountTogether() {
    var one = InetAddress.ofLiteral("2001:db8:1:2::1");
    var other = InetAddress.ofLiteral("2001:db8:1:2:ffff::9");

    assertThat(ClientAddress.group(one)).isEqualTo(ClientAddress.group(other));
    assertThat(ClientAddress.group(InetAddress.ofLiteral("192.0.2.1"))).isEqualTo("192.0.2.1");
  }
}
