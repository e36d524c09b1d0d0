package lightspeed.installation;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import lightspeed.audit.AuditDetails;
import lightspeed.audit.AuditLog;
import lightspeed.config.ConfigurationInvalid;
import lightspeed.db.Database;
import lightspeed.settings.KeySource;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// This installation: its database's past, the right to send with it, and the store it belongs to.
///
/// 1. *The database goes back* (a restore, a fail-over that lost seconds): [#beginNewEpoch].
/// 2. *The database is there twice*: the first sender leaves a mark of its key in the database, and
///    only processes with that key send. No backup contains the key, so a copy of the database is
///    noticed unless the key was copied too. Then [#foreignTwinSeen] stops it.
/// 3. *Another store*: see [StoreCheck].
///
/// Whoever sends asks [#hindrance] before it begins and lets [#sender] decide in the transaction of
/// each announcement.
///
/// **Threads:** safe.
public final class Installation {
  private static final Logger LOG = LoggerFactory.getLogger(Installation.class);

  /// So many consignments of unknown origin within an hour stop all sending.
  static final int MAX_TWINS = 3;

  /// How long what was read is believed; announcements do not rely on it.
  private static final long CACHE_NANOS = Duration.ofSeconds(1).toNanos();

  private static final int SALT_BYTES = 16;

  private final Database database;
  private final KeySource keys;
  private final @Nullable StoreCheck storeCheck;
  private final List<Belongings> belongings;
  private final AuditLog audit;
  private final LongSupplier nanoTicker;
  private final SecureRandom random = new SecureRandom();
  private final CallsUnderWay underWay = new CallsUnderWay();
  private volatile @Nullable Known known;

  /// @param storeCheck null when there is only one store, as in most tests
  /// @param belongings what must not outlive a past or a store
  public Installation(
      Database database,
      KeySource keys,
      @Nullable StoreCheck storeCheck,
      List<Belongings> belongings,
      AuditLog audit,
      LongSupplier nanoTicker) {
    this.database = database;
    this.keys = keys;
    this.storeCheck = storeCheck;
    this.belongings = List.copyOf(belongings);
    this.audit = audit;
    this.nanoTicker = nanoTicker;
  }

  /// @param ourMark when the key here is one of those that may send
  private record Known(InstallationStanding standing, Optional<String> ourMark, long readNanos) {}

  /// Why nothing is sent or read at Lightspeed, in words; empty when it may be.
  public Optional<String> pausedBecause() {
    return hindrance().map(Hindrance::words);
  }

  /// Why this process must leave Lightspeed alone; empty when it need not. May ask Lightspeed which
  /// store it is, at the start and when address or token changed.
  public Optional<Hindrance> hindrance() {
    if (underWay.hasDoubtful()) {
      settleDoubtful();
    }
    Known now = known();
    Optional<Hindrance> here = hindranceHere(now);
    if (here.isPresent() || storeCheck == null) {
      return here;
    }
    return storeCheck.hindrance(now.standing());
  }

  /// Lets nobody ask another store about what is here, or change it there. Every call asks this,
  /// see [lightspeed.xseries.XSeriesClient]; who only changes what is here asks it first.
  ///
  /// @throws InstallationRefused when address and token lead to another store
  /// @throws lightspeed.xseries.XSeriesException when Lightspeed does not tell which store it is
  public void requireItsStore() {
    if (storeCheck != null) {
      storeCheck.hindrance(known().standing()).ifPresent(InstallationRefused::refuse);
    }
  }

  /// As [#hindrance], from what is known in the database: asks Lightspeed nothing.
  public Optional<Hindrance> knownHindrance() {
    return knownHindrance(known());
  }

  private Optional<Hindrance> knownHindrance(Known now) {
    return hindranceHere(now)
        .or(() -> Optional.ofNullable(storeCheck).flatMap(check -> check.known(now.standing())));
  }

  /// As [#hindrance], without what only Lightspeed can tell.
  private Optional<Hindrance> hindranceHere(Known now) {
    InstallationStanding standing = now.standing();
    InstallationStanding.Stopped stopped = standing.stopped();
    if (standing.isCopy()) {
      return Optional.of(
          new Hindrance(
              Hindrance.Kind.COPY,
              "This installation is a copy, so it sends nothing.",
              "If it has taken the other's place: lightspeed-cli installation:confirm"));
    }
    if (stopped != null) {
      return Optional.of(
          new Hindrance(
              Hindrance.Kind.STOPPED,
              stopped.why(),
              "Stop the other installation, then: lightspeed-cli installation:confirm"));
    }
    return standing.keys().isEmpty() || now.ourMark().isPresent()
        ? Optional.empty()
        : Optional.of(otherKey(standing));
  }

  private Optional<String> markOfOurs(InstallationStanding standing) {
    for (InstallationStanding.KnownKey key : standing.keys()) {
      try {
        if (keys.marks(key.salt()).stream()
            .map(KeySource.Mark::value)
            .anyMatch(key.mark()::equals)) {
          return Optional.of(key.mark());
        }
      } catch (ConfigurationInvalid unusable) {
        LOG.debug("the key cannot be used: {}", unusable.getMessage());
      }
    }
    return Optional.empty();
  }

  private Hindrance otherKey(InstallationStanding standing) {
    String id = standing.keys().getFirst().id();
    return new Hindrance(
        Hindrance.Kind.OTHER_KEY,
        "This database has been sending with another key ("
            + id
            + ") than the one here ("
            + keys
            + "): it is a copy, or it was moved. Nothing is sent.",
        "Another machine of the same installation needs the same key: copy the file key of the"
            + " first one's data directory, or set LIGHTSPEED_KEY. If the installation was moved"
            + " here: lightspeed-cli installation:confirm. If this is a copy: lightspeed-cli"
            + " installation:confirm --copy");
  }

  /// On what terms an announcement is made now; empty when address and token are not known to lead
  /// to our store. The first sender of all leaves the mark of its key.
  public Optional<Sender> sender(Handle tx) {
    Known now = known();
    if (now.standing().keys().isEmpty()) {
      String salt = newSalt();
      InstallationStore.markFirst(tx, salt, keys.markOrCreate(salt));
      known = null;
      now = read(tx);
    }
    String mark = now.ourMark().orElse("");
    Optional<Long> store =
        storeCheck == null ? Optional.of(now.standing().storeNumber()) : storeCheck.storeInUse();
    return store.map(number -> new Sender(mark, number));
  }

  /// Why an announcement was refused that [#sender] was the terms of.
  public Hindrance refusal(Handle tx) {
    known = null;
    return hindranceHere(read(tx))
        .orElseGet(
            () ->
                new Hindrance(
                    Hindrance.Kind.STORE_NOT_ASKED,
                    "Key or store of this installation changed at this moment, so nothing was"
                        + " sent.",
                    "It is tried again."));
  }

  /// The number of the past that the database has now.
  public long epoch(Handle handle) {
    return InstallationStore.read(handle).epoch();
  }

  /// The database was found to have gone back: whatever relies on its memory begins again.
  ///
  /// **Twice:** safe; several processes may notice the same.
  ///
  /// @param why a sentence for people
  public void beginNewEpoch(Handle tx, String why) {
    InstallationStore.lock(tx);
    InstallationStore.beginEpoch(tx, why);
    underWay.wentBack(tx);
    belongings.forEach(one -> one.wentBack(tx, why));
    known = null;
    LOG.error(
        "database went back: {} Orders are compared with Lightspeed before any is sent.", why);
  }

  /// As [#beginNewEpoch], with a number above `epoch`, which was in force before.
  public void beginNewEpochAfter(Handle tx, long epoch, String why) {
    InstallationStore.beginEpochAfter(tx, epoch);
    beginNewEpoch(tx, why);
  }

  /// A call leaves that was announced, and its end will be written.
  ///
  /// @param writeAgainIfGone writes the announcement again when the database has forgotten it, as
  ///     one of unknown outcome, and tells whether it had
  public UnderWay begun(Predicate<Handle> writeAgainIfGone) {
    var announced = underWay.begun(known().standing().epoch(), writeAgainIfGone::test);
    return new UnderWay(announced);
  }

  /// A call that was announced.
  public final class UnderWay {
    private final CallsUnderWay.Announced announced;

    private UnderWay(CallsUnderWay.Announced announced) {
      this.announced = announced;
    }

    /// Its end is written.
    public void ended() {
      underWay.ended(announced);
    }

    /// Its end could not be written, because the claim or the announcement is gone: finds out now
    /// whether the database went back.
    public void endedUnwritten() {
      announced.isDoubtful().set(true);
      settleDoubtful();
    }

    /// Whoever made it is gone. Unless its end was written, the next [Installation#hindrance] finds
    /// out whether the database still knows of it.
    public void left() {
      announced.isDoubtful().set(true);
    }
  }

  private void settleDoubtful() {
    var settled =
        database.inTransaction(
            tx -> {
              InstallationStore.lock(tx);
              var looked = underWay.settleDoubtful(tx);
              if (looked.epochOfGone() >= epoch(tx)) {
                beginNewEpochAfter(
                    tx,
                    looked.epochOfGone(),
                    "The database forgot calls to Lightspeed that it had been told of.");
              }
              return looked;
            });
    underWay.forget(settled);
  }

  /// A consignment was found with the number of an order, and nobody here announced it: a copy of
  /// this installation with the same key must be at work. The caller stops that order.
  ///
  /// **Twice:** counts each consignment once.
  ///
  /// @return whether all sending stops now, because there were too many within an hour
  public boolean foreignTwinSeen(Handle tx, String orderId, String consignmentId) {
    InstallationStore.lock(tx);
    if (!InstallationStore.addTwin(tx, orderId, consignmentId)) {
      return false;
    }
    LOG.error("order={} consignment={} was not made by this installation", orderId, consignmentId);
    if (InstallationStore.twinsOfLastHour(tx) < MAX_TWINS) {
      return false;
    }
    InstallationStore.stop(
        tx,
        "Sending stopped: "
            + MAX_TWINS
            + " consignments within an hour have numbers of orders of ours and were not made here."
            + " Another installation with these orders seems to send (a copy, or one that was moved"
            + " and still runs), or people duplicated orders in Lightspeed.");
    known = null;
    return true;
  }

  /// What a person is shown and decides about.
  ConfirmInstallation.State state() {
    return state(database.read(this::read));
  }

  private ConfirmInstallation.State state(Known now) {
    Optional<Hindrance> hindrance;
    try {
      hindrance = knownHindrance(now);
    } catch (ConfigurationInvalid unset) {
      // Without store or token there is no other store to be led to.
      hindrance = Optional.empty();
    }
    return new ConfirmInstallation.State(Overview.of(now.standing()), hindrance.orElse(null));
  }

  /// A person says that this is the installation that sends: its key alone counts from now on.
  ///
  /// @param rule refuses it by throwing; the state that it is given stays as it is meanwhile
  void confirmMoved(Consumer<ConfirmInstallation.State> rule, String actor) {
    database.useTransaction(
        tx -> {
          rule.accept(state(known(InstallationStore.lock(tx))));
          String salt = newSalt();
          InstallationStore.confirmMoved(tx, salt, keys.markOrCreate(salt), actor);
          belongings.forEach(one -> one.confirmed(tx));
          append(tx, actor, "installation.confirmed");
        });
    known = null;
  }

  /// A person says that this is a copy: it never sends until it is confirmed otherwise.
  ///
  /// @param rule as for [#confirmMoved]
  void confirmCopy(Consumer<ConfirmInstallation.State> rule, String actor) {
    database.useTransaction(
        tx -> {
          rule.accept(state(known(InstallationStore.lock(tx))));
          InstallationStore.confirmCopy(tx, actor);
          append(tx, actor, "installation.copy");
        });
    known = null;
  }

  private void append(Handle tx, String actor, String action) {
    audit.append(tx, actor, action, "INSTALLATION", "1", new AuditDetails().json(), null);
  }

  /// Asks Lightspeed in any case which store address and token lead to.
  ///
  /// @throws lightspeed.xseries.XSeriesException when it does not tell
  public Optional<Hindrance> askStore() throws InterruptedException {
    if (storeCheck == null) {
      return Optional.empty();
    }
    Optional<Hindrance> other = storeCheck.askNow();
    known = null;
    return other;
  }

  /// Leaves the store: everything that is about it lapses or becomes history, and the next store
  /// that is asked becomes the one of this installation.
  ///
  /// @param rule refuses it by throwing; nothing is announced from then on until the store is left
  /// @return the name of the store that was left
  public String leaveStore(Consumer<Handle> rule, String actor) {
    String left =
        database.inTransaction(
            tx -> {
              String name = InstallationStore.lock(tx).ourName();
              rule.accept(tx);
              belongings.forEach(one -> one.storeLeft(tx, name));
              InstallationStore.forget(tx);
              audit.append(
                  tx,
                  actor,
                  "store.left",
                  "INSTALLATION",
                  "1",
                  new AuditDetails().with("store", name).json(),
                  null);
              return name;
            });
    known = null;
    return left;
  }

  /// Whether the store of today may be one that was left under this name: it has that name, or the
  /// name with the id that told it from another one.
  public boolean mayBe(String leftName) {
    StoreFacts store = database.read(InstallationStore::read).store();
    return leftName.equals(store.shownName()) || leftName.equals(store.shownNameBeside(store));
  }

  /// What people see of all this.
  public Overview overview() {
    return Overview.of(database.read(InstallationStore::read));
  }

  private Known known() {
    Known now = known;
    if (now == null || nanoTicker.getAsLong() - now.readNanos() > CACHE_NANOS) {
      now = database.read(this::read);
      known = now;
    }
    return now;
  }

  private Known read(Handle handle) {
    return known(InstallationStore.read(handle));
  }

  private Known known(InstallationStanding standing) {
    return new Known(standing, markOfOurs(standing), nanoTicker.getAsLong());
  }

  private String newSalt() {
    byte[] salt = new byte[SALT_BYTES];
    random.nextBytes(salt);
    return HexFormat.of().formatHex(salt);
  }
}
