package xseries.emulator.consignment;

import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import xseries.emulator.catalog.Catalog;
import xseries.emulator.settings.Settings;
import xseries.emulator.settings.Switch;

/// Creates, changes and deletes consignments. Each method either refuses and changes nothing, or
/// does all of it. Used inside the store's `read` and `write`.
///
/// **Twice**: creating is not safe to repeat, as on the real system there is no idempotency key.
public final class ConsignmentService {
  private final Ledger ledger;
  private final Catalog catalog;
  private final Settings settings;
  private final StatusMoves moves;
  private final InstantSource clock;

  ConsignmentService(
      Ledger ledger, Catalog catalog, Settings settings, StatusMoves moves, InstantSource clock) {
    this.ledger = ledger;
    this.catalog = catalog;
    this.settings = settings;
    this.moves = moves;
    this.clock = clock;
  }

  /// Makes a consignment.
  ///
  /// @throws Refusal when a required field is missing, an id is unknown or the status is not
  /// allowed
  public Consignment create(HeaderChange wanted) {
    Type type = wanted.type();
    String outletId = wanted.outletId();
    String name = wanted.name();
    if (type == null || outletId == null || name == null) {
      throw Refusal.rule("name, outlet_id and type are required");
    }
    Status given = wanted.status();
    Status status = given == null ? StatusRules.initial(type) : given;
    moves.rules().checkCreate(type, status);
    Consignment.Header blank = blank(outletId, name);
    Consignment.Header header = wanted.over(blank);
    checkIds(header, blank);
    checkReference(header, "");
    return ledger.create(type, status, header);
  }

  /// Changes the head, and the status when another is given.
  ///
  /// @throws Refusal when it is frozen, would change its type, or may not take the status
  public Consignment update(String id, HeaderChange wanted) {
    Consignment old = ledger.get(id);
    if (old.status().isFrozen()) {
      throw Refusal.rule("a consignment that is " + old.status() + " cannot be updated");
    }
    if (settings.isOn(Switch.STRICT_PUT)
        && (!wanted.has("name") || !wanted.has("outlet_id") || !wanted.has("type"))) {
      throw Refusal.rule("name, outlet_id and type are required");
    }
    Type type = wanted.type();
    if (type != null && type != old.type()) {
      throw Refusal.rule("the type of a consignment cannot be changed");
    }
    Consignment.Header header = wanted.over(old.header());
    checkIds(header, old.header());
    checkReference(header, id);
    Status to = wanted.status();
    return moves.move(old.with(header), to == null ? old.status() : to);
  }

  /// Hides the consignment; its row stays and keeps when it was deleted.
  ///
  /// @throws Refusal when its status does not allow that
  public void delete(String id) {
    Consignment old = ledger.get(id);
    boolean isAllowed =
        switch (settings.choice(Switch.DELETE_CONSIGNMENT)) {
          case "any" -> true;
          case "open" -> old.status() == Status.OPEN;
          default -> old.status().isOpenOrSent() || old.type() == Type.STOCKTAKE;
        };
    if (!isAllowed) {
      throw Refusal.rule("a consignment that is " + old.status() + " cannot be deleted");
    }
    ledger.save(old.deletedAt(clock.instant()));
  }

  /// Refuses a head that names an outlet or a supplier that does not exist.
  void checkAllIds(Consignment.Header header) {
    checkIds(header, blank("", ""));
  }

  private Consignment.Header blank(String outletId, String name) {
    return new Consignment.Header(
        outletId, name, null, null, null, null, null, clock.instant(), true);
  }

  /// Refuses outlets and suppliers that do not exist.
  void checkIds(Consignment.Header header, Consignment.Header old) {
    if (catalog.outlet(header.outletId()) == null) {
      throw Refusal.unknownId("outlet not found");
    }
    checkOutlet(header.sourceOutletId(), old.sourceOutletId());
    String supplierId = header.supplierId();
    if (supplierId != null
        && !supplierId.equals(old.supplierId())
        && catalog.supplier(supplierId) == null) {
      throw Refusal.unknownId("supplier not found");
    }
  }

  private void checkOutlet(@Nullable String id, @Nullable String old) {
    if (id != null && !id.equals(old) && catalog.outlet(id) == null) {
      throw Refusal.unknownId("source outlet not found");
    }
  }

  private void checkReference(Consignment.Header header, String ownId) {
    String reference = header.reference();
    if (reference == null || !settings.isOn(Switch.UNIQUE_REFERENCE)) {
      return;
    }
    for (Consignment other : ledger.consignments().all()) {
      if (!other.isDeleted()
          && !other.id().equals(ownId)
          && reference.equals(other.header().reference())) {
        throw Refusal.rule("reference " + reference + " is already used");
      }
    }
  }
}
