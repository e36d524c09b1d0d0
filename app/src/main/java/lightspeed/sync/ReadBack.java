package lightspeed.sync;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import lightspeed.db.Database;
import lightspeed.sync.Explanation.Verdict;
import lightspeed.sync.LineWrite.Outcome;
import lightspeed.xseries.ConsignmentId;
import lightspeed.xseries.ConsignmentProduct;
import lightspeed.xseries.XSeriesClient;
import org.jspecify.annotations.Nullable;

/// Reads the lines of a consignment, and settles what they tell about our own writes: one that was
/// in doubt was carried out or was not there, and that is the end of the doubt. One that was not
/// there before and is now was carried out late.
final class ReadBack {
  private final Database database;
  private final SyncJournal journal;
  private final JournalHistory history = new JournalHistory();
  private final XSeriesClient client;

  ReadBack(SyncParts parts) {
    this.database = parts.database();
    this.journal = parts.journal();
    this.client = parts.client();
  }

  /// What stands there.
  ///
  /// @param explanation of it, as it was before the doubts were settled
  /// @param judged which of the writes in doubt were found to have happened
  /// @param late writes that had ended as "not there" and are there now
  record Reading(
      List<ConsignmentProduct> lines,
      Explanation explanation,
      Map<Long, Boolean> judged,
      List<LineWrite> late) {

    /// Whether this line, or that there is none, is our own doing.
    boolean isExplained(String product) {
      return explanation.explains(product, amounts(lines).get(product), judged);
    }
  }

  /// Every write in doubt must have had its settle time.
  Reading of(Run run, ConsignmentId consignment) throws InterruptedException {
    List<ConsignmentProduct> lines = ConsignmentLines.read(client, run.caller(), consignment);
    run.continuity().read();
    Map<String, Amount> amounts = amounts(lines);
    return database.inTransaction(
        tx -> {
          run.job().requireClaim(tx);
          List<LineWrite> writes = history.lineWrites(tx, run.order(), consignment.value());
          Explanation explanation = new Explanation(writes);
          Map<Long, Boolean> judged = new HashMap<>();
          for (LineWrite write : with(writes, Outcome.IN_DOUBT)) {
            Boolean isThere = isThere(explanation.judge(write, amounts, judged));
            if (isThere == null) {
              continue; // A person's change hides it; the doubt stays.
            }
            judged.put(write.id(), isThere);
            if (isThere) {
              journal.completeAfterDoubt(tx, write.id());
            } else {
              journal.fail(tx, write.id(), "Read back after the settle time: not in Lightspeed.");
            }
          }
          List<LineWrite> late = late(writes, explanation, amounts, judged);
          return new Reading(lines, explanation, judged, late);
        });
  }

  private static @Nullable Boolean isThere(Verdict verdict) {
    return switch (verdict) {
      case THERE, EITHER -> true;
      case NOT_THERE -> false;
      case NEITHER -> null;
    };
  }

  private static List<LineWrite> late(
      List<LineWrite> writes,
      Explanation explanation,
      Map<String, Amount> amounts,
      Map<Long, Boolean> judged) {
    List<LineWrite> late = new ArrayList<>();
    for (LineWrite write : with(writes, Outcome.PERHAPS_LATER)) {
      if (explanation.judge(write, amounts, judged) == Verdict.THERE) {
        judged.put(write.id(), true);
        late.add(write);
      }
    }
    return late;
  }

  private static List<LineWrite> with(List<LineWrite> writes, Outcome outcome) {
    return writes.stream().filter(write -> write.outcome() == outcome).toList();
  }

  /// Ends the doubt about writes that were carried out late, after what they did too much was taken
  /// back: they do nothing a second time.
  void settleLate(Run run, Reading reading) {
    if (reading.late().isEmpty()) {
      return;
    }
    database.useTransaction(
        tx -> {
          run.job().requireClaim(tx);
          reading.late().forEach(write -> journal.carriedOutLate(tx, write.id()));
        });
  }

  private static Map<String, Amount> amounts(List<ConsignmentProduct> lines) {
    Map<String, Amount> amounts = new HashMap<>();
    lines.forEach(
        line -> amounts.put(line.productId().value(), new Amount(line.count(), line.cost())));
    return amounts;
  }
}
