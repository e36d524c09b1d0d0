package lightspeed.sync;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import lightspeed.db.Database;
import lightspeed.purchaseorder.PurchaseOrder;
import lightspeed.purchaseorder.PurchaseOrderStore;
import lightspeed.xseries.Consignment;
import lightspeed.xseries.ConsignmentDraft;
import lightspeed.xseries.ConsignmentId;
import lightspeed.xseries.XSeriesClient;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// Step 1: the order has exactly one consignment in Lightspeed, and we know its id.
///
/// Every unanswered request of the order has its settle time first. An earlier look could only find
/// its effect sooner, and would have to be repeated when it found nothing.
///
/// - The id is known: read the header.
/// - A create is of unknown outcome: look for our reference among the consignments made since.
///   Found: adopt it. Not found: it never happened.
/// - Otherwise: create, and save the id in the transaction that ends the journal row.
final class ConsignmentStep {
  private final Database database;
  private final SyncJournal journal;
  private final PurchaseOrderStore orders;
  private final VersionCursor cursor;
  private final XSeriesClient client;
  private final RemoteWrites writes;
  private final Settling settling;

  ConsignmentStep(SyncParts parts) {
    this.database = parts.database();
    this.journal = parts.journal();
    this.orders = parts.orders();
    this.cursor = parts.cursor();
    this.client = parts.client();
    this.writes = parts.writes();
    this.settling = parts.settling();
  }

  Consignment ensure(Run run, ResolvedOrder resolved) throws InterruptedException {
    List<JournalEntry> unanswered = writes.takeUnknown(run);
    settling.require(unanswered, "reading back");
    String known = resolved.order().lightspeedConsignmentId();
    if (known != null) {
      ConsignmentId id = new ConsignmentId(known);
      return UnexpectedAnswer.requireSame(id, client.consignment(run.caller(), id));
    }
    List<JournalEntry> unknown =
        unanswered.stream()
            .filter(entry -> entry.operation() == Operation.CREATE_CONSIGNMENT)
            .toList();
    if (!unknown.isEmpty()) {
      Optional<Consignment> found = findCreated(run, resolved, unknown);
      if (found.isPresent()) {
        adopt(run, found.get(), unknown);
        return found.get();
      }
      giveUp(run, unknown);
    }
    return create(run, resolved);
  }

  private Optional<Consignment> findCreated(
      Run run, ResolvedOrder resolved, List<JournalEntry> unknown) throws InterruptedException {
    long after = Intent.earliestVersion(unknown.stream().map(JournalEntry::intent).toList());
    return new OurConsignments(client, resolved.outletId(), resolved.order().publicId())
        .firstAfter(run.caller(), after);
  }

  private void adopt(Run run, Consignment found, List<JournalEntry> unknown) {
    database.useTransaction(
        tx -> {
          run.job().requireClaim(tx);
          save(tx, run, found);
          for (JournalEntry entry : unknown) {
            journal.completeAfterDoubt(tx, entry.id());
          }
        });
  }

  private void giveUp(Run run, List<JournalEntry> unknown) {
    database.useTransaction(
        tx -> {
          run.job().requireClaim(tx);
          for (JournalEntry entry : unknown) {
            journal.fail(tx, entry.id(), "Not in Lightspeed after the settle time.");
          }
        });
  }

  private Consignment create(Run run, ResolvedOrder resolved) throws InterruptedException {
    run.stopIfCancelled();
    long after = database.read(cursor::current);
    ConsignmentDraft draft = draft(resolved);
    return writes.perform(
        run,
        Operation.CREATE_CONSIGNMENT,
        Intent.toCreate(after),
        caller -> requireAsSent(draft, client.createConsignment(caller, draft)),
        (tx, made) -> save(tx, run, made));
  }

  /// Writing on would write into another order's consignment, and creating again might double ours:
  /// a person looks first. The next run then looks for our reference.
  private static Consignment requireAsSent(ConsignmentDraft draft, Consignment made) {
    if (Objects.equals(made.reference(), draft.reference())
        && made.type().equals(draft.type())
        && made.outletId().equals(draft.outletId())) {
      return made;
    }
    throw new SyncRefused(
        "Lightspeed was asked to create a "
            + words(draft.type(), draft.reference(), draft.outletId())
            + " and answered with consignment "
            + made.id()
            + ", a "
            + words(made.type(), made.reference(), made.outletId())
            + ". Look at that consignment in Lightspeed, then run sync:retry: it takes the one with"
            + " our reference if there is one, and creates it otherwise.");
  }

  private static String words(String type, @Nullable String reference, String outlet) {
    return type + " consignment with reference " + reference + " for outlet " + outlet;
  }

  private void save(Handle tx, Run run, Consignment consignment) {
    Long version = consignment.version();
    orders.saveConsignment(
        tx,
        run.order(),
        consignment.id().value(),
        consignment.status(),
        version == null ? 0 : version);
  }

  private static ConsignmentDraft draft(ResolvedOrder resolved) {
    PurchaseOrder order = resolved.order();
    String notes = order.notes();
    String name = notes == null || notes.isBlank() ? order.publicId() : notes;
    return ConsignmentDraft.openOrder(resolved.outletId(), resolved.supplierId(), name)
        .withReference(order.publicId())
        .withSupplierInvoice(order.supplierInvoice())
        .withDueAt(order.dueAt());
  }
}
