package lightspeed.sync;

import java.util.List;
import lightspeed.sync.Intent.SentLine;
import lightspeed.sync.LineDifference.WrongLine;
import lightspeed.sync.RemoteWrites.Save;
import lightspeed.sync.ResolvedOrder.ExpectedLine;
import lightspeed.xseries.ConsignmentId;
import lightspeed.xseries.XSeriesClient;

/// Sets one line of a consignment to the order's quantity and cost. Assignment, so it may be
/// repeated.
final class AssignLine {
  private final SyncJournal journal;
  private final XSeriesClient client;
  private final RemoteWrites writes;

  AssignLine(SyncParts parts) {
    this.journal = parts.journal();
    this.client = parts.client();
    this.writes = parts.writes();
  }

  /// Because a person chose so.
  void to(Run run, ConsignmentId consignment, ExpectedLine line) throws InterruptedException {
    assign(run, consignment, line, (tx, answer) -> {});
  }

  /// Because an unfinished write of ours explains what stands there; says so on the order.
  void takeBack(Run run, ConsignmentId consignment, WrongLine wrong) throws InterruptedException {
    ExpectedLine line = wrong.expected();
    assign(
        run,
        consignment,
        line,
        (tx, answer) ->
            journal.say(
                tx,
                run,
                Operation.TAKE_BACK,
                line.sku()
                    + " had "
                    + new Amount(wrong.actual().count(), wrong.actual().cost()).words()
                    + " in Lightspeed: an earlier request of ours, whose answer was lost, explains"
                    + " that. It was set to "
                    + new Amount(line.count(), line.cost()).words()
                    + " as ordered."));
  }

  private void assign(
      Run run, ConsignmentId consignment, ExpectedLine line, Save<ExpectedLine> save)
      throws InterruptedException {
    writes.perform(
        run,
        Operation.REPAIR_PRODUCT,
        Intent.onLines(consignment.value(), List.of(SentLine.of(line))),
        caller -> {
          client.assignProduct(caller, consignment, line.onTheWire());
          return line;
        },
        save);
  }
}
