package lightspeed.campaign;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/// Plays seeds in several lanes at the same time, each seed once.
public final class Campaign {
  /// A seed after which something was not as it must be.
  ///
  /// @param story the calls it made last
  public record Failure(long seed, List<String> problems, String story) {
    public Failure {
      problems = List.copyOf(problems);
    }

    @Override
    public String toString() {
      return "seed " + seed + ": " + problems;
    }
  }

  /// Opens a lane that counts into this tally.
  @FunctionalInterface
  public interface Lanes {
    Lane open(Tally tally) throws Exception;
  }

  private final Lanes lanes;
  private final Predicate<Failure> isEnough;
  private final long first;
  private final long end;
  private final AtomicLong next;
  private final AtomicInteger played = new AtomicInteger();
  private final ConcurrentLinkedQueue<Failure> failures = new ConcurrentLinkedQueue<>();
  private final Tally tally = new Tally();
  private Duration took = Duration.ZERO;

  /// @param isEnough a failure after which no further seed is begun
  public Campaign(Lanes lanes, long first, int seeds, Predicate<Failure> isEnough) {
    this.lanes = lanes;
    this.isEnough = isEnough;
    this.first = first;
    this.end = first + seeds;
    this.next = new AtomicLong(first);
  }

  /// Returns when all seeds are played, or one was enough.
  public void run(int side) throws InterruptedException, ExecutionException {
    long started = System.nanoTime();
    int count = (int) Math.min(side, end - first);
    try (ExecutorService threads = Executors.newFixedThreadPool(count)) {
      List<Future<?>> running = new ArrayList<>();
      for (int lane = 0; lane < count; lane++) {
        running.add(
            threads.submit(
                () -> {
                  playInALane();
                  return null;
                }));
      }
      for (Future<?> lane : running) {
        lane.get();
      }
    }
    took = Duration.ofNanos(System.nanoTime() - started);
  }

  private void playInALane() throws Exception {
    try (Lane lane = lanes.open(tally)) {
      for (long seed = next.getAndIncrement();
          seed < end && failures.stream().noneMatch(isEnough);
          seed = next.getAndIncrement()) {
        List<String> problems = lane.play(seed);
        played.incrementAndGet();
        if (!problems.isEmpty()) {
          failures.add(new Failure(seed, problems, lane.story()));
        }
      }
    }
  }

  public List<Failure> failures() {
    return List.copyOf(failures);
  }

  /// How many seeds were played to their end.
  public int played() {
    return played.get();
  }

  public Tally tally() {
    return tally;
  }

  /// In words, for the report.
  public String summary() {
    return "seeds %d (from %d), %d with violations, %d s, %d seeds a minute"
        .formatted(
            played(),
            first,
            failures.size(),
            took.toSeconds(),
            played() * 60_000L / Math.max(1, took.toMillis()));
  }
}
