package lightspeed.sync;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import lightspeed.db.Database;
import lightspeed.purchaseorder.PurchaseOrder;
import lightspeed.purchaseorder.PurchaseOrderId;
import lightspeed.register.Register;
import lightspeed.register.RegisteredConsignment;
import lightspeed.sync.JournalHistory.History;
import lightspeed.xseries.Caller;
import lightspeed.xseries.Consignment;
import lightspeed.xseries.ConsignmentDraft;
import lightspeed.xseries.ConsignmentId;
import lightspeed.xseries.ConsignmentProduct;
import lightspeed.xseries.XSeriesClient;
import org.jspecify.annotations.Nullable;

/// Whether the number of an order is free in the store, as of a walk that has just come to its end.
/// Every consignment that has the number is read, because what the register remembers of it is no
/// evidence of how it is now.
///
/// **Threads:** safe.
final class JudgeReference {
  private final Database database;
  private final Register register;
  private final XSeriesClient client;
  private final JournalHistory history = new JournalHistory();
  private final FindGone findGone;

  JudgeReference(SyncParts parts) {
    this(parts, new FindGone(parts));
  }

  JudgeReference(SyncParts parts, FindGone findGone) {
    this.database = parts.database();
    this.register = parts.register();
    this.client = parts.client();
    this.findGone = findGone;
  }

  /// What stands under the number.
  sealed interface Result {
    /// Nothing that counts.
    ///
    /// @param judged the consignments that have the number and were found not to count
    record Free(Set<ConsignmentId> judged) implements Result {
      public Free {
        judged = Set.copyOf(judged);
      }
    }

    /// Exactly what a create of this order would make: OPEN, without lines.
    record Empty(Consignment header) implements Result {}

    /// Exactly the order: supplier, outlet and every line.
    record Equal(Consignment header) implements Result {}

    /// Something else; a person decides.
    ///
    /// @param why what makes it something else, a clause about the consignment
    /// @param mayBeIt the one that a person may take over as this order; null: none
    /// @param isExact whether that one has exactly the order's supplier, outlet and lines
    record Taken(List<Consignment> by, String why, @Nullable Consignment mayBeIt, boolean isExact)
        implements Result {

      public Taken {
        by = List.copyOf(by);
      }

      static Taken byOthers(List<Consignment> by) {
        return by(by, "which is not this order line by line");
      }

      static Taken by(List<Consignment> by, String why) {
        return new Taken(
            by,
            why,
            by.stream()
                .filter(one -> !one.status().equals(Consignment.CANCELLED))
                .findFirst()
                .orElse(null),
            false);
      }

      /// It is the consignment of another order here.
      static Taken byOrder(String other, Consignment its) {
        return new Taken(List.of(its), "which belongs to order " + other, null, false);
      }

      /// Whoever numbers orders anew each year orders the same goods under an old number.
      static Taken before(Consignment received) {
        Instant at = received.receivedAt();
        return new Taken(
            List.of(received),
            "which has exactly its lines but was received "
                + (at == null ? "" : "on " + at.truncatedTo(ChronoUnit.SECONDS) + ", ")
                + "before this order was written",
            received,
            true);
      }

      /// What to tell that person.
      String sentence(String publicId) {
        String ids =
            by.stream()
                .map(one -> one.id() + " (" + one.status() + ")")
                .collect(Collectors.joining(", "));
        String taken =
            "The number "
                + publicId
                + " is taken in Lightspeed by consignment "
                + ids
                + ", "
                + why
                + "; nothing was sent. ";
        String beside =
            "send this one beside it: lightspeed-cli sync:diff "
                + publicId
                + " --send-beside; or cancel it (po:cancel) and import it under another number.";
        return taken
            + (mayBeIt == null
                ? "Look at it, then " + beside
                : "If it is this order, take it over: lightspeed-cli po:adopt "
                    + publicId
                    + " --consignment="
                    + mayBeIt.id()
                    + ". If it is another one, "
                    + beside);
      }
    }
  }

  /// The consignments that the register knows to have, or to have had, the number of the order.
  List<RegisteredConsignment> known(PurchaseOrder order) {
    return database.read(handle -> register.withReference(handle, order.publicId()));
  }

  /// Reads what stands under the number of the order.
  ///
  /// @param known the consignments that have the number, or had it
  /// @param draft the header that a create would announce
  Result check(
      Asking asking,
      List<RegisteredConsignment> known,
      ResolvedOrder resolved,
      ConsignmentDraft draft)
      throws InterruptedException {
    List<Consignment> standing = standing(asking, resolved.order().id(), known);
    if (standing.isEmpty()) {
      return new Result.Free(
          known.stream().map(RegisteredConsignment::id).collect(Collectors.toSet()));
    }
    for (Consignment one : standing) {
      Optional<String> other =
          database.read(tx -> AnothersConsignment.owner(tx, resolved.order().id(), one.id()));
      if (other.isPresent()) {
        return Result.Taken.byOrder(other.get(), one);
      }
    }
    Consignment header = standing.getFirst();
    if (standing.size() > 1) {
      return areLostCreates(asking, standing, resolved, draft)
          ? new Result.Empty(header)
          : Result.Taken.byOthers(standing);
    }
    if (header.status().equals(Consignment.CANCELLED)) {
      return Result.Taken.byOthers(standing);
    }
    List<ConsignmentProduct> lines = lines(asking, header.id());
    if (lines.isEmpty() && isAsAnnounced(header, draft)) {
      return new Result.Empty(header);
    }
    if (!isEqual(header, lines, resolved)) {
      return Result.Taken.byOthers(standing);
    }
    List<AnotherSku> others = database.read(tx -> AnotherSku.among(tx, resolved, lines));
    if (!others.isEmpty()) {
      return Result.Taken.by(
          standing, "which has this order's products, but " + AnotherSku.words(others));
    }
    return wasReceivedBefore(header, resolved.order())
        ? Result.Taken.before(header)
        : new Result.Equal(header);
  }

  /// A restored order is older than its receipt; one that is older than the order cannot be its
  /// own, unless another program had sent it, which only a person knows.
  private static boolean wasReceivedBefore(Consignment header, PurchaseOrder order) {
    Instant at = Objects.requireNonNullElse(header.receivedAt(), Instant.MIN);
    return header.status().equals(Consignment.RECEIVED) && at.isBefore(order.createdAt());
  }

  /// Whether our own creates of unknown outcome explain all of them: then the first is gone on
  /// with, and a later look deletes the others.
  private boolean areLostCreates(
      Asking asking, List<Consignment> standing, ResolvedOrder resolved, ConsignmentDraft draft)
      throws InterruptedException {
    PurchaseOrderId order = resolved.order().id();
    int lost =
        database.read(
            handle ->
                history
                    .intents(handle, order, Operation.CREATE_CONSIGNMENT, History.ONCE_UNKNOWN)
                    .size());
    if (standing.size() > lost) {
      return false;
    }
    for (Consignment one : standing) {
      if (!isAsAnnounced(one, draft) || !lines(asking, one.id()).isEmpty()) {
        return false;
      }
    }
    return true;
  }

  private List<ConsignmentProduct> lines(Asking asking, ConsignmentId id)
      throws InterruptedException {
    Caller caller = asking.about("/consignments/" + id + "/products", "compare its lines");
    return ConsignmentLines.read(client, caller, id);
  }

  /// The consignments that keep the number from being free, as they are now.
  List<Consignment> standing(
      Asking asking, PurchaseOrderId order, List<RegisteredConsignment> known)
      throws InterruptedException {
    if (known.isEmpty()) {
      return List.of();
    }
    Set<String> beside = database.read(handle -> history.sentBeside(handle, order));
    Set<String> closed = database.read(handle -> history.cancelledConsignments(handle, order));
    List<Consignment> standing = new ArrayList<>();
    for (RegisteredConsignment one : known) {
      String id = one.id().value();
      boolean isClosedByUs = one.isCancelled() && closed.contains(id);
      if (!one.isGone() && !beside.contains(id) && !isClosedByUs) {
        findGone
            .read(asking, one.id())
            .filter(now -> !(now.status().equals(Consignment.CANCELLED) && closed.contains(id)))
            .ifPresent(standing::add);
      }
    }
    return standing;
  }

  private static boolean isAsAnnounced(Consignment header, ConsignmentDraft draft) {
    return header.status().equals(Consignment.OPEN) && header.asDraft().equals(draft);
  }

  /// Equal in supplier, outlet and every line: product, count and cost.
  static boolean isEqual(
      Consignment header, List<ConsignmentProduct> lines, ResolvedOrder resolved) {
    return header.type().equals(Consignment.SUPPLIER)
        && header.outletId().equals(resolved.outletId())
        && Objects.equals(header.supplierId(), resolved.supplierId())
        && LineDifference.between(resolved.lines(), lines).isNone();
  }
}
