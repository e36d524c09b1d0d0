package lightspeed.job;

import java.time.Duration;
import java.time.Instant;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;
import lightspeed.db.ClockLook;
import lightspeed.db.ClockStep;
import lightspeed.db.Database;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sees to it that no wait grows because the database's clock was set: the first worker that
/// notices moves all times of the queue along, once for all processes, and tells the others who
/// keep moments.
///
/// Set back while no worker ran, the clock is behind the last beat of any worker; then times move
/// by that. Set forward while no worker ran cannot be known.
///
/// **Threads:** safe.
final class QueueClock {
  private static final Logger LOG = LoggerFactory.getLogger(QueueClock.class);

  /// Behind the last beat by more than this, the clock was set back, whatever node answers. The
  /// clocks of two nodes may differ by less.
  private static final Duration FAR_BEHIND = Duration.ofMinutes(1);

  private final Database database;
  private final LongSupplier nanoTicker;
  private final BiConsumer<Handle, ClockStep> others;
  private volatile @Nullable Seen last;

  /// What this process knows.
  ///
  /// @param steps how often the clock was known to have been set at that moment
  private record Seen(String server, long steps, ClockLook look) {}

  /// @param others told in the transaction in which everything moves
  QueueClock(Database database, LongSupplier nanoTicker, BiConsumer<Handle, ClockStep> others) {
    this.database = database;
    this.nanoTicker = nanoTicker;
    this.others = others;
  }

  /// The time before a question, for [#fits].
  long nanos() {
    return nanoTicker.getAsLong();
  }

  /// Whether a time that the database tells fits what was seen before; otherwise [#look] before you
  /// rely on it.
  boolean fits(Instant now, long askedAtNanos) {
    Seen before = last;
    return before == null || before.look().setUntil(look(now, askedAtNanos)).isZero();
  }

  private ClockLook look(Instant now, long askedAtNanos) {
    return new ClockLook(now, askedAtNanos, nanoTicker.getAsLong());
  }

  /// Looks at the clock, and moves what it must. To be called before anything that takes a lease or
  /// a job for over or due.
  void look() {
    Seen before = last;
    long asked = nanoTicker.getAsLong();
    ClockRows.Seen rows = database.read(ClockRows::look);
    ClockLook look = look(rows.now(), asked);
    long steps = rows.steps();
    if (before == null || !before.server().equals(rows.server())) {
      steps = database.inTransaction(tx -> moveWhenFarBehind(tx, rows.steps()));
    } else if (before.steps() == rows.steps()) {
      Duration by = before.look().setUntil(look);
      if (!by.isZero()) {
        steps = database.inTransaction(tx -> move(tx, by, rows.steps()));
      }
    }
    // Only now: until it is moved, other threads of this worker must see that it was set.
    last = new Seen(rows.server(), steps, look);
  }

  /// Another worker that has moved has counted it.
  ///
  /// @param known how often the clock was set, as of the look
  /// @return how often it was set now
  private long move(Handle tx, Duration by, long known) {
    long steps = QueueState.lockClockSteps(tx);
    if (steps != known) {
      return steps;
    }
    Instant now = ClockRows.now(tx);
    ClockStep step = new ClockStep(by, now);
    Instant latest = step.expected().plus(ClockLook.TOLERANCE);
    if (by.isPositive() && ClockRows.newestBeat(tx).isAfter(latest)) {
      LOG.info("this process was stopped for {} s; others were not", by.toSeconds());
      return steps;
    }
    return moveAll(tx, step);
  }

  private long moveWhenFarBehind(Handle tx, long known) {
    Instant now = ClockRows.now(tx);
    Instant newest = ClockRows.newestBeat(tx);
    if (!newest.isAfter(now.plus(FAR_BEHIND))) {
      return known;
    }
    long steps = QueueState.lockClockSteps(tx);
    return steps == known ? moveAll(tx, new ClockStep(Duration.between(newest, now), now)) : steps;
  }

  private long moveAll(Handle tx, ClockStep step) {
    LOG.warn("the database's clock was set by {} s: what waits moves along", step.by().toSeconds());
    ClockRows.move(tx, step);
    others.accept(tx, step);
    return QueueState.countClockStep(tx);
  }
}
