package lightspeed.sync;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import lightspeed.db.Database;
import lightspeed.sync.Intent.SentLine;
import lightspeed.sync.LineDifference.WrongLine;
import lightspeed.sync.ResolvedOrder.ExpectedLine;
import lightspeed.xseries.BulkAnswer;
import lightspeed.xseries.ConsignmentId;
import lightspeed.xseries.ConsignmentLine;
import lightspeed.xseries.ConsignmentProduct;
import lightspeed.xseries.XSeriesClient;

/// Steps 2 and 3: the consignment carries exactly the order's lines.
///
/// A bulk call adds to what is there, so it is made only for products that are surely absent. While
/// no write of this order ever had an unknown outcome, the journal knows which those are. As soon
/// as one had, the journal is not trusted any more: the lines are read after the settle time and
/// repaired (absent ones by bulk, wrong ones by assignment, strangers that we had added by removal)
/// until they equal the order exactly. They are read again after a repair, except when lines were
/// only added: the answer to a bulk call tells what each of its products has come to.
final class LinesStep {
  /// The vendor advises against more in one call.
  static final int CHUNK = 500;

  private static final int MAX_REPAIR_ROUNDS = 3;

  private final Database database;
  private final SyncJournal journal;
  private final XSeriesClient client;
  private final RemoteWrites writes;
  private final Settling settling;
  private final AssignLine assignLine;

  LinesStep(SyncParts parts) {
    this.database = parts.database();
    this.journal = parts.journal();
    this.client = parts.client();
    this.writes = parts.writes();
    this.settling = parts.settling();
    this.assignLine = new AssignLine(parts);
  }

  void ensure(Run run, ResolvedOrder resolved, ConsignmentId consignment)
      throws InterruptedException {
    List<JournalEntry> unknown = unknownLineWrites(run);
    boolean isInDoubt = database.read(tx -> journal.hadUnknown(tx, run.order()));
    if (!isInDoubt) {
      add(run, consignment, notYetAdded(run, resolved, consignment));
      return;
    }
    settling.require(unknown, "writing lines");
    if (tried(run, consignment).isEmpty()) {
      add(run, consignment, resolved.lines());
    }
    readUntilEqual(run, resolved, consignment, unknown);
  }

  private List<JournalEntry> unknownLineWrites(Run run) {
    return writes.takeUnknown(run).stream()
        .filter(entry -> entry.operation().isLineWrite())
        .toList();
  }

  private List<ExpectedLine> notYetAdded(
      Run run, ResolvedOrder resolved, ConsignmentId consignment) {
    Set<String> added =
        database.read(tx -> journal.addedProducts(tx, run.order(), consignment.value()));
    return resolved.lines().stream()
        .filter(line -> !added.contains(line.product().value()))
        .toList();
  }

  private Set<String> tried(Run run, ConsignmentId consignment) {
    return database.read(tx -> journal.triedProducts(tx, run.order(), consignment.value()));
  }

  private void add(Run run, ConsignmentId consignment, List<ExpectedLine> lines)
      throws InterruptedException {
    for (int from = 0; from < lines.size(); from += CHUNK) {
      run.stopIfCancelled();
      addChunk(run, consignment, lines.subList(from, Math.min(lines.size(), from + CHUNK)));
    }
  }

  private void addChunk(Run run, ConsignmentId consignment, List<ExpectedLine> chunk)
      throws InterruptedException {
    List<ConsignmentLine> wire = chunk.stream().map(ExpectedLine::onTheWire).toList();
    writes.perform(
        run,
        Operation.ADD_PRODUCTS,
        Intent.onLines(consignment.value(), sent(chunk)),
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

  private static List<SentLine> sent(List<ExpectedLine> lines) {
    return lines.stream().map(SentLine::of).toList();
  }

  private void readUntilEqual(
      Run run, ResolvedOrder resolved, ConsignmentId consignment, List<JournalEntry> unknown)
      throws InterruptedException {
    for (int round = 0; round <= MAX_REPAIR_ROUNDS; round++) {
      List<ConsignmentProduct> actual = ConsignmentLines.read(client, run.caller(), consignment);
      if (round == 0) {
        closeUnknown(run, unknown, actual);
      }
      LineDifference difference = LineDifference.between(resolved.lines(), actual);
      if (difference.isNone()) {
        noteVerified(run, consignment, actual.size());
        return;
      }
      repair(run, consignment, difference);
      if (difference.isOnlyAbsent()) {
        noteVerified(run, consignment, resolved.lines().size());
        return;
      }
    }
    throw new SyncRefused(
        "The lines in Lightspeed still differ from the order after "
            + MAX_REPAIR_ROUNDS
            + " repairs: someone or something else is changing consignment "
            + consignment
            + ". Look at it there, then run sync:retry.");
  }

  private void closeUnknown(Run run, List<JournalEntry> unknown, List<ConsignmentProduct> actual) {
    Set<String> present =
        actual.stream().map(line -> line.productId().value()).collect(Collectors.toSet());
    database.useTransaction(
        tx -> {
          run.job().requireClaim(tx);
          for (JournalEntry entry : unknown) {
            boolean isThere =
                entry.intent().lines().stream().allMatch(l -> present.contains(l.productId()));
            if (isThere != (entry.operation() == Operation.REMOVE_PRODUCT)) {
              journal.completeAfterDoubt(tx, entry.id());
            } else {
              journal.fail(tx, entry.id(), "Read back after the settle time: not in Lightspeed.");
            }
          }
        });
  }

  private void noteVerified(Run run, ConsignmentId consignment, int lines) {
    database.useTransaction(
        tx -> {
          run.job().requireClaim(tx);
          journal.note(
              tx,
              run.order(),
              run.job().id().value(),
              Operation.VERIFY_PRODUCTS,
              new Verified(consignment.value(), lines));
        });
  }

  private void repair(Run run, ConsignmentId consignment, LineDifference difference)
      throws InterruptedException {
    requireOwn(run, consignment, difference.strangers());
    for (ConsignmentProduct stranger : difference.strangers()) {
      remove(run, consignment, stranger);
    }
    for (WrongLine wrong : difference.wrong()) {
      assignLine.to(run, consignment, wrong.expected());
    }
    add(run, consignment, difference.absent());
  }

  private void requireOwn(Run run, ConsignmentId consignment, List<ConsignmentProduct> strangers) {
    if (strangers.isEmpty()) {
      return;
    }
    Set<String> tried = tried(run, consignment);
    List<String> foreign = new ArrayList<>();
    for (ConsignmentProduct stranger : strangers) {
      if (!tried.contains(stranger.productId().value())) {
        foreign.add(ConsignmentLines.label(stranger));
      }
    }
    if (!foreign.isEmpty()) {
      throw new SyncRefused(
          "Consignment "
              + consignment
              + " carries lines that this order does not have and that we did not add: "
              + String.join(", ", foreign)
              + ". Remove them in Lightspeed, then run sync:retry.");
    }
  }

  private void remove(Run run, ConsignmentId consignment, ConsignmentProduct stranger)
      throws InterruptedException {
    SentLine line = new SentLine(stranger.productId().value(), BigDecimal.ZERO, BigDecimal.ZERO);
    writes.perform(
        run,
        Operation.REMOVE_PRODUCT,
        Intent.onLines(consignment.value(), List.of(line)),
        caller -> {
          Removal.of(() -> client.removeProduct(caller, consignment, stranger.productId()));
          return stranger;
        },
        (tx, answer) -> {});
  }

  /// Details of a VERIFY_PRODUCTS row.
  record Verified(String consignmentId, int lines) {}
}
