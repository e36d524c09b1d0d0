package lightspeed.sync;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import lightspeed.catalog.OutletZones;
import lightspeed.db.Database;
import lightspeed.purchaseorder.DueDates;
import lightspeed.purchaseorder.PurchaseOrder;
import lightspeed.purchaseorder.PurchaseOrderStore;
import lightspeed.register.Need;
import lightspeed.register.Register;
import lightspeed.register.RegisteredConsignment;
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
/// - Otherwise the list is walked, unless a walk that counts has just ended, and [JudgeReference]
/// tells what stands under the order's number. Exactly the order, or the empty consignment that a
/// lost create of ours left: go on with it. Anything else: a person decides.
/// - Nothing: create, and save the id in the transaction that ends the journal row. The transaction
/// that announces the create checks again that the walk counts and that the number is free.
final class ConsignmentStep {
  /// A walk may have become too old while the create waited for its call.
  private static final int MOST_WALKS = 3;

  private final Database database;
  private final SyncJournal journal;
  private final JournalHistory history = new JournalHistory();
  private final PurchaseOrderStore orders;
  private final Register register;
  private final XSeriesClient client;
  private final RemoteWrites writes;
  private final Settling settling;
  private final JudgeReference judgeReference;
  private final FindGone findGone;

  ConsignmentStep(SyncParts parts) {
    this.database = parts.database();
    this.journal = parts.journal();
    this.orders = parts.orders();
    this.register = parts.register();
    this.client = parts.client();
    this.writes = parts.writes();
    this.settling = parts.settling();
    this.findGone = new FindGone(parts);
    this.judgeReference = new JudgeReference(parts, findGone);
  }

  /// The order's consignment.
  ///
  /// @param areLinesEqual whether its lines were read just now and are exactly the order's
  record Ensured(Consignment header, boolean areLinesEqual) {}

  Ensured ensure(Run run, ResolvedOrder resolved) throws InterruptedException {
    List<JournalEntry> unanswered = writes.takeUnknown(run);
    settling.require(unanswered, "reading back");
    String known = resolved.order().lightspeedConsignmentId();
    if (known != null) {
      Consignment header =
          findGone
              .read(run.caller(), new ConsignmentId(known))
              .orElseThrow(
                  () -> new SyncRefused(deleted(resolved.order(), known, !unanswered.isEmpty())));
      return new Ensured(header, false);
    }
    List<JournalEntry> unknown =
        unanswered.stream()
            .filter(entry -> entry.operation() == Operation.CREATE_CONSIGNMENT)
            .toList();
    ConsignmentDraft draft = draft(resolved, zone(database, resolved));
    Need need = need(run, !unknown.isEmpty());
    for (int walk = 1; ; walk++) {
      register.ensure(run.caller(), need);
      List<RegisteredConsignment> registered = judgeReference.known(resolved.order());
      switch (judgeReference.check((_, _) -> run.caller(), registered, resolved, draft)) {
        case JudgeReference.Result.Empty(Consignment header) -> {
          adopt(run, resolved, header, unknown, false);
          return new Ensured(header, false);
        }
        case JudgeReference.Result.Equal(Consignment header) -> {
          adopt(run, resolved, header, unknown, true);
          return new Ensured(header, true);
        }
        case JudgeReference.Result.Taken taken ->
            throw stopped(run, taken.sentence(resolved.order().publicId()));
        case JudgeReference.Result.Free free -> {
          giveUp(run, unknown);
          unknown = List.of();
          try {
            return new Ensured(create(run, resolved, draft, need, free), false);
          } catch (NotAnnounced tooOld) {
            if (walk == MOST_WALKS) {
              throw new WaitFor(tooOld.pause(), String.valueOf(tooOld.getMessage()));
            }
          }
        }
      }
    }
  }

  /// What is to be done about an order whose consignment was deleted, for people.
  static String deleted(PurchaseOrder order, String id, boolean isInDoubt) {
    return "Consignment %s of this order was deleted in Lightspeed. To order it again, make it a draft:"
            .formatted(id)
        + (isInDoubt ? " lightspeed-cli po:cancel %s, then".formatted(order.publicId()) : "")
        + " lightspeed-cli po:reopen %1$s, then po:approve %1$s. If it is not wanted:"
            .formatted(order.publicId())
        + " lightspeed-cli po:cancel "
        + order.publicId();
  }

  private SyncRefused stopped(Run run, String words) {
    database.useTransaction(
        tx -> {
          run.job().requireClaim(tx);
          journal.noteFailure(
              tx, run.order(), run.job().id().value(), Operation.CHECK_REFERENCE, words);
        });
    return new SyncRefused(words);
  }

  /// The first attempt of an order goes by a walk that ended lately; every later one by a walk that
  /// begins now.
  private Need need(Run run, boolean isInDoubt) {
    boolean isFirst =
        !isInDoubt
            && run.job().attempt() == 1
            && database.read(handle -> !history.hasAnnouncedCreate(handle, run.order()));
    return isFirst ? Need.recent() : register.fromNowOn();
  }

  private void adopt(
      Run run,
      ResolvedOrder resolved,
      Consignment found,
      List<JournalEntry> unknown,
      boolean isEqual) {
    long remembered = Intent.earliestVersion(unknown.stream().map(JournalEntry::intent).toList());
    Long version = found.version();
    boolean isLostCreate =
        !unknown.isEmpty() && !isEqual && (version == null || version > remembered);
    database.useTransaction(
        tx -> {
          run.job().requireClaim(tx);
          save(tx, resolved.order(), found);
          for (JournalEntry entry : unknown) {
            if (isLostCreate) {
              journal.completeAfterDoubt(tx, entry.id());
            } else {
              journal.fail(tx, entry.id(), NOT_THERE);
            }
          }
          if (!isLostCreate) {
            journal.note(
                tx,
                run.order(),
                run.job().id().value(),
                Operation.LINK_CONSIGNMENT,
                new Linked(found.id().value(), found.status(), isEqual));
          }
        });
  }

  private static final String NOT_THERE = "Not in Lightspeed after the settle time.";

  private void giveUp(Run run, List<JournalEntry> unknown) {
    if (unknown.isEmpty()) {
      return;
    }
    database.useTransaction(
        tx -> {
          run.job().requireClaim(tx);
          for (JournalEntry entry : unknown) {
            journal.fail(tx, entry.id(), NOT_THERE);
          }
        });
  }

  private Consignment create(
      Run run,
      ResolvedOrder resolved,
      ConsignmentDraft draft,
      Need need,
      JudgeReference.Result.Free free)
      throws InterruptedException {
    run.stopIfCancelled();
    long after = database.read(register::state).position();
    Consignment created =
        writes.perform(
            run,
            Operation.CREATE_CONSIGNMENT,
            Intent.toCreate(after),
            tx -> requireFree(tx, resolved.order(), need, free),
            caller -> requireAsSent(draft, client.createConsignment(caller, draft)),
            (tx, made) -> {
              save(tx, resolved.order(), made);
              register.noteMade(tx, made);
            });
    run.continuity().created();
    return created;
  }

  /// Checked in the transaction that announces, after the call was granted.
  private void requireFree(
      Handle tx, PurchaseOrder order, Need need, JudgeReference.Result.Free free) {
    boolean isStillFree =
        register.withReference(tx, order.publicId()).stream()
            .allMatch(one -> one.isGone() || free.judged().contains(one.id()));
    if (!isStillFree || !register.isFresh(tx, need)) {
      throw new NotAnnounced("waits for a look at which order numbers are taken");
    }
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

  /// What else has the number may have been compared with the order while it had none of its own.
  private void save(Handle tx, PurchaseOrder order, Consignment consignment) {
    Long version = consignment.version();
    orders.saveConsignment(
        tx,
        order.id(),
        consignment.id().value(),
        consignment.status(),
        version == null ? 0 : version);
    register.compareAgain(tx, order.publicId(), consignment.id());
  }

  /// The header that a create of this order announces.
  ///
  /// @param outlet the zone of its outlet, see [#zone]
  static ConsignmentDraft draft(ResolvedOrder resolved, ZoneId outlet) {
    PurchaseOrder order = resolved.order();
    String notes = order.notes();
    String name = notes == null || notes.isBlank() ? order.publicId() : notes;
    return ConsignmentDraft.openOrder(resolved.outletId(), resolved.supplierId(), name)
        .withReference(order.publicId())
        .withSupplierInvoice(order.supplierInvoice())
        .withDueAt(DueDates.momentOf(order.dueAt(), null, outlet));
  }

  /// In which zone the order's due date is a day; looked up only when it has one.
  static ZoneId zone(Database database, ResolvedOrder resolved) {
    return resolved.order().dueAt() == null
        ? ZoneOffset.UTC
        : database.read(tx -> OutletZones.of(tx, resolved.outletId()));
  }

  /// Details of a LINK_CONSIGNMENT row.
  record Linked(String consignmentId, String status, boolean isEqual) {}
}
