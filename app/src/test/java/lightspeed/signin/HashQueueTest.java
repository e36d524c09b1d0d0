package lightspeed.signin;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

final class HashQueueTest {
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final HashQueue queue = new HashQueue();
  private final List<String> served = new CopyOnWriteArrayList<>();

  private Thread ask(String name, int tries) {
    int before = queue.length();
    var thread =
        Thread.ofVirtual()
            .start(
                () -> {
                  try {
                    if (queue.enter(tries, PATIENCE)) {
                      served.add(name);
                      queue.leave();
                    }
                  } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                  }
                });
    while (queue.length() == before) {
      Thread.onSpinWait();
    }
    return thread;
  }

  @Test
  void whoWasWrongLeastOftenGoesFirstAndAmongThemTheNewest() throws InterruptedException {
    queue.enter(0, PATIENCE);
    var all =
        List.of(
            ask("guesser", 7), ask("old", 0), ask("guesser too", 7), ask("typo", 1), ask("new", 0));

    queue.leave();

    for (var one : all) {
      one.join();
    }
    assertThat(served).containsExactly("new", "old", "typo", "guesser too", "guesser");
  }

  @Test
  void whoGivesUpOrIsInterruptedTakesNobodysTurn() throws InterruptedException {
    queue.enter(0, PATIENCE);

    boolean isIn = queue.enter(0, Duration.ofMillis(1));
    var interrupted = ask("interrupted", 0);
    interrupted.interrupt();
    interrupted.join();
    var next = ask("next", 3);
    queue.leave();
    next.join();

    assertThat(isIn).isFalse();
    assertThat(served).containsExactly("next");
    assertThat(queue.enter(0, PATIENCE)).isTrue();
  }
}
