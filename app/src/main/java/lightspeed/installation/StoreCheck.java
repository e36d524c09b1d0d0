package lightspeed.installation;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import lightspeed.db.Database;
import lightspeed.xseries.Caller;
import lightspeed.xseries.XSeriesClient;
import lightspeed.xseries.XSeriesException;
import org.jspecify.annotations.Nullable;

/// Whether address and token of this process lead to the store that everything here is about. It is
/// asked at the start of a long-running process and whenever address or token change; a short
/// command believes what the last one that asked wrote down. What is behind an address may change
/// without them: the walk of the list of consignments notices that.
///
/// **Threads:** safe; one asks, the others wait for its answer.
public final class StoreCheck {
  /// How long an answer that is not the known store is believed, or that there was none.
  private static final Duration AGAIN_AFTER = Duration.ofSeconds(20);

  private final Database database;
  private final AskStore askStore;
  private final Supplier<String> connection;
  private final boolean isAskedAtStart;
  private final LongSupplier nanoTicker;
  private final ReentrantLock asking = new ReentrantLock();
  private volatile @Nullable Verified verified;
  private volatile @Nullable Trouble trouble;

  /// @param connection fingerprint of address and token in use
  /// @param isAskedAtStart whether this process asks once in any case
  public StoreCheck(
      Database database,
      XSeriesClient client,
      Supplier<String> connection,
      boolean isAskedAtStart,
      LongSupplier nanoTicker) {
    this.database = database;
    this.askStore = new AskStore(client);
    this.connection = connection;
    this.isAskedAtStart = isAskedAtStart;
    this.nanoTicker = nanoTicker;
  }

  private record Verified(String connection, long storeNumber) {}

  private record Trouble(
      String connection, long storeNumber, Optional<Hindrance> hindrance, long atNanos) {}

  /// The number of the store that address and token, as they are now, lead to for all we know.
  /// Empty when they lead to another one, or have changed since that was asked.
  Optional<Long> storeInUse() {
    String current = connection.get();
    Verified now = verified;
    if (now != null && now.connection().equals(current)) {
      return Optional.of(now.storeNumber());
    }
    Trouble last = trouble;
    return last != null && last.connection().equals(current) && last.hindrance().isEmpty()
        ? Optional.of(last.storeNumber())
        : Optional.empty();
  }

  /// Why this process must leave the store alone; empty when it is the one we know. Those who ask
  /// at the same time wait for one answer.
  Optional<Hindrance> hindrance(InstallationStanding standing) {
    String current = connection.get();
    Answer known = known(current, standing);
    if (known != null) {
      return known.hindrance();
    }
    asking.lock();
    try {
      Answer since = known(current, database.read(InstallationStore::read));
      return since != null ? since.hindrance() : ask(current);
    } finally {
      asking.unlock();
    }
  }

  /// That address and token were found to lead to another store, by whatever process.
  Optional<Hindrance> known(InstallationStanding standing) {
    InstallationStanding.OtherStore other = standing.otherStore();
    return other != null && other.connection().equals(connection.get())
        ? Optional.of(otherStore(standing.ourName(), other.name()))
        : Optional.empty();
  }

  private record Answer(Optional<Hindrance> hindrance) {}

  /// What needs no call; null when Lightspeed has to be asked.
  private @Nullable Answer known(String current, InstallationStanding standing) {
    Verified now = verified;
    if (now != null
        && now.connection().equals(current)
        && now.storeNumber() == standing.storeNumber()) {
      return new Answer(Optional.empty());
    }
    if (!isAskedAtStart && standing.isStoreKnown() && current.equals(standing.storeConnection())) {
      verified = new Verified(current, standing.storeNumber());
      return new Answer(Optional.empty());
    }
    Trouble last = trouble;
    return last != null
            && last.connection().equals(current)
            && last.storeNumber() == standing.storeNumber()
            && nanoTicker.getAsLong() - last.atNanos() < AGAIN_AFTER.toNanos()
        ? new Answer(last.hindrance())
        : null;
  }

  /// Asks in any case, for a person.
  ///
  /// @throws XSeriesException when Lightspeed does not tell
  Optional<Hindrance> askNow() throws InterruptedException {
    String current = connection.get();
    return compare(current, askStore.ask(Caller.person()));
  }

  private Optional<Hindrance> ask(String current) {
    try {
      return compare(current, askStore.ask(Caller.person()));
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      return Optional.of(notAsked("The question was interrupted.", null));
    } catch (XSeriesException failure) {
      return unanswered(current, failure);
    }
  }

  /// An address and token that led to our store before still do, for all we know: that Lightspeed
  /// is away is no sign of another store. And where no store is known, there is none to confuse.
  private Optional<Hindrance> unanswered(String current, XSeriesException failure) {
    InstallationStanding standing = database.read(InstallationStore::read);
    boolean isNew = standing.isStoreKnown() && !current.equals(standing.storeConnection());
    Optional<Hindrance> hindrance =
        isNew
            ? Optional.of(notAsked(String.valueOf(failure.getMessage()), failure))
            : Optional.empty();
    trouble = new Trouble(current, standing.storeNumber(), hindrance, nanoTicker.getAsLong());
    return hindrance;
  }

  private Optional<Hindrance> compare(String current, StoreFacts facts) {
    return database.inTransaction(
        tx -> {
          InstallationStanding standing = InstallationStore.lock(tx);
          if (!standing.isStoreKnown()) {
            InstallationStore.learn(tx, facts, current);
          } else if (standing.store().isSameAs(facts)) {
            InstallationStore.seenAgain(tx, standing.store(), facts, current);
          } else {
            String theirs = facts.shownNameBeside(standing.store());
            InstallationStore.otherSeen(tx, facts.id(), theirs, current);
            Hindrance other = otherStore(standing.store().shownNameBeside(facts), theirs);
            trouble =
                new Trouble(
                    current, standing.storeNumber(), Optional.of(other), nanoTicker.getAsLong());
            verified = null;
            return Optional.of(other);
          }
          trouble = null;
          verified = new Verified(current, InstallationStore.read(tx).storeNumber());
          return Optional.empty();
        });
  }

  static Hindrance otherStore(String ours, String theirs) {
    return new Hindrance(
        Hindrance.Kind.OTHER_STORE,
        "Address and token lead to another store: everything here is about "
            + ours
            + ", they lead to "
            + theirs
            + ". Nothing is sent, read or cancelled there.",
        "Set the address and token of "
            + ours
            + " again, or begin with the other store: lightspeed-cli store:switch");
  }

  private static Hindrance notAsked(String why, @Nullable XSeriesException cause) {
    return new Hindrance(
        Hindrance.Kind.STORE_NOT_ASKED,
        "Lightspeed has not told yet which store address and token lead to, so nothing is sent. "
            + why,
        "lightspeed-cli vend:test asks again.",
        cause);
  }
}
