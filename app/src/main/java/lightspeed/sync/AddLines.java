package lightspeed.sync;

import java.math.BigDecimal;
import java.util.List;
import lightspeed.sync.Intent.SentLine;
import lightspeed.sync.ResolvedOrder.ExpectedLine;
import lightspeed.xseries.BulkAnswer;
import lightspeed.xseries.ConsignmentId;
import lightspeed.xseries.ConsignmentLine;
import lightspeed.xseries.XSeriesClient;

/// Adds lines to a consignment by bulk calls. Each adds to what is there, so only for products that
/// are surely absent.
final class AddLines {
  /// The vendor advises against more in one call.
  static final int CHUNK = 500;

  private final XSeriesClient client;
  private final RemoteWrites writes;

  AddLines(SyncParts parts) {
    this.client = parts.client();
    this.writes = parts.writes();
  }

  /// How many bulk calls add so many lines.
  static int calls(int lines) {
    return Math.ceilDiv(lines, CHUNK);
  }

  /// @throws UnexpectedAnswer when one has come to something else than was added
  void to(Run run, ConsignmentId consignment, List<ExpectedLine> lines)
      throws InterruptedException {
    for (int from = 0; from < lines.size(); from += CHUNK) {
      run.stopIfCancelled();
      add(run, consignment, lines.subList(from, Math.min(lines.size(), from + CHUNK)));
    }
  }

  private void add(Run run, ConsignmentId consignment, List<ExpectedLine> chunk)
      throws InterruptedException {
    List<ConsignmentLine> wire = chunk.stream().map(ExpectedLine::onTheWire).toList();
    writes.perform(
        run,
        Operation.ADD_PRODUCTS,
        Intent.onLines(consignment.value(), chunk.stream().map(SentLine::of).toList()),
        caller -> {
          BulkAnswer answer = client.addProducts(caller, consignment, wire);
          requireCounts(chunk, answer);
          return answer;
        },
        (tx, answer) -> {});
  }

  /// The answer tells the resulting quantity of each product. Anything but what was sent means that
  /// the call met lines that should not have been there, or was applied more than once.
  private static void requireCounts(List<ExpectedLine> chunk, BulkAnswer answer) {
    for (ExpectedLine line : chunk) {
      BigDecimal count = answer.count(line.product());
      if (count == null || count.compareTo(line.count()) != 0) {
        throw new UnexpectedAnswer(
            "Lightspeed has "
                + (count == null ? "no quantity" : count.toPlainString())
                + " of "
                + line.sku()
                + " where "
                + line.count().toPlainString()
                + " were expected; the lines will be read and compared.");
      }
    }
  }
}
