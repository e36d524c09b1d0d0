package lightspeed.retailer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import lightspeed.db.Sleeper;
import lightspeed.db.TestDatabase;
import lightspeed.job.JobHandlers;
import lightspeed.job.JobQueue;
import lightspeed.job.JobType;
import lightspeed.retailer.LineState.Kind;
import lightspeed.xseries.CallName;
import lightspeed.xseries.Refusal;
import lightspeed.xseries.XSeriesException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/// The line as several processes see it.
class LineTest {
  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.migrated();

  private static final CallName CALL = new CallName("listConsignments", "GET", "/consignments");

  private final CountingProbe probe = new CountingProbe();
  private volatile String token = "old";
  private final Line here = line();
  private final Line there = line();

  @Test
  void manySuspicionsAtTheSameTimeAreSettledByOneProbe() throws InterruptedException {
    probe.failure = unavailable(null);
    probe.gate = new CountDownLatch(1);
    List<Thread> suspicious = new ArrayList<>();
    List<Kind> found = Collections.synchronizedList(new ArrayList<>());

    for (int n = 0; n < 8; n++) {
      Line line = n % 2 == 0 ? here : there;
      suspicious.add(
          Thread.ofVirtual()
              .start(
                  () -> {
                    try {
                      found.add(line.settle());
                    } catch (InterruptedException e) {
                      Thread.currentThread().interrupt();
                    }
                  }));
    }
    probe.gate.countDown();
    for (Thread each : suspicious) {
      each.join();
    }

    assertThat(found).hasSize(8).containsOnly(Kind.DOWN);
    assertThat(probe.asked.get()).isEqualTo(1);
  }

  /// What the user saw: the line called up without a probe.
  @Test
  void aProbeFromBeforeTheClockWasSetBackSettlesNothing() throws InterruptedException {
    assertThat(here.settle()).isEqualTo(Kind.UP);
    DATABASE
        .database()
        .useTransaction(
            tx -> tx.execute("UPDATE lightspeed_line SET probed_at = probed_at + INTERVAL 2 HOUR"));
    probe.failure = unavailable(null);

    assertThat(here.settle()).isEqualTo(Kind.DOWN);
    assertThat(probe.asked.get()).isEqualTo(2);
  }

  @Test
  void anotherProcessSeesTheLineDownAndWhy() throws InterruptedException {
    probe.failure = unavailable(Duration.ofMinutes(2));

    here.settle();

    assertThat(there.lookClosely().kind()).isEqualTo(Kind.DOWN);
    assertThat(there.pausedSending()).hasValueSatisfying(why -> assertThat(why).contains("busy"));
    assertThat(there.pausedReading()).isPresent();
    assertThat(probe.asked.get()).isEqualTo(1);
  }

  @Test
  void lookingNeverAsksAndNeverOpens() throws InterruptedException {
    probe.failure = unavailable(null);
    here.settle();
    probe.failure = null;

    for (int look = 0; look < 5; look++) {
      assertThat(there.lookClosely().kind()).isEqualTo(Kind.DOWN);
    }

    assertThat(probe.asked.get()).isEqualTo(1);
  }

  @Test
  void aChangedTokenIsTriedAtOnceAndOnlyTheProbeOpens() throws InterruptedException {
    probe.failure = new XSeriesException.Unauthorized(CALL, 401, NO_WORDS);
    here.settle();
    assertThat(here.lookClosely().isCredentialRefused()).isTrue();
    assertThat(here.needsTending()).isFalse();

    token = "new";
    probe.failure = null;

    assertThat(here.lookClosely().kind()).isEqualTo(Kind.DOWN);
    assertThat(here.needsTending()).isTrue();
    here.tend();
    assertThat(there.lookClosely().kind()).isEqualTo(Kind.UP);
  }

  @Test
  void aRefusalInLightspeedsWordsIsAGoodAnswer() throws InterruptedException {
    probe.failure = new XSeriesException.Rejected(CALL, 403, NO_WORDS);

    assertThat(here.settle()).isEqualTo(Kind.UP);
  }

  @Test
  void a429IsNeitherAndTheNextOneAsksAgain() throws InterruptedException {
    probe.failure = new XSeriesException.RateLimited(CALL, Duration.ofSeconds(3));

    assertThatThrownBy(here::settle).isInstanceOf(XSeriesException.RateLimited.class);

    assertThat(here.lookClosely().kind()).isEqualTo(Kind.UP);
    probe.failure = unavailable(null);
    assertThat(there.settle()).isEqualTo(Kind.DOWN);
    assertThat(probe.asked.get()).isEqualTo(2);
  }

  @Test
  void aPersonWhoAsksLearnsWhatIsWrong() {
    probe.failure = unavailable(null);

    assertThatThrownBy(here::probe).isInstanceOf(XSeriesException.Unavailable.class);

    assertThat(there.lookClosely().kind()).isEqualTo(Kind.DOWN);
  }

  private static final Refusal NO_WORDS = new Refusal(null, List.of("no"), Map.of());

  private static XSeriesException unavailable(@Nullable Duration retryAfter) {
    return new XSeriesException.Unavailable(CALL, 503, true, "busy", retryAfter);
  }

  private Line line() {
    return new Line(
        new LineParts(
            DATABASE.database(),
            "test",
            new JobQueue(DATABASE.database(), new JobHandlers()),
            List.of(new JobType("sync_po")),
            () -> token,
            probe,
            LineTimes.DEFAULT,
            Sleeper.real()));
  }

  private static final class CountingProbe implements Probe {
    final AtomicInteger asked = new AtomicInteger();
    volatile @Nullable XSeriesException failure;
    volatile CountDownLatch gate = new CountDownLatch(0);

    @Override
    public void ask() throws InterruptedException {
      asked.incrementAndGet();
      gate.await();
      XSeriesException wrong = failure;
      if (wrong != null) {
        throw wrong;
      }
    }
  }
}
