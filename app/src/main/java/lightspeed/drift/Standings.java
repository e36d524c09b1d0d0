package lightspeed.drift;

import java.util.ArrayList;
import java.util.List;
import lightspeed.db.Database;
import lightspeed.drift.DriftStore.Finding;
import lightspeed.drift.Standing.Agreement;
import lightspeed.drift.Standing.Consignment;
import lightspeed.drift.Standing.Role;
import lightspeed.installation.Installation;
import lightspeed.purchaseorder.FormerStore;
import lightspeed.purchaseorder.OrderState;
import lightspeed.purchaseorder.PurchaseOrder;
import lightspeed.purchaseorder.SyncStatus;
import lightspeed.sync.SyncReport;
import lightspeed.sync.SyncService;
import lightspeed.sync.Waiting;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// Decides where an order stands, from what is known here: asks Lightspeed nothing. All surfaces
/// ask this.
///
/// **Threads:** safe.
public final class Standings {
  private final Database database;
  private final SyncService sync;
  private final Installation installation;
  private final DriftStore drift = new DriftStore();
  private final ConsignmentLinks links = new ConsignmentLinks();

  public Standings(Database database, SyncService sync, Installation installation) {
    this.database = database;
    this.sync = sync;
    this.installation = installation;
  }

  /// What the tables say of an order.
  private record Known(boolean isOfFormerStore, List<Finding> open, List<Consignment> all) {}

  /// Where the order stands now.
  public Standing of(SyncReport report) {
    PurchaseOrder order = report.order();
    Known known = database.read(handle -> known(handle, order));
    boolean isElsewhere = known.isOfFormerStore() || installation.knownHindrance().isPresent();
    return new Standing(
        agreement(order, known.open(), isElsewhere),
        known.isOfFormerStore() ? null : remedy(order, report.waiting(), known.open()),
        known.all());
  }

  private Known known(Handle handle, PurchaseOrder order) {
    List<Consignment> all = new ArrayList<>();
    String own = order.lightspeedConsignmentId();
    if (own != null) {
      all.add(new Consignment(own, Role.OWN, order.lightspeedStatus()));
    }
    for (ConsignmentLinks.Link link : links.live(handle, order.id())) {
      Role role = link.role() == ConsignmentLinks.Role.SECOND ? Role.SECOND : Role.LINKED;
      all.add(new Consignment(link.consignment().value(), role, link.status()));
    }
    return new Known(
        FormerStore.of(handle, order.id()).isPresent(),
        drift.of(handle, order.id()).stream()
            .filter(finding -> finding.ignoredBy() == null)
            .toList(),
        all);
  }

  private static Agreement agreement(PurchaseOrder order, List<Finding> open, boolean isElsewhere) {
    if (open.stream().anyMatch(finding -> finding.difference().grade() == Grade.LOUD)) {
      return Agreement.LOUD;
    }
    if (!open.isEmpty()) {
      return Agreement.PLAIN;
    }
    boolean isCompared = order.hasConsignment() && order.syncStatus() == SyncStatus.SYNCED;
    return isCompared && !isElsewhere ? Agreement.AGREES : Agreement.UNKNOWN;
  }

  private @Nullable String remedy(
      PurchaseOrder order, @Nullable Waiting waiting, List<Finding> open) {
    if (waiting != null) {
      return switch (waiting.kind()) {
        case LINE_DOWN -> "lightspeed-cli vend:test";
        case PAUSE, HOLD -> command("sync:retry", order);
        case COPY -> "lightspeed-cli installation:confirm";
        case OTHER_STORE -> "lightspeed-cli store:switch";
        case LIST -> "lightspeed-cli register:walk";
        case PERSON -> ofPerson(order);
      };
    }
    if (!open.isEmpty()) {
      return command("sync:diff", order);
    }
    return order.state() == OrderState.DRAFT ? command("po:approve", order) : null;
  }

  private String ofPerson(PurchaseOrder order) {
    if (order.state() == OrderState.CANCELLED) {
      return command("po:cancel", order);
    }
    if (order.state() != OrderState.APPROVED) {
      return command("sync:diff", order);
    }
    if (order.syncStatus() != SyncStatus.FAILED) {
      return command("sync:po", order);
    }
    return sync.isStoppedByReference(order.id())
        ? "lightspeed-cli register:list --reference=" + order.publicId()
        : command("sync:retry", order);
  }

  private static String command(String name, PurchaseOrder order) {
    return "lightspeed-cli " + name + " " + order.publicId();
  }
}
