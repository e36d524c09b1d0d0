package lightspeed.retailer;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import lightspeed.job.JobId;
import lightspeed.retailer.LineRules.Failure;
import lightspeed.xseries.XSeriesException;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// Lets one process of the retailer ask Lightspeed whether it answers, while the others wait for
/// what it finds.
///
/// **Threads:** safe.
final class ProbeTurns {
  /// Between two looks at what another process found.
  private static final Duration LOOK = Duration.ofMillis(50);

  private final LineParts parts;
  private final LineStore store;
  private final LineRules rules;
  private final Runnable changed;
  private final Consumer<Handle> outageEnds;

  /// @param changed told when the row may have changed
  /// @param outageEnds told in the transaction in which one ends
  ProbeTurns(
      LineParts parts,
      LineStore store,
      LineRules rules,
      Runnable changed,
      Consumer<Handle> outageEnds) {
    this.parts = parts;
    this.store = store;
    this.rules = rules;
    this.changed = changed;
    this.outageEnds = outageEnds;
  }

  /// What a caller who wants to know has to do.
  private enum Turn {
    MINE,
    ANOTHERS,
    /// It is known already.
    OVER
  }

  /// Decides whose turn it is, with the row locked.
  @FunctionalInterface
  private interface Settled {
    boolean isKnown(LineStore.Row row);
  }

  /// Asks unless the line is known to be down, or another's probe ends from now on.
  void settle() throws InterruptedException {
    Instant before = parts.database().read(store::read).probedAt();
    // Another moment, earlier or later, is of another probe: the clock may have been set.
    take(row -> row.state().outage() != null || !Objects.equals(row.probedAt(), before));
  }

  /// Asks when it is time.
  void ifDue() throws InterruptedException {
    String credential = parts.credential().get();
    try {
      take(row -> !rules.isProbeDue(row.state(), credential, row.now()));
    } catch (XSeriesException.RateLimited later) {
      // The budget makes the next one wait.
    }
  }

  private void take(Settled settled) throws InterruptedException {
    while (true) {
      switch (parts.database().inTransaction(tx -> turn(tx, settled))) {
        case OVER -> {
          changed.run();
          return;
        }
        case MINE -> {
          var _ = ask();
          return;
        }
        case ANOTHERS -> parts.sleeper().sleep(LOOK);
      }
    }
  }

  private Turn turn(Handle tx, Settled settled) {
    LineStore.Row row = store.lock(tx);
    if (settled.isKnown(row)) {
      return Turn.OVER;
    }
    Instant until = row.probingUntil();
    if (until != null && until.isAfter(row.now())) {
      return Turn.ANOTHERS;
    }
    store.beginProbe(tx, parts.times().probePatience());
    return Turn.MINE;
  }

  /// Asks in any case.
  ///
  /// @throws XSeriesException when there is no good answer
  void now() throws InterruptedException {
    XSeriesException failure = ask();
    if (failure != null) {
      throw failure;
    }
  }

  /// Returns what was wrong; null when Lightspeed answers.
  private @Nullable XSeriesException ask() throws InterruptedException {
    boolean isTold = false;
    try {
      XSeriesException failure = answer();
      parts.database().useTransaction(tx -> note(tx, failure));
      isTold = true;
      return failure;
    } finally {
      if (!isTold) {
        parts.database().useTransaction(store::dropProbe);
      }
      changed.run();
      parts.queue().signal();
    }
  }

  private @Nullable XSeriesException answer() throws InterruptedException {
    try {
      parts.probe().ask();
      return null;
    } catch (XSeriesException.Rejected answered) {
      return null; // In Lightspeed's own words: it is there.
    } catch (XSeriesException.RateLimited neither) {
      throw neither;
    } catch (XSeriesException failure) {
      return failure;
    }
  }

  private void note(Handle tx, @Nullable XSeriesException failure) {
    LineStore.Row row = store.lock(tx);
    store.endProbe(tx);
    LineState was = row.state();
    if (failure != null) {
      store.save(tx, rules.failed(was, sorted(failure), row.now()));
    } else if (was.outage() != null) {
      JobId first = parts.queue().longestWaiting(tx, parts.sending(), Set.of(), true).orElse(null);
      store.save(tx, rules.answered(was, first, row.now()));
      outageEnds.accept(tx);
    }
  }

  private Failure sorted(XSeriesException failure) {
    String words = String.valueOf(failure.getMessage());
    return switch (failure) {
      case XSeriesException.Unauthorized _ -> new Failure(words, parts.credential().get(), null);
      case XSeriesException.Unavailable e -> new Failure(words, null, e.retryAfter());
      case XSeriesException.Unreadable _,
          XSeriesException.Rejected _,
          XSeriesException.RateLimited _ ->
          new Failure(words, null, null);
    };
  }
}
