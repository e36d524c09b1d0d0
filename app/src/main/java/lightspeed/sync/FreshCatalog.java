package lightspeed.sync;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import lightspeed.catalog.CatalogList;
import lightspeed.catalog.CatalogLooks;
import lightspeed.catalog.CatalogStore;
import lightspeed.db.Database;
import lightspeed.job.JobQueue;
import lightspeed.xseries.CallBudget.Urgency;
import lightspeed.xseries.Caller;
import lightspeed.xseries.XSeriesClient;
import lightspeed.xseries.XSeriesException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps the mirror as fresh as its readers need it: the poll asks for what changed, and an order
/// asks before it is sent when nobody asked within the last minute. Orders that wait share one
/// look; how old the last look is, by whatever process, the database's clock tells.
///
/// **Threads:** safe.
public final class FreshCatalog {
  /// How old the last look at the products may be when an order is sent.
  public static final Duration BEFORE_SENDING = Duration.ofMinutes(1);

  /// A poll leaves the products alone when an order has asked for them so short a time ago: while
  /// orders are sent, poll and orders together ask little more than once a minute.
  static final Duration BETWEEN_LOOKS = Duration.ofSeconds(30);

  /// How often suppliers and outlets are asked for.
  static final Duration PARTNERS = Duration.ofMinutes(15);

  private static final Logger LOG = LoggerFactory.getLogger(FreshCatalog.class);

  private final Database database;
  private final PullCatalog pull;
  private final CatalogLooks looks = new CatalogLooks();
  private final AtomicReference<@Nullable CompletableFuture<Trust>> interactive =
      new AtomicReference<>();
  private final AtomicReference<@Nullable CompletableFuture<Trust>> background =
      new AtomicReference<>();

  public FreshCatalog(Database database, PullCatalog pull) {
    this.database = database;
    this.pull = pull;
  }

  /// A mirror of its own for one handler; looks are shared within it.
  static FreshCatalog of(SyncParts parts, JobQueue queue) {
    return of(parts.database(), parts.client(), queue);
  }

  /// As [#of(SyncParts, JobQueue)].
  public static FreshCatalog of(Database database, XSeriesClient client, JobQueue queue) {
    return new FreshCatalog(database, new PullCatalog(database, new CatalogStore(), client, queue));
  }

  /// How far the mirror can be trusted.
  public enum Trust {
    /// It was read to its end a moment ago.
    FRESH,
    /// It was never read to its end, or cannot be read: what an order needs is asked by SKU.
    NONE
  }

  /// How long ago the last look at the products began, by whatever process; empty when there was
  /// none.
  public Optional<Duration> age() {
    return database.read(handle -> looks.age(handle, CatalogList.PRODUCTS));
  }

  /// The reads that [#ensure] would make now, for a plan; one more when something changed.
  public List<PlannedCall> planned(Duration maxAge) {
    boolean isRead = age().filter(age -> age.compareTo(maxAge) > 0).isPresent();
    return isRead
        ? List.of(new PlannedCall("GET", "/products", "changed products since the last look"))
        : List.of();
  }

  /// Makes sure that the products were asked for within `maxAge`, at the caller's urgency. A mirror
  /// that was never read to its end is left to the poll and to `catalog:pull`: an order does not
  /// wait for the whole catalogue.
  ///
  /// @throws XSeriesException when Lightspeed cannot be asked now
  public Trust ensure(Caller caller, Duration maxAge) throws InterruptedException {
    while (true) {
      Optional<Duration> age = age();
      if (age.isEmpty()) {
        return Trust.NONE;
      }
      if (age.get().compareTo(maxAge) <= 0) {
        return Trust.FRESH;
      }
      CompletableFuture<Trust> mine = new CompletableFuture<>();
      Optional<CompletableFuture<Trust>> joined = join(caller.urgency(), mine);
      if (joined.isEmpty()) {
        return fly(caller, mine);
      }
      Optional<Trust> landed = landed(joined.get());
      if (landed.isPresent()) {
        return landed.get();
      }
    }
  }

  /// The look under way that is urgent enough; empty when `mine` is under way now.
  private Optional<CompletableFuture<Trust>> join(Urgency urgency, CompletableFuture<Trust> mine) {
    CompletableFuture<Trust> urgent = interactive.get();
    if (urgent != null) {
      return Optional.of(urgent);
    }
    return Optional.ofNullable(slot(urgency).compareAndExchange(null, mine));
  }

  private AtomicReference<@Nullable CompletableFuture<Trust>> slot(Urgency urgency) {
    return urgency == Urgency.INTERACTIVE ? interactive : background;
  }

  private Trust fly(Caller caller, CompletableFuture<Trust> mine) throws InterruptedException {
    try {
      Trust trust = look(caller);
      mine.complete(trust);
      return trust;
    } catch (XSeriesException failure) {
      mine.completeExceptionally(failure);
      throw failure;
    } finally {
      slot(caller.urgency()).compareAndSet(mine, null);
      // Whatever stopped this one says nothing about the others: they look themselves.
      mine.cancel(false);
    }
  }

  private static Optional<Trust> landed(CompletableFuture<Trust> flight)
      throws InterruptedException {
    try {
      return Optional.of(flight.get());
    } catch (ExecutionException failure) {
      if (failure.getCause() instanceof XSeriesException cause) {
        throw cause;
      }
      return Optional.empty();
    } catch (CancellationException stopped) {
      return Optional.empty();
    }
  }

  private Trust look(Caller caller) throws InterruptedException {
    try {
      var _ = pull.pullChanged(caller, CatalogList.PRODUCTS);
      return Trust.FRESH;
    } catch (XSeriesException.Rejected | XSeriesException.Unreadable lasting) {
      failed(CatalogList.PRODUCTS, lasting);
      return Trust.NONE;
    }
  }

  /// For the poll: asks for products that changed, and every 15 minutes for suppliers and outlets.
  /// A list that is refused or cannot be read is noted and stops nothing.
  ///
  /// @throws XSeriesException when Lightspeed cannot be asked now
  public void pullChanged(Caller caller) throws InterruptedException {
    for (CatalogList list : CatalogList.values()) {
      Duration often = list == CatalogList.PRODUCTS ? BETWEEN_LOOKS : PARTNERS;
      boolean isDue =
          database
              .read(handle -> looks.age(handle, list))
              .filter(age -> age.compareTo(often) < 0)
              .isEmpty();
      if (isDue) {
        try {
          var _ = pull.pullChanged(caller, list);
        } catch (XSeriesException.Rejected | XSeriesException.Unreadable lasting) {
          failed(list, lasting);
        }
      }
    }
  }

  private void failed(CatalogList list, XSeriesException failure) {
    String reason = String.valueOf(failure.getMessage());
    boolean isNew = database.inTransaction(tx -> looks.failed(tx, list, reason));
    if (isNew) {
      LOG.warn("list={} cannot be read: {}", list.cursor(), reason);
    }
  }
}
