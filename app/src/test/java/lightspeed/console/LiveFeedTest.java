package lightspeed.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import lightspeed.history.NewsMark.Mark;
import org.junit.jupiter.api.Test;

final class LiveFeedTest {
  private static final Duration LONGEST = Duration.ofSeconds(20);

  private final AtomicInteger looks = new AtomicInteger();
  private volatile Mark mark = new Mark("1", "1", "1", "1");
  private final LiveFeed feed =
      new LiveFeed(
          () -> {
            looks.incrementAndGet();
            return mark;
          },
          Duration.ofMillis(5));

  @Test
  void allWatchersHearOfANewsThatIsLookedForOnce() throws InterruptedException, ExecutionException {
    var first = feed.await(feed.join(), LONGEST);
    try (var watchers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<List<String>>> heard = new ArrayList<>();
      for (int n = 0; n < 50; n++) {
        heard.add(
            watchers.submit(
                (Callable<List<String>>)
                    () -> LiveFeed.kinds(first.mark(), feed.await(first, LONGEST).mark())));
      }
      mark = new Mark("1", "2", "1", "2");

      for (var one : heard) {
        assertThat(one.get()).containsExactly("jobs", "calls");
      }
    }
    assertThat(looks.get()).isPositive();
    feed.leave();
  }

  @Test
  void whoComesBackHearsOfWhatHappenedMeanwhile() throws InterruptedException {
    var seen = feed.await(feed.join(), LONGEST);
    feed.leave();
    mark = new Mark("2", "2", "2", "2");

    feed.join();

    assertThat(feed.await(seen, LONGEST).mark()).isEqualTo(mark);
    feed.leave();
  }

  @Test
  void closingLetsWatchersGo() throws InterruptedException {
    var seen = feed.await(feed.join(), LONGEST);
    feed.close();

    assertThat(feed.await(seen, LONGEST)).isEqualTo(seen);
    assertThat(feed.isClosed()).isTrue();
    feed.leave();
  }

  @Test
  void aLookThatFailsIsTriedAgain() throws InterruptedException {
    var failures = new AtomicInteger();
    var stumbling =
        new LiveFeed(
            () -> {
              if (failures.getAndIncrement() < 3) {
                throw new IllegalStateException("the database is away");
              }
              return mark;
            },
            Duration.ofMillis(1));

    assertThat(stumbling.await(stumbling.join(), LONGEST).mark()).isEqualTo(mark);
    stumbling.leave();
    stumbling.close();
  }
}
