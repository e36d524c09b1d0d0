package lightspeed.sync;

import java.util.List;
import lightspeed.sync.Intent.SentLine;
import lightspeed.sync.ResolvedOrder.ExpectedLine;
import lightspeed.xseries.ConsignmentId;
import lightspeed.xseries.XSeriesClient;

/// Sets one line of a consignment to the order's quantity and cost. Assignment, so it may be
/// repeated.
final class AssignLine {
  private final XSeriesClient client;
  private final RemoteWrites writes;

  AssignLine(SyncParts parts) {
    this.client = parts.client();
    this.writes = parts.writes();
  }

  void to(Run run, ConsignmentId consignment, ExpectedLine line) throws InterruptedException {
    writes.perform(
        run,
        Operation.REPAIR_PRODUCT,
        Intent.onLines(consignment.value(), List.of(SentLine.of(line))),
        caller -> {
          client.assignProduct(caller, consignment, line.onTheWire());
          return line;
        },
        (tx, answer) -> {});
  }
}
