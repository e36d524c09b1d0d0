package lightspeed.changes;

import java.util.List;
import lightspeed.catalog.SkuMappings;
import lightspeed.db.Database;
import lightspeed.drift.ConsignmentLinks;
import lightspeed.drift.ConsignmentLinks.Second;
import lightspeed.job.JobQueue;
import lightspeed.purchaseorder.FormerStore;
import lightspeed.purchaseorder.OrderState;
import lightspeed.purchaseorder.PurchaseOrder;
import lightspeed.purchaseorder.PurchaseOrderId;
import lightspeed.purchaseorder.PurchaseOrderStore;
import lightspeed.register.Changes;
import lightspeed.register.Register;
import lightspeed.register.RegisteredConsignment;
import lightspeed.sync.AnothersConsignment;
import lightspeed.sync.MadeHere;
import lightspeed.sync.RefreshJob;
import lightspeed.xseries.ConsignmentId;
import org.jdbi.v3.core.Handle;

/// Compares orders with what changed in the register, without a call: their consignments, and
/// others that have their numbers. Works in steps of a few hundred rows; after a crash it begins
/// again, and the jobs coalesce.
final class CompareRegister {
  private static final int STEP = 500;

  private final Database database;
  private final PurchaseOrderStore orders;
  private final Register register;
  private final JobQueue queue;
  private final ConsignmentLinks links = new ConsignmentLinks();
  private final SkuMappings mappings = new SkuMappings();

  CompareRegister(ChangesParts parts) {
    this.database = parts.database();
    this.orders = parts.orders();
    this.register = parts.register();
    this.queue = parts.queue();
  }

  /// An order and a changed consignment that is its own, or has its number.
  ///
  /// @param isBack the order is one of a store that was left, and its consignment is seen again
  private record Pair(
      PurchaseOrderId order, ConsignmentId consignment, long version, boolean isBack) {}

  /// The number of an order of another store says nothing in this one.
  private static final String PAIRS =
      """
      SELECT o.id AS order_id, r.consignment_id, r.version, o.former_store IS NOT NULL AS is_back
      FROM lightspeed_references r
      JOIN vend_consignments o
        ON o.lightspeed_consignment_id = r.consignment_id
      WHERE r.change_number > :after
        AND r.change_number <= :upTo
        AND r.version > :version
        AND o.deleted_at IS NULL
      UNION
      SELECT o.id AS order_id, r.consignment_id, r.version, FALSE AS is_back
      FROM lightspeed_references r
      JOIN vend_consignments o
        ON o.folded_public_id = r.folded_reference
      WHERE r.change_number > :after
        AND r.change_number <= :upTo
        AND r.version > :version
        AND o.deleted_at IS NULL
        AND o.former_store IS NULL
      ORDER BY version, order_id
      LIMIT :step
      """;

  /// Compares with everything that changed since the last time, and has those looked at again that
  /// are one too many.
  ///
  /// @param guard makes each step conditional
  /// @throws lightspeed.job.LeaseLost when the guard is a job's claim that is not held any more
  void compare(Register.Guard guard) {
    compareChanges(guard);
    database.useTransaction(
        tx -> {
          guard.require(tx);
          for (Second one : links.unsettled(tx, JudgeSecond.KEY)) {
            JudgeSecond.enqueue(tx, queue, one.order(), one.consignment());
          }
        });
    queue.signal();
  }

  private void compareChanges(Register.Guard guard) {
    Changes changes = database.read(register::uncompared);
    if (changes.isNone()) {
      return;
    }
    long version = -1;
    List<Pair> step;
    do {
      long from = version;
      step = database.read(handle -> pairs(handle, changes, from));
      List<Pair> now = step;
      database.useTransaction(
          tx -> {
            guard.require(tx);
            now.forEach(pair -> compare(tx, pair));
          });
      // Pairs of one version stay together, because the next step begins after it.
      version = step.isEmpty() ? version : step.getLast().version() - (step.size() < STEP ? 0 : 1);
    } while (step.size() == STEP);
    database.useTransaction(
        tx -> {
          guard.require(tx);
          register.compared(tx, changes);
        });
  }

  private static List<Pair> pairs(Handle handle, Changes changes, long version) {
    return handle
        .createQuery(PAIRS)
        .bind("after", changes.after())
        .bind("upTo", changes.upTo())
        .bind("version", version)
        .bind("step", STEP)
        .map(
            (row, _) ->
                new Pair(
                    new PurchaseOrderId(row.getString("order_id")),
                    new ConsignmentId(row.getString("consignment_id")),
                    row.getLong("version"),
                    row.getBoolean("is_back")))
        .list();
  }

  private void compare(Handle tx, Pair pair) {
    PurchaseOrder order = orders.find(tx, pair.order()).orElse(null);
    RegisteredConsignment seen = register.find(tx, pair.consignment()).orElse(null);
    if (order == null || seen == null) {
      return;
    }
    String own = order.lightspeedConsignmentId();
    if (seen.id().value().equals(own)) {
      if (pair.isBack()) {
        FormerStore.cameBack(tx, order.id());
        mappings.comeBack(tx, order.id().value());
        if (MadeHere.is(tx, order)) {
          register.markOurs(tx, seen.id());
        }
        register.compareAgain(tx, order.publicId(), seen.id()); // They said nothing until now.
      }
      if (pair.isBack() || NewsOfOrder.isNews(order, seen)) {
        RefreshJob.enqueue(tx, queue, seen.id());
      }
    } else if (AnothersConsignment.is(tx, order.id(), seen.id())) {
      if (isKnown(tx, order, seen)) {
        JudgeSecond.enqueue(tx, queue, order.id(), seen.id()); // Judged before it was known whose.
      }
    } else if (own != null && isKnown(tx, order, seen)) {
      RefreshJob.enqueue(tx, queue, new ConsignmentId(own));
    } else if (isJudged(order) && (isLive(seen) || isKnown(tx, order, seen))) {
      JudgeSecond.enqueue(tx, queue, order.id(), seen.id());
    }
  }

  /// What has the number of an order and was not judged yet: neither a part of it nor one too many,
  /// as far as is known.
  List<ConsignmentId> unjudged(Handle handle, PurchaseOrder order) {
    return isJudged(order)
        ? register.standingUnder(handle, order.publicId()).stream()
            .filter(seen -> !seen.id().value().equals(order.lightspeedConsignmentId()))
            .filter(seen -> !isKnown(handle, order, seen))
            .filter(seen -> !AnothersConsignment.is(handle, order.id(), seen.id()))
            .map(RegisteredConsignment::id)
            .toList()
        : List.of();
  }

  private static boolean isLive(RegisteredConsignment seen) {
    return !seen.isGone() && !seen.isCancelled();
  }

  private boolean isKnown(Handle tx, PurchaseOrder order, RegisteredConsignment seen) {
    return links.roleOf(tx, order.id(), seen.id()).isPresent();
  }

  /// What stands under the number of an order that is yet to be sent is judged when it is sent.
  private static boolean isJudged(PurchaseOrder order) {
    return order.hasConsignment() || order.state() == OrderState.CANCELLED;
  }
}
