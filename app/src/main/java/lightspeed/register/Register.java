package lightspeed.register;

import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import lightspeed.db.Database;
import lightspeed.xseries.CallBudget.Urgency;
import lightspeed.xseries.Caller;
import lightspeed.xseries.Consignment;
import lightspeed.xseries.ConsignmentId;
import lightspeed.xseries.ListedConsignment;
import lightspeed.xseries.XSeriesClient;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// Which references are taken in the store. What it says is as fresh as the last walk; whoever is
/// about to create asks with [#ensure] and checks again with [#isFresh] in the transaction that
/// announces.
///
/// There is one in a process: orders that wait share a walk.
///
/// **Threads:** safe.
public final class Register {
  /// How often a walk makes sure that the list still shows the newest row we know.
  private static final Duration CHECK_INTERVAL = Duration.ofHours(1);

  /// A reading that took too long to tell is made again.
  private static final int MOST_READINGS = 3;

  private final Database database;
  private final SeesAllOutlets seesAllOutlets;
  private final WalkRegister walkRegister;
  private final SkipConsignment skipConsignment;
  private final PeekList peekList;
  private final Supplier<Duration> pollInterval;
  private final LongSupplier nanoTicker;
  private final RegisterStore store = new RegisterStore();

  /// Held by the one who walks. An urgent caller does not wait for a walk that itself waits in the
  /// background: it makes its own, as another process would.
  private final Map<Urgency, ReentrantLock> walking =
      Map.of(Urgency.INTERACTIVE, new ReentrantLock(), Urgency.BACKGROUND, new ReentrantLock());

  private final AtomicBoolean hasChecked = new AtomicBoolean();

  /// Stores its arguments; the first walk asks.
  ///
  /// @param pollInterval how long from one poll to the next, as it is at the moment
  /// @param nanoTicker monotonic time that goes on while the process is stopped
  public Register(
      Database database,
      XSeriesClient client,
      Supplier<Duration> pollInterval,
      InstantSource clock,
      LongSupplier nanoTicker) {
    this.database = database;
    this.seesAllOutlets = new SeesAllOutlets(client);
    this.walkRegister = new WalkRegister(database, client, clock);
    this.skipConsignment = new SkipConsignment(database, client);
    this.peekList = new PeekList(database, client);
    this.pollInterval = pollInterval;
    this.nanoTicker = nanoTicker;
  }

  /// Makes each of a walk's transactions conditional, for instance on a job's claim.
  @FunctionalInterface
  public interface Guard {
    Guard NONE = tx -> {};

    void require(Handle tx);
  }

  /// Walks now, whatever earlier walks saw.
  ///
  /// @throws RegisterTrouble when the list cannot be walked to its end
  /// @throws lightspeed.xseries.XSeriesException when there is no answer
  public Walked walk(Caller caller, Guard guard) throws InterruptedException {
    ReentrantLock turn = turn(caller);
    turn.lockInterruptibly();
    try {
      boolean isCheck = isCheckDue();
      Walked walked =
          walkRegister.walk(caller, guard, isCheck, () -> requireAllOutlets(caller, guard));
      if (isCheck) {
        hasChecked.set(true);
      }
      return walked;
    } finally {
      turn.unlock();
    }
  }

  /// Forgets how far the list was walked and walks it from its beginning. What is known of
  /// consignments stays.
  ///
  /// @throws RegisterTrouble when the list cannot be walked to its end
  /// @throws lightspeed.xseries.XSeriesException when there is no answer
  public Walked walkFromStart(Caller caller) throws InterruptedException {
    database.useTransaction(store::restart);
    return walk(caller, Guard.NONE);
  }

  /// Takes the consignment that keeps walks from passing into the register by hand, and goes on
  /// behind it.
  ///
  /// @throws RegisterTrouble when that is another one, or it cannot be read by itself either
  /// @throws lightspeed.xseries.XSeriesException when there is no answer
  public RegisteredConsignment skip(Caller caller, ConsignmentId id) throws InterruptedException {
    ReentrantLock turn = turn(caller);
    turn.lockInterruptibly();
    try {
      return skipConsignment.skip(caller, id);
    } finally {
      turn.unlock();
    }
  }

  private ReentrantLock turn(Caller caller) {
    return Objects.requireNonNull(walking.get(caller.urgency()));
  }

  private boolean isCheckDue() {
    Duration since = database.read(store::state).sinceChecked();
    return !hasChecked.get() || since == null || since.compareTo(CHECK_INTERVAL) >= 0;
  }

  /// What was walked since the token was last known to see everything may lack rows: the list is
  /// walked from its beginning once it does again.
  private void requireAllOutlets(Caller caller, Guard guard) throws InterruptedException {
    Optional<SeesAllOutlets.Answer> asked = askForOutlets(caller);
    if (asked.isEmpty()) {
      return;
    }
    SeesAllOutlets.Answer answer = asked.get();
    database.useTransaction(
        tx -> {
          guard.require(tx);
          if (answer.trouble() == null) {
            store.seesAll(tx, answer.token());
          } else {
            store.hidden(tx, answer.trouble());
          }
        });
    if (answer.trouble() != null) {
      throw new RegisterTrouble(answer.trouble());
    }
  }

  /// Empty when it was asked with this token within the hour.
  private Optional<SeesAllOutlets.Answer> askForOutlets(Caller caller) throws InterruptedException {
    String token = seesAllOutlets.token();
    boolean isKnown = database.read(handle -> store.isKnownToSeeAll(handle, token));
    return isKnown ? Optional.empty() : Optional.of(seesAllOutlets.ask(caller));
  }

  /// Walks unless a walk that is fresh enough has ended. Those who wait here share one, at their
  /// urgency.
  ///
  /// @throws RegisterTrouble when the list cannot be walked to its end
  /// @throws lightspeed.xseries.XSeriesException when there is no answer
  public void ensure(Caller caller, Need need) throws InterruptedException {
    if (isFresh(need)) {
      return;
    }
    ReentrantLock turn = turn(caller);
    turn.lockInterruptibly();
    try {
      if (!isFresh(need)) {
        walk(caller, Guard.NONE);
      }
    } finally {
      turn.unlock();
    }
  }

  /// Whether the last walk is fresh enough at this moment.
  public boolean isFresh(Need need) {
    return database.read(handle -> isFresh(handle, need));
  }

  /// Whether the last walk is fresh enough, by the database's clock.
  public boolean isFresh(Handle handle, Need need) {
    Duration interval = pollInterval.get();
    for (int readings = 1; ; readings++) {
      long before = nanoTicker.getAsLong();
      WalkState state = store.state(handle);
      Duration sinceDisturbance = database.sinceDisturbance();
      // A process that stands still in between must not take the walk for younger than it is.
      Duration reading = Duration.ofNanos(nanoTicker.getAsLong() - before);
      if (need.isMet(state, interval, sinceDisturbance.minus(reading))) {
        return true;
      }
      if (readings == MOST_READINGS || !need.isMet(state, interval, sinceDisturbance)) {
        return false;
      }
    }
  }

  /// A walk that begins from now on.
  public Need fromNowOn() {
    return Need.after(state().begun());
  }

  /// Every consignment known to have this reference, or to have had it before, also cancelled and
  /// vanished ones, the oldest first. References are compared folded.
  public List<RegisteredConsignment> withReference(Handle handle, String reference) {
    String folded = SaveListed.folded(reference);
    return folded == null ? List.of() : store.withReference(handle, folded);
  }

  /// Those that have this reference now, and are neither cancelled nor gone.
  public List<RegisteredConsignment> standingUnder(Handle handle, String reference) {
    String folded = SaveListed.folded(reference);
    return withReference(handle, reference).stream()
        .filter(one -> !one.isGone() && !one.isCancelled())
        .filter(one -> Objects.equals(SaveListed.folded(one.reference()), folded))
        .toList();
  }

  public Optional<RegisteredConsignment> find(Handle handle, ConsignmentId id) {
    return store.find(handle, id);
  }

  /// As [#withReference(Handle, String)] would tell after a walk that begins now; writes nothing.
  ///
  /// @throws RegisterTrouble when the list does not go on
  /// @throws lightspeed.xseries.XSeriesException when there is no answer
  public List<RegisteredConsignment> peek(Caller caller, String reference)
      throws InterruptedException {
    String folded = SaveListed.folded(reference);
    String trouble = askForOutlets(caller).map(SeesAllOutlets.Answer::trouble).orElse(null);
    if (trouble != null) {
      throw new RegisterTrouble(trouble);
    }
    List<RegisteredConsignment> listed = peekList.peek(caller, isCheckDue());
    Map<ConsignmentId, RegisteredConsignment> known = new LinkedHashMap<>();
    for (RegisteredConsignment one : database.read(handle -> withReference(handle, reference))) {
      known.put(one.id(), one);
    }
    for (RegisteredConsignment now : listed) {
      RegisteredConsignment before = known.get(now.id());
      boolean hasIt = folded != null && folded.equals(SaveListed.folded(now.reference()));
      if ((hasIt || before != null) && (before == null || before.version() <= now.version())) {
        known.put(now.id(), before != null && before.isOurs() ? now.ours() : now);
      }
    }
    return List.copyOf(known.values());
  }

  /// As [#withReference(Handle, String)], the newest first.
  public List<RegisteredConsignment> withReference(String reference) {
    return database.read(handle -> withReference(handle, reference)).reversed();
  }

  /// The newest ones, as of the last walk.
  ///
  /// @param limit how many at most, from 1
  public List<RegisteredConsignment> newest(int limit) {
    return database.read(handle -> store.page(handle, Long.MAX_VALUE, limit));
  }

  /// Some of them, the newest first, as of the last walk.
  ///
  /// @param limit how many at most, from 1
  public ListReferences.Page list(
      ListReferences.Filter filter, ListReferences.Position after, int limit) {
    return database.read(handle -> new ListReferences(store).page(handle, filter, after, limit));
  }

  /// How far the list was walked, and how long ago.
  public WalkState state() {
    return database.read(store::state);
  }

  public WalkState state(Handle handle) {
    return store.state(handle);
  }

  /// Takes note of a consignment that we have just made.
  ///
  /// @param consignment as the create that made it was answered
  public void noteMade(Handle tx, Consignment consignment) {
    Long version = consignment.version();
    if (version != null && version > 0) {
      store.stepBack(tx, version);
    }
    SaveListed.in(
        tx,
        List.of(ListedConsignment.of(consignment)),
        0,
        Objects.requireNonNullElse(version, 0L),
        true);
  }

  /// Takes note that a consignment was made here.
  public void markOurs(Handle tx, ConsignmentId id) {
    store.markOurs(tx, id);
  }

  /// Marks whatever else has the number of an order for comparison with it: it may have been
  /// compared while the order had no consignment of its own.
  ///
  /// @param own the order's consignment; null when it has none, and never will
  public void compareAgain(Handle tx, String reference, @Nullable ConsignmentId own) {
    boolean hasOthers =
        withReference(tx, reference).stream()
            .anyMatch(one -> !one.id().equals(own) && !one.isGone() && !one.isCancelled());
    if (hasOthers) {
      store.compareAgain(tx, String.valueOf(SaveListed.folded(reference)));
    }
  }

  /// The changes that orders have not been compared with.
  public Changes uncompared(Handle handle) {
    return store.uncompared(handle);
  }

  /// Orders were compared with these changes.
  public void compared(Handle tx, Changes changes) {
    store.compared(tx, changes);
  }

  /// It is known not to be there any more.
  public void gone(Handle tx, ConsignmentId id) {
    store.gone(tx, id);
  }

  /// What was walked until now counts for nothing: an outage, a refusal for lack of calls, a
  /// database that went back.
  public void distrust(Handle tx) {
    store.distrust(tx);
  }

  /// Another store takes the place of the one that this was about.
  public void forget(Handle tx) {
    store.forget(tx);
  }

  /// The list is walked from its beginning next.
  public void restart(Handle tx) {
    store.restart(tx);
  }
}
