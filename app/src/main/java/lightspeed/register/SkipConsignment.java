package lightspeed.register;

import java.util.List;
import java.util.Objects;
import lightspeed.db.Database;
import lightspeed.xseries.Caller;
import lightspeed.xseries.Consignment;
import lightspeed.xseries.ConsignmentId;
import lightspeed.xseries.ListedConsignment;
import lightspeed.xseries.Page;
import lightspeed.xseries.XSeriesClient;
import lightspeed.xseries.XSeriesException;

/// The door for a row of the list that keeps every walk from its end: a person names the
/// consignment, its header is read by itself and taken into the register by hand, and the next walk
/// starts behind it.
///
/// **Threads:** safe.
final class SkipConsignment {
  private static final int NOT_FOUND = 404;

  private final Database database;
  private final XSeriesClient client;
  private final RegisterStore store = new RegisterStore();

  SkipConsignment(Database database, XSeriesClient client) {
    this.database = database;
    this.client = client;
  }

  /// @throws RegisterTrouble when it is not what keeps walks from passing, or cannot be read either
  /// @throws XSeriesException when there is no answer
  RegisteredConsignment skip(Caller caller, ConsignmentId id) throws InterruptedException {
    WalkState state = database.read(store::state);
    long stuck = Objects.requireNonNullElse(state.troubleVersion(), state.position());
    Consignment header = header(caller, id);
    long version = Objects.requireNonNullElse(header.version(), 0L);
    if (version <= stuck || isListed(caller, version) || isAnotherBefore(caller, stuck, version)) {
      throw new RegisterTrouble(
          "Consignment "
              + id
              + " (version "
              + version
              + ") is not what keeps the list from being read: a walk came as far as version "
              + stuck
              + ". Look again: lightspeed-cli register:walk.");
    }
    return database.inTransaction(
        tx -> {
          long change = store.advance(tx, version, version);
          ListedConsignment row = ListedConsignment.of(header);
          if (row.isOrder()) {
            SaveListed.in(tx, List.of(row), change, version, false);
          }
          return new RegisteredConsignment(
              id,
              header.reference(),
              header.status(),
              header.supplierId(),
              header.outletId(),
              version,
              false,
              row.isDeleted());
        });
  }

  private Consignment header(Caller caller, ConsignmentId id) throws InterruptedException {
    try {
      Consignment header = client.consignment(caller, id);
      if (header.id().equals(id)) {
        return header;
      }
      throw unreadable(id, "Lightspeed answers with consignment " + header.id());
    } catch (XSeriesException.Rejected refused) {
      if (refused.status() == NOT_FOUND) {
        throw new RegisterTrouble(
            "There is no consignment "
                + id
                + " in Lightspeed, so nothing was skipped. Give the id of a consignment, not the"
                + " number of an order.");
      }
      throw unreadable(id, String.valueOf(refused.getMessage()));
    } catch (XSeriesException.Unreadable unreadable) {
      throw unreadable(id, String.valueOf(unreadable.getMessage()));
    }
  }

  private static RegisterTrouble unreadable(ConsignmentId id, String why) {
    return new RegisterTrouble(
        "Consignment "
            + id
            + " cannot be read individually either: "
            + why
            + ". Repair or delete it in Lightspeed, or ask Lightspeed's support to; then run"
            + " lightspeed-cli register:walk. Until then nothing is created.");
  }

  /// Whether the list can be read somewhere before it: then another row is in the way, and those
  /// between the two would never be read. Asked for at distances that double.
  private boolean isAnotherBefore(Caller caller, long stuck, long version)
      throws InterruptedException {
    for (long distance = 1; version - distance > stuck; distance *= 2) {
      if (isListed(caller, version - distance)) {
        return true;
      }
    }
    return false;
  }

  /// Whether the list can be read where it stands.
  private boolean isListed(Caller caller, long version) throws InterruptedException {
    try {
      Page<ListedConsignment> page = client.listedOrders(caller, version - 1, 1);
      Long highest = page.maxVersion();
      return highest != null && highest >= version;
    } catch (XSeriesException.Unreadable unreadable) {
      return false;
    } catch (XSeriesException.Unavailable unavailable) {
      if (unavailable.status() == null) {
        throw unavailable;
      }
      return false;
    }
  }
}
