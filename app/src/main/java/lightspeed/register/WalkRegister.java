package lightspeed.register;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import lightspeed.db.Database;
import lightspeed.xseries.Caller;
import lightspeed.xseries.ListedConsignment;
import lightspeed.xseries.Page;
import lightspeed.xseries.XSeriesClient;
import lightspeed.xseries.XSeriesException;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// Walks the list of supplier consignments by version into the register, to its end, which is an
/// empty page.
///
/// 1. It starts two minutes back, because a lower version can become visible after a higher one;
/// and now and then just below the newest row we know, which the list must show, or one after it.
/// 2. Each page is saved with the position in one transaction; a crash leaves the rest to the next
/// walk. 3. A page that fails is asked for in halves, down to one row. What cannot be passed is
/// kept as the register's trouble: until a person opens that door, nothing is created.
///
/// **Threads:** safe. **Twice:** changes nothing more.
final class WalkRegister {
  /// Rows asked for in a page; the server may give fewer.
  static final int PAGE_SIZE = 1_000;

  /// How long a lower version may become visible after a higher one.
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /// A row that Lightspeed itself says it changed so long ago is settled however late it was seen:
  /// the patience, and what two clocks may differ.
  private static final Duration OLD = Duration.ofMinutes(30);

  /// Longest walk: five million rows. More means a list that never ends.
  static final int MAX_PAGES = 5_000;

  private final Database database;
  private final XSeriesClient client;
  private final InstantSource clock;
  private final int maxPages;
  private final EndOfList endOfList;
  private final RegisterStore store = new RegisterStore();

  WalkRegister(Database database, XSeriesClient client, InstantSource clock) {
    this(database, client, clock, MAX_PAGES);
  }

  /// @param maxPages of a walk; more mean a list that never ends
  WalkRegister(Database database, XSeriesClient client, InstantSource clock, int maxPages) {
    this.database = database;
    this.client = client;
    this.clock = clock;
    this.maxPages = maxPages;
    this.endOfList = new EndOfList(client);
  }

  /// Makes sure, before a walk begins, that its list can be believed.
  @FunctionalInterface
  interface Before {
    void require() throws InterruptedException;
  }

  private record Start(
      RegisterStore.Begun begun, WalkState state, boolean isCheck, List<Long> newest) {}

  /// Walks to the end.
  ///
  /// @param isCheck also make sure that the list shows the newest row we know, or a later one
  /// @param before what must hold whenever the walk begins, also once more
  /// @throws RegisterTrouble when the end cannot be reached or the list contradicts what is known
  /// @throws XSeriesException when there is no answer
  Walked walk(Caller caller, Register.Guard guard, boolean isCheck, Before before)
      throws InterruptedException {
    while (true) {
      before.require();
      Optional<Walked> walked = walkUnlessOvertaken(caller, guard, isCheck);
      if (walked.isPresent()) {
        return walked.get();
      }
    }
  }

  /// @return empty when it was overtaken by something that it does not answer: the list is to be
  ///     walked from its beginning, is another store's, or was found to contradict itself
  private Optional<Walked> walkUnlessOvertaken(Caller caller, Register.Guard guard, boolean isCheck)
      throws InterruptedException {
    Start start = database.inTransaction(tx -> begin(tx, guard, isCheck));
    Progress progress = new Progress(caller, guard, start);
    long newest = start.newest().isEmpty() ? 0 : start.newest().getFirst();
    long settled = start.state().settled();
    long highest = progress.walkFrom(newest == 0 ? settled : below(settled, newest));
    if (newest > 0 && highest < newest && !progress.isOvertaken) {
      requireOneBefore(progress, start.newest());
    }
    boolean isEnded =
        !progress.isOvertaken
            && database.inTransaction(
                tx -> {
                  guard.require(tx);
                  return store.end(tx, start.begun(), newest > 0);
                });
    // A later walk that came to its end has seen everything that this one would have seen.
    boolean isDone =
        isEnded || (!start.isCheck() && database.read(store::state).sinceEnded() != null);
    return isDone
        ? Optional.of(new Walked(start.begun().walk(), progress.pages, progress.rows))
        : Optional.empty();
  }

  private Start begin(Handle tx, Register.Guard guard, boolean isCheckDue) {
    guard.require(tx);
    WalkState state = store.state(tx);
    store.settle(tx, store.settledNow(tx, state, PATIENCE));
    boolean isCheck = isCheckDue || state.sinceChecked() == null;
    return new Start(
        store.begin(tx), store.state(tx), isCheck, isCheck ? store.newestVersions(tx) : List.of());
  }

  /// Where a walk would start now.
  static long from(Handle handle, RegisterStore store, boolean isCheck) {
    WalkState state = store.state(handle);
    long settled = Math.max(state.settled(), store.settledNow(handle, state, PATIENCE));
    List<Long> newest = isCheck ? store.newestVersions(handle) : List.of();
    return newest.isEmpty() ? settled : below(settled, newest.getFirst());
  }

  private static long below(long settled, long newest) {
    return Math.max(0, Math.min(settled, newest - 1));
  }

  /// The newest row may have been deleted since; then the one before it must still be there.
  private void requireOneBefore(Progress progress, List<Long> newest) throws InterruptedException {
    long before = newest.size() < 2 ? 0 : newest.get(1);
    if (before == 0 || progress.walkFrom(before - 1) >= before) {
      return;
    }
    String words =
        "Lightspeed's list of consignments ends before version "
            + before
            + ", which it has shown earlier: the store went back, or this is another store. Nothing"
            + " is created until that is cleared up. Compare the store, then run lightspeed-cli"
            + " register:walk --from-start.";
    database.useTransaction(tx -> store.contradicted(tx, words, newest.getFirst()));
    throw new RegisterTrouble(words);
  }

  private RegisterTrouble trouble(long version, String words) {
    database.useTransaction(tx -> store.trouble(tx, words, version));
    return new RegisterTrouble(words);
  }

  /// One walk on its way.
  private final class Progress {
    private final Caller caller;
    private final Register.Guard guard;
    private final RegisterStore.Begun begun;

    /// What cannot be read up to there was read before, or passed by a person.
    private final long settled;

    private int pages;
    private int rows;
    private boolean isOvertaken;

    Progress(Caller caller, Register.Guard guard, Start start) {
      this.caller = caller;
      this.guard = guard;
      this.begun = start.begun();
      this.settled = start.state().settled();
    }

    /// @return the highest version that was read, or `from` when there was nothing
    long walkFrom(long from) throws InterruptedException {
      long after = from;
      for (int page = 0; page < maxPages; page++) {
        Page<ListedConsignment> listed = next(after).orElse(null);
        if (listed == null) {
          after = settled;
          continue;
        }
        pages++;
        if (listed.isEnd()) {
          return after;
        }
        after = take(listed);
        if (isOvertaken) {
          return after;
        }
      }
      throw trouble(
          after,
          "Lightspeed's list of consignments does not end: after "
              + maxPages
              + " pages it still goes on. Nothing is created until it does. Look again with"
              + " lightspeed-cli register:walk.");
    }

    /// The page after a version. One that fails is asked for again in halves, down to the one row
    /// that fails by itself, unless it is the whole list that fails.
    ///
    /// @return empty when that row is settled, so that it can be passed once more
    private Optional<Page<ListedConsignment>> next(long after) throws InterruptedException {
      int size = PAGE_SIZE;
      boolean isListProven = false;
      while (true) {
        String why;
        try {
          Page<ListedConsignment> page = client.listedOrders(caller, after, size);
          if (page.isEnd() || isPassable(page, after)) {
            return Optional.of(page);
          }
          why = "its next row has no version that can be true";
        } catch (XSeriesException failure) {
          if (!EndOfList.mayBeOneRow(failure)) {
            throw failure;
          }
          if (!isListProven || size == 1) {
            endOfList.require(caller, failure);
            isListProven = true;
          }
          why = String.valueOf(failure.getMessage());
        }
        if (size == 1 && after < settled) {
          return Optional.empty();
        }
        if (size == 1) {
          throw stuck(after, why);
        }
        size /= 2;
      }
    }

    private boolean isPassable(Page<ListedConsignment> page, long after) {
      Long highest = page.maxVersion();
      return highest != null && highest > after && highest <= EndOfList.HIGHEST_VERSION;
    }

    private RegisterTrouble stuck(long after, String why) {
      return trouble(
          after,
          "The list of consignments cannot be read beyond version "
              + after
              + ": "
              + why
              + ". Nothing is created until it can. If that consignment is in order, run"
              + " lightspeed-cli register:skip with its id.");
    }

    private long take(Page<ListedConsignment> page) {
      long highest = Objects.requireNonNull(page.maxVersion());
      List<ListedConsignment> orders =
          page.items().stream().filter(ListedConsignment::isOrder).toList();
      isOvertaken =
          database.inTransaction(
              tx -> {
                guard.require(tx);
                OptionalLong change = store.advance(tx, begun, highest, settled(page.items()));
                change.ifPresent(number -> SaveListed.in(tx, orders, number, highest, false));
                return change.isEmpty();
              });
      rows += page.items().size();
      return highest;
    }

    /// The highest version of those that changed long ago; zero when none did.
    private long settled(List<ListedConsignment> listed) {
      Instant old = clock.instant().minus(OLD);
      return listed.stream()
          .filter(row -> isBefore(row.updatedAt(), old))
          .mapToLong(row -> Objects.requireNonNullElse(row.version(), 0L))
          .max()
          .orElse(0);
    }

    private static boolean isBefore(@Nullable Instant moment, Instant old) {
      return moment != null && moment.isBefore(old);
    }
  }
}
