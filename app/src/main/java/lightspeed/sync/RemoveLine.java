package lightspeed.sync;

import java.math.BigDecimal;
import java.util.List;
import lightspeed.sync.Intent.SentLine;
import lightspeed.xseries.ConsignmentId;
import lightspeed.xseries.ConsignmentProduct;
import lightspeed.xseries.XSeriesClient;

/// Takes one line off a consignment. One that is gone already is what it wanted, so it may be
/// repeated.
final class RemoveLine {
  private final SyncJournal journal;
  private final XSeriesClient client;
  private final RemoteWrites writes;

  RemoveLine(SyncParts parts) {
    this.journal = parts.journal();
    this.client = parts.client();
    this.writes = parts.writes();
  }

  /// Because a person chose so.
  void from(Run run, ConsignmentId consignment, ConsignmentProduct line)
      throws InterruptedException {
    writes.perform(
        run,
        Operation.REMOVE_PRODUCT,
        intent(consignment, line),
        caller -> {
          Removal.of(() -> client.removeProduct(caller, consignment, line.productId()));
          return line;
        },
        (tx, answer) -> {});
  }

  /// Because an unfinished write of ours had added it.
  void takeBack(Run run, ConsignmentId consignment, ConsignmentProduct line)
      throws InterruptedException {
    writes.perform(
        run,
        Operation.REMOVE_PRODUCT,
        intent(consignment, line),
        caller -> {
          Removal.of(() -> client.removeProduct(caller, consignment, line.productId()));
          return line;
        },
        (tx, answer) ->
            journal.say(
                tx,
                run,
                Operation.TAKE_BACK,
                ConsignmentLines.label(line)
                    + " ("
                    + new Amount(line.count(), line.cost()).words()
                    + ") was taken off in Lightspeed: an earlier request of ours, whose answer was"
                    + " lost, had added it."));
  }

  private static Intent intent(ConsignmentId consignment, ConsignmentProduct line) {
    SentLine sent = new SentLine(line.productId().value(), BigDecimal.ZERO, BigDecimal.ZERO);
    return Intent.onLines(consignment.value(), List.of(sent));
  }
}
