package lightspeed.world;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import lightspeed.db.TestDatabase;
import lightspeed.purchaseorder.PurchaseOrder;
import org.jspecify.annotations.Nullable;
import xseries.emulator.Emulator;
import xseries.emulator.consignment.Status;

/// A copy of the database with a process of its own and the same token: a test system that somebody
/// forgot to disconnect. It has the same key as the first one, or another.
final class WorldCopies implements AutoCloseable {
  private static final int OUR_KEY = 1;
  private static final int OTHER_KEY = 2;

  private final TestDatabase database = TestDatabase.migrated();
  private final WorldConnections connections;
  private final List<String> violations = new ArrayList<>();
  private @Nullable Copy copy;

  /// @param newest the last thing that the original had written
  private record Copy(WorldProcess process, WorldStore store, boolean hasOurKey, long newest) {}

  WorldCopies(WorldBreakage breakage) {
    this.connections = new WorldConnections(database.dataSource(), breakage);
  }

  boolean isThere() {
    return copy != null;
  }

  void make(Snapshot original, WorldStore store, boolean hasOurKey, long seed) {
    original.copyTo(database);
    WorldProcess process =
        new WorldProcess(connections.seen(), store.emulator, hasOurKey ? OUR_KEY : OTHER_KEY, seed);
    copy = new Copy(process, store, hasOurKey, process.newestWrite());
  }

  /// Where it sends.
  @Nullable WorldStore store() {
    return copy == null ? null : copy.store();
  }

  /// It sends what it has, alone or while the first one works.
  ///
  /// @param first the first one's work; null: it rests
  /// @param isCalm whether no call is broken in this seed
  void work(
      WorldProcess ours,
      List<String> numbers,
      People people,
      @Nullable Callable<Void> first,
      boolean isCalm)
      throws InterruptedException {
    Copy at = copy;
    if (at == null) {
      return;
    }
    Set<String> before = ids(at.store());
    List<String> taken =
        numbers.stream().filter(number -> !standing(at.store(), number).isEmpty()).toList();
    long writes = at.store().writes();
    at.process().bringForward();
    if (first == null) {
      at.process().work();
    } else {
      bothWork(at.process(), first);
    }
    if (!at.hasOurKey()) {
      if (first == null && at.store().writes() != writes) {
        violations.add("8: a copy with another key wrote to Lightspeed");
      }
      return;
    }
    for (String number : numbers) {
      List<String> made = new ArrayList<>(standing(at.store(), number));
      made.removeAll(before);
      if (first == null && isCalm && taken.contains(number) && !made.isEmpty()) {
        violations.add("1: a copy with our key doubled " + number + " although it could see it");
      }
      // What stands there beside the first one's is somebody else's, and must be told.
      made.stream().filter(id -> !Optional.of(id).equals(own(ours, number))).forEach(people::made);
    }
  }

  private static void bothWork(WorldProcess copy, Callable<Void> first)
      throws InterruptedException {
    try (ExecutorService other = Executors.newSingleThreadExecutor()) {
      Future<?> working =
          other.submit(
              () -> {
                copy.work();
                return null;
              });
      first.call();
      working.get();
    } catch (InterruptedException stop) {
      throw stop;
    } catch (ExecutionException failed) {
      throw new IllegalStateException(failed.getCause());
    } catch (Exception failed) {
      throw new IllegalStateException(failed);
    }
  }

  private static Optional<String> own(WorldProcess process, String number) {
    return process
        .orderService
        .find(number)
        .map(PurchaseOrder::lightspeedConsignmentId)
        .flatMap(Optional::ofNullable);
  }

  private static Set<String> ids(WorldStore store) {
    Set<String> ids = new HashSet<>();
    store.emulator.consignments().forEach(one -> ids.add(one.consignment().id()));
    return ids;
  }

  private static List<String> standing(WorldStore store, String number) {
    return store.emulator.consignments(number).stream()
        .map(Emulator.Snapshot::consignment)
        .filter(one -> !one.isDeleted() && one.status() != Status.CANCELLED)
        .map(one -> one.id())
        .toList();
  }

  /// What a copy did and must not; forgets it.
  List<String> takeViolations() {
    List<String> all = List.copyOf(violations);
    violations.clear();
    return all;
  }

  /// Somebody switches it off. What it added to a consignment that the first one was filling is
  /// nobody's but its own.
  void forget(People people) {
    Copy at = copy;
    if (at != null) {
      at.process().additionsSince(at.newest()).forEach(people::added);
      at.process().close();
      copy = null;
    }
  }

  @Override
  public void close() {
    forget(new People());
    database.close();
  }
}
