package lightspeed.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The campaign of the world with real processes. The build plays one seed; `acceptance/campaign
/// --minutes N` as many as there is time for.
final class ChangingWorldIT {
  private static final int LANES = 2;

  @TempDir private Path folder = Path.of("");

  private final ConcurrentLinkedQueue<String> violations = new ConcurrentLinkedQueue<>();
  private final Map<String, Integer> acts = new TreeMap<>();

  @Test
  void theInvariantsHoldWheneverTheWorldIsQuietAgain() throws Exception {
    long first = Long.getLong("campaign.seed", ThreadLocalRandom.current().nextLong(1_000_000));
    Duration time = Duration.ofMinutes(Integer.getInteger("campaign.minutes", 0));
    System.out.printf("World with processes, seeds from %d%n", first);
    AtomicLong next = new AtomicLong(first);
    long end = System.nanoTime() + time.toNanos();
    int lanes = time.isZero() ? 1 : LANES;

    try (ExecutorService threads = Executors.newFixedThreadPool(lanes)) {
      List<Future<?>> running = new ArrayList<>();
      for (int lane = 0; lane < lanes; lane++) {
        running.add(
            threads.submit(
                () -> {
                  do {
                    play(next.getAndIncrement());
                  } while (System.nanoTime() < end);
                  return null;
                }));
      }
      for (Future<?> lane : running) {
        lane.get();
      }
    }

    System.out.printf(
        "World with processes: %d seeds, acts %s, %d violations%n",
        next.get() - first, acts, violations.size());
    assertThat(violations).isEmpty();
  }

  private void play(long seed) throws InterruptedException {
    try (ChangingWorld world = ChangingWorld.open(seed, folder.resolve("seed-" + seed))) {
      ChangingWorld.Outcome outcome = world.play();
      System.out.printf("  seed %d: %s %s%n", seed, outcome.done(), outcome.violations());
      synchronized (acts) {
        outcome.done().forEach(act -> acts.merge(act, 1, Integer::sum));
      }
      outcome.violations().forEach(one -> violations.add("seed " + seed + ": " + one));
      if (!outcome.violations().isEmpty()) {
        System.out.println(world.story());
      }
    }
  }
}
