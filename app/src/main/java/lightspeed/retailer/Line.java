package lightspeed.retailer;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import lightspeed.job.Job;
import lightspeed.job.JobException;
import lightspeed.job.JobId;
import lightspeed.job.JobQueue;
import lightspeed.retailer.LineRules.Refusal;
import lightspeed.retailer.LineState.Kind;
import lightspeed.retailer.LineState.Refused;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// Whether anything can be sent to Lightspeed at the moment: one fact for all processes of the
/// retailer, in `lightspeed_line`. Looking never changes it; a probe does, and orders that are
/// taken or refused. A change made elsewhere is seen within a second.
///
/// **Threads:** safe.
public final class Line {
  /// How long what was read is believed.
  private static final long CACHE_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final LineParts parts;
  private final LineStore store;
  private final LineRules rules;
  private final ProbeTurns probes;
  private final Pauses pauses = new Pauses();
  private final List<Consumer<Handle>> afterOutages = new CopyOnWriteArrayList<>();
  private volatile @Nullable Known known;

  public Line(LineParts parts) {
    this.parts = parts;
    this.store = new LineStore(parts.retailer());
    this.rules = new LineRules(parts.times());
    this.probes = new ProbeTurns(parts, store, rules, () -> known = null, this::outageEnds);
    parts.queue().onClockSet(LineStore::move);
    parts.queue().onClockSet(Pauses::move);
  }

  /// From now on this is done in each transaction in which an outage ends.
  public void afterOutages(Consumer<Handle> what) {
    afterOutages.add(what);
  }

  private void outageEnds(Handle tx) {
    afterOutages.forEach(what -> what.accept(tx));
  }

  private record Known(LineStore.Row row, long readNanos) {
    boolean isFresh() {
      return System.nanoTime() - readNanos < CACHE_NANOS;
    }

    Instant now() {
      return row.now().plusNanos(System.nanoTime() - readNanos);
    }
  }

  private Known known() {
    Known now = known;
    if (now == null || !now.isFresh()) {
      now = new Known(parts.database().read(store::read), System.nanoTime());
      known = now;
    }
    return now;
  }

  /// At most a second old.
  public LineState look() {
    return known().row().state();
  }

  /// As it is now, for people.
  public LineState lookClosely() {
    known = null;
    return look();
  }

  /// Why Lightspeed is not even asked; empty when it may be.
  public Optional<String> pausedReading() {
    return wordsIf(look().kind() == Kind.DOWN);
  }

  /// Why nothing is sent; empty when everything may be.
  public Optional<String> pausedSending() {
    return wordsIf(look().kind() != Kind.UP);
  }

  private Optional<String> wordsIf(boolean isPaused) {
    return isPaused ? Optional.of(look().words()) : Optional.empty();
  }

  /// The waiting job that may send although the others must not.
  public Optional<JobId> trial() {
    LineStore.Row row = known().row();
    boolean mayStart = row.isTrialWaiting() && row.state().kind() != Kind.DOWN;
    return mayStart ? Optional.ofNullable(row.state().trial()) : Optional.empty();
  }

  /// Whether this job may send.
  public boolean maySend(JobId job) {
    LineState state = look();
    return switch (state.kind()) {
      case UP -> true;
      case DOWN -> false;
      case FIRST, HOLD -> job.equals(state.trial());
    };
  }

  /// Settles whether Lightspeed answers at all, after one request that it did not answer as it
  /// should: one probe for all who ask at the same time.
  ///
  /// @throws lightspeed.xseries.XSeriesException.RateLimited when it can only be told later
  public Kind settle() throws InterruptedException {
    probes.settle();
    return lookClosely().kind();
  }

  /// Asks Lightspeed now, because a person wants to know or a token changed.
  ///
  /// @throws lightspeed.xseries.XSeriesException when there is no good answer; the line is down
  public LineState probe() throws InterruptedException {
    probes.now();
    return lookClosely();
  }

  /// Whether [#tend] has something to do.
  public boolean needsTending() {
    Known now = known();
    LineStore.Row row = now.row();
    return rules.isProbeDue(row.state(), parts.credential().get(), now.now())
        || rules.needsTrial(row.state(), row.isTrialOver(), now.now());
  }

  /// Asks Lightspeed again when it is time, and says which order goes first or is tried next.
  public void tend() throws InterruptedException {
    probes.ifDue();
    parts.database().useTransaction(this::chooseTrial);
    known = null;
    parts.queue().signal();
  }

  private void chooseTrial(Handle tx) {
    LineStore.Row row = store.lock(tx);
    LineState state = row.state();
    if (rules.needsTrial(state, row.isTrialOver(), row.now())) {
      store.save(tx, rules.turnOf(state, next(tx, state).orElse(null), row.now()));
    }
    pauses.forgetOld(tx);
  }

  private Optional<JobId> next(Handle tx, LineState state) {
    JobQueue queue = parts.queue();
    if (state.kind() == Kind.FIRST) {
      return queue.longestWaiting(tx, parts.sending(), Set.of(), true);
    }
    requeueRefused(tx, state);
    Set<JobId> refused = state.streak() == null ? Set.of() : state.streak().jobs();
    return queue
        .longestWaiting(tx, parts.sending(), refused, true)
        .or(() -> broughtForward(tx, queue.longestWaiting(tx, parts.sending(), Set.of(), false)));
  }

  /// Whoever has the turn starts when it is due, so one that is chosen before its time is due now.
  private Optional<JobId> broughtForward(Handle tx, Optional<JobId> chosen) {
    chosen.ifPresent(job -> parts.queue().bringForward(tx, job));
    return chosen;
  }

  /// This job goes first after an outage, because a person waits for it. Does nothing while another
  /// one is at it, or while sending is held.
  public void goFirst(JobId job) {
    if (look().kind() != Kind.FIRST) {
      return;
    }
    parts
        .database()
        .useTransaction(
            tx -> {
              LineStore.Row row = store.lock(tx);
              boolean isFree =
                  row.state().trial() == null || row.isTrialOver() || row.isTrialWaiting();
              if (row.state().kind() == Kind.FIRST && isFree) {
                parts.queue().bringForward(tx, job);
                store.save(tx, row.state().withTrial(job));
              }
            });
    known = null;
  }

  /// What Lightspeed took in one attempt.
  public interface Taken {
    /// Whether any write was taken.
    boolean any();

    /// Whether one of this kind was, such as `createConsignment`.
    boolean ofKind(String kind);
  }

  /// An attempt to write for an order has ended. Only a write that was taken proves that others can
  /// be, and while sending is held only one of the kind that was refused; whatever else the attempt
  /// came to just ends its turn.
  public void ended(JobId job, Taken taken) {
    LineState seen = look();
    if (seen.kind() == Kind.UP || (!isProof(seen, taken) && !job.equals(seen.trial()))) {
      return;
    }
    parts
        .database()
        .useTransaction(
            tx -> {
              LineStore.Row row = store.lock(tx);
              if (isProof(row.state(), taken)) {
                takeAll(tx, row.state(), job);
              } else if (job.equals(row.state().trial())) {
                store.save(tx, afterTrial(tx, row));
              }
            });
    known = null;
    parts.queue().signal();
  }

  private static boolean isProof(LineState state, Taken taken) {
    LineState.Streak streak = state.streak();
    return (state.hold() == null || streak == null) ? taken.any() : taken.ofKind(streak.kind());
  }

  /// After an outage the next one goes first at once.
  private LineState afterTrial(Handle tx, LineStore.Row row) {
    LineState free = row.state().withTrial(null);
    return free.kind() == Kind.FIRST
        ? rules.turnOf(free, next(tx, free).orElse(null), row.now())
        : free;
  }

  private void takeAll(Handle tx, LineState state, JobId taken) {
    String words = state.streak() == null ? "" : state.streak().words();
    store.save(tx, rules.taken(state));
    if (state.kind() == Kind.HOLD) {
      for (Refused refused : rules.refusedOnTheirOwn(state, taken)) {
        parts.queue().fail(tx, refused.job(), refusedWords(words));
      }
    }
  }

  private static String refusedWords(String words) {
    return "Lightspeed refused this order with "
        + words
        + ", while it takes others. Repair what it says, then run sync:retry.";
  }

  /// A person tries an order again that is held back because it was refused: that lifts the hold.
  public void retriedByPerson(JobId job) {
    LineState seen = look();
    if (seen.hold() == null || seen.streak() == null || !seen.streak().jobs().contains(job)) {
      return;
    }
    parts.database().useTransaction(tx -> takeAll(tx, store.lock(tx).state(), job));
    known = null;
    parts.queue().signal();
  }

  /// Lightspeed refused an order in its own words.
  ///
  /// @param kind what was refused
  /// @param words status and text
  /// @param othersTakenSince whether another order's write of this kind was taken since then
  /// @return whether the order waits with all others, instead of being failed
  public boolean refused(
      Refused refused, String kind, String words, Predicate<Instant> othersTakenSince) {
    boolean isHeld =
        parts
            .database()
            .inTransaction(
                tx -> {
                  LineStore.Row row = store.lock(tx);
                  LineState was = row.state();
                  boolean othersTaken =
                      was.streak() != null && othersTakenSince.test(was.streak().lastAt());
                  Refusal refusal = new Refusal(refused, kind, words);
                  LineState next = rules.refused(was, refusal, othersTaken, row.now());
                  store.save(tx, next);
                  requeueRefused(tx, next);
                  return next.hold() != null && isInStreak(next, refused);
                });
    known = null;
    return isHeld;
  }

  private static boolean isInStreak(LineState state, Refused refused) {
    return state.streak() != null && state.streak().jobs().contains(refused.job());
  }

  /// Those that failed before it turned out that all are refused wait again.
  private void requeueRefused(Handle tx, LineState state) {
    if (state.hold() == null || state.streak() == null) {
      return;
    }
    for (JobId job : state.streak().jobs()) {
      if (parts.queue().hasFailed(tx, job)) {
        try {
          parts.queue().retry(tx, job);
        } catch (JobException otherJobDoesIt) {
          // Then that one waits.
        }
      }
    }
  }

  /// An order failed although Lightspeed answers: it waits its own pause.
  public Failing failing(JobId id, String reason) {
    return parts
        .database()
        .inTransaction(
            tx -> {
              Job job = parts.queue().get(tx, id);
              String key = job.uniqueKey() == null ? id.toString() : job.uniqueKey();
              Optional<Pauses.Pause> before =
                  pauses.find(tx, key).filter(pause -> !pause.lastAt().isBefore(job.createdAt()));
              Pauses.Pause now = pauses.add(tx, key, reason, job.createdAt());
              boolean isHopeless = isHopeless(now);
              if (isHopeless) {
                pauses.forget(tx, key); // A person who tries it again has a day again.
              }
              return new Failing(
                  now, before.map(Pauses.Pause::lastAt).orElse(job.startedAt()), isHopeless);
            });
  }

  /// A job that fails although Lightspeed answers.
  ///
  /// @param before when it failed before, or when this attempt began
  /// @param isHopeless whether it has failed for so long that a person must look
  public record Failing(Pauses.Pause pause, @Nullable Instant before, boolean isHopeless) {}

  /// The time of an outage before does not count.
  private boolean isHopeless(Pauses.Pause pause) {
    Instant upSince = look().upSince();
    Instant since = pause.since().isBefore(upSince) ? upSince : pause.since();
    return Duration.between(since, pause.lastAt()).compareTo(parts.times().patience()) >= 0;
  }
}
