package lightspeed.sync;

import java.util.List;
import lightspeed.purchaseorder.OrderWithLines;
import lightspeed.sync.LineDifference.WrongLine;
import lightspeed.sync.ReadBack.Reading;
import lightspeed.xseries.Consignment;
import lightspeed.xseries.ConsignmentId;
import lightspeed.xseries.ConsignmentProduct;

/// Takes back what writes of ours did after we had given up waiting for them: only what one that
/// ended as "not there" explains exactly. Any other difference between the order and its
/// consignment is shown to a person.
final class RepairSentLines {
  private final AssignLine assignLine;
  private final RemoveLine removeLine;
  private final ReadBack readBack;
  private final Drift drift;

  RepairSentLines(SyncParts parts) {
    this.assignLine = new AssignLine(parts);
    this.removeLine = new RemoveLine(parts);
    this.readBack = new ReadBack(parts);
    this.drift = new Drift(parts);
  }

  /// Repairs what lost writes of ours explain, and reports the rest.
  ///
  /// @return whether everything is as ordered now
  boolean of(Run run, OrderWithLines order, Consignment header) throws InterruptedException {
    ConsignmentId own = header.id();
    Reading reading = readBack.of(run, own);
    LineDifference difference =
        LineDifference.between(ExpectedLines.of(order.lines()), reading.lines());
    List<String> unexplained =
        ConsignmentLines.mayChange(header)
            ? difference.unexplained(reading)
            : difference.sentences();
    if (ConsignmentLines.mayChange(header)) {
      takeBack(run, own, difference, reading);
    }
    readBack.settleLate(run, reading);
    // Of one that was received, a rest may have been split off: the refresh compares all parts.
    if (!unexplained.isEmpty() && !header.status().equals(Consignment.RECEIVED)) {
      drift.report(
          run,
          "Consignment "
              + own
              + " ("
              + header.status()
              + ") differs from the order: "
              + WordsOfMany.of(unexplained)
              + ".");
    }
    return unexplained.isEmpty();
  }

  private void takeBack(Run run, ConsignmentId own, LineDifference difference, Reading reading)
      throws InterruptedException {
    for (WrongLine wrong : difference.wrong()) {
      if (reading.isExplained(wrong.expected().product().value())) {
        assignLine.takeBack(run, own, wrong);
      }
    }
    for (ConsignmentProduct stranger : difference.strangers()) {
      if (reading.isExplained(stranger.productId().value())) {
        removeLine.takeBack(run, own, stranger);
      }
    }
  }
}
