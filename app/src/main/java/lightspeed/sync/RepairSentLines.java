package lightspeed.sync;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import lightspeed.db.Database;
import lightspeed.purchaseorder.OrderWithLines;
import lightspeed.sync.Intent.SentLine;
import lightspeed.sync.LineDifference.WrongLine;
import lightspeed.sync.SyncJournal.History;
import lightspeed.xseries.Consignment;
import lightspeed.xseries.ConsignmentId;
import lightspeed.xseries.XSeriesClient;

/// Sets right what bulk calls of ours added after we had given up waiting for them: a surplus that
/// they explain. Any other difference between the order and its consignment is shown to a person.
final class RepairSentLines {
  private final Database database;
  private final SyncJournal journal;
  private final XSeriesClient client;
  private final AssignLine assignLine;
  private final Drift drift;

  RepairSentLines(SyncParts parts) {
    this.database = parts.database();
    this.journal = parts.journal();
    this.client = parts.client();
    this.assignLine = new AssignLine(parts);
    this.drift = new Drift(parts);
  }

  void of(Run run, OrderWithLines order, ConsignmentId own) throws InterruptedException {
    Consignment header = UnexpectedAnswer.requireSame(own, client.consignment(run.caller(), own));
    LineDifference difference =
        LineDifference.between(
            ExpectedLines.of(order.lines()), ConsignmentLines.read(client, run.caller(), own));
    Map<String, BigDecimal> unanswered = unansweredCounts(run, own);
    List<String> unexplained = new ArrayList<>();
    boolean mayRepair = ConsignmentLines.mayChange(header);
    for (WrongLine wrong : difference.wrong()) {
      if (mayRepair && isExplained(wrong, unanswered)) {
        assignLine.to(run, own, wrong.expected());
      } else {
        unexplained.add(wrong.sentence());
      }
    }
    difference.absent().forEach(line -> unexplained.add(line.sku() + " is not there"));
    difference
        .strangers()
        .forEach(line -> unexplained.add(ConsignmentLines.label(line) + " is not in the order"));
    if (!unexplained.isEmpty()) {
      drift.report(
          run,
          "Consignment "
              + own
              + " ("
              + header.status()
              + ") differs from the order: "
              + String.join("; ", unexplained)
              + ".");
    }
  }

  /// For each product, what our requests of unknown outcome may have added to it at most.
  private Map<String, BigDecimal> unansweredCounts(Run run, ConsignmentId own) {
    List<Intent> intents =
        database.read(
            tx -> journal.intents(tx, run.order(), Operation.ADD_PRODUCTS, History.ONCE_UNKNOWN));
    return intents.stream()
        .filter(intent -> own.value().equals(intent.consignmentId()))
        .flatMap(intent -> intent.lines().stream())
        .collect(Collectors.toMap(SentLine::productId, SentLine::count, BigDecimal::add));
  }

  private static boolean isExplained(WrongLine wrong, Map<String, BigDecimal> unanswered) {
    BigDecimal actual = wrong.actual().count();
    BigDecimal possible = unanswered.get(wrong.expected().product().value());
    if (possible == null) {
      return false;
    }
    BigDecimal surplus = actual.subtract(wrong.expected().count());
    return surplus.signum() > 0 && surplus.compareTo(possible) <= 0;
  }
}
