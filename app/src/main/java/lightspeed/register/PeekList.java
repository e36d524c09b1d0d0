package lightspeed.register;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import lightspeed.db.Database;
import lightspeed.xseries.Caller;
import lightspeed.xseries.ListedConsignment;
import lightspeed.xseries.Page;
import lightspeed.xseries.XSeriesClient;
import lightspeed.xseries.XSeriesException;

/// Reads what the next walk would read, for a plan: what it finds stays in memory.
///
/// **Threads:** safe.
final class PeekList {
  private final Database database;
  private final XSeriesClient client;
  private final RegisterStore store = new RegisterStore();

  PeekList(Database database, XSeriesClient client) {
    this.database = database;
    this.client = client;
  }

  /// The orders that changed since the last walk.
  ///
  /// @throws RegisterTrouble when the list does not go on
  /// @throws lightspeed.xseries.XSeriesException when there is no answer
  List<RegisteredConsignment> peek(Caller caller, boolean isCheck) throws InterruptedException {
    List<RegisteredConsignment> found = new ArrayList<>();
    long settled = database.read(handle -> WalkRegister.from(handle, store, false));
    long after = database.read(handle -> WalkRegister.from(handle, store, isCheck));
    for (int pages = 0; pages < WalkRegister.MAX_PAGES; pages++) {
      Page<ListedConsignment> page;
      try {
        page = client.listedOrders(caller, after, WalkRegister.PAGE_SIZE);
      } catch (XSeriesException failure) {
        if (after >= settled || !EndOfList.mayBeOneRow(failure)) {
          throw failure;
        }
        after = settled; // A row that a person passed.
        continue;
      }
      if (page.isEnd()) {
        return found;
      }
      Long highest = page.maxVersion();
      if (highest == null || highest <= after) {
        throw new RegisterTrouble(
            "The list of consignments cannot be read beyond version "
                + after
                + ". See what keeps it: lightspeed-cli register:walk.");
      }
      for (ListedConsignment row : page.items()) {
        if (row.isOrder()) {
          found.add(known(row, highest));
        }
      }
      after = highest;
    }
    throw new RegisterTrouble(
        "The list of consignments does not end: after "
            + WalkRegister.MAX_PAGES
            + " pages it still goes on. See what keeps it: lightspeed-cli register:walk.");
  }

  private static RegisteredConsignment known(ListedConsignment row, long otherwise) {
    return new RegisteredConsignment(
        row.id(),
        row.reference(),
        row.status(),
        row.supplierId(),
        row.outletId(),
        Objects.requireNonNullElse(row.version(), otherwise),
        false,
        row.isDeleted());
  }
}
