package lightspeed.sync;

import java.util.List;
import java.util.Optional;
import lightspeed.db.Database;
import lightspeed.sync.LineDifference.WrongLine;
import lightspeed.sync.ReadBack.Reading;
import lightspeed.xseries.Consignment;
import lightspeed.xseries.ConsignmentId;
import lightspeed.xseries.ConsignmentProduct;

/// Steps 2 and 3: the consignment carries exactly the order's lines.
///
/// A bulk call adds to what is there, so it is made only for products that are surely absent. The
/// attempt that made the consignment knows that nothing is there. Any later one reads header and
/// lines first, after the settle time of what was in doubt. What an unfinished write of ours
/// explains is set right: absent lines by bulk, wrong ones by assignment, strangers by removal,
/// until the lines equal the order exactly. What none of them explains is the work of a person: the
/// attempt stops and shows it. So it does at a line that Lightspeed shows under another SKU
/// than the order's.
///
/// Lines are read again after a repair, except when they were only added: the answer to a bulk call
/// tells what each of its products has come to.
final class LinesStep {
  private static final int MAX_REPAIR_ROUNDS = 3;

  private final Database database;
  private final SyncJournal journal;
  private final RemoteWrites writes;
  private final Settling settling;
  private final AddLines addLines;
  private final AssignLine assignLine;
  private final RemoveLine removeLine;
  private final ReadBack readBack;

  LinesStep(SyncParts parts) {
    this.database = parts.database();
    this.journal = parts.journal();
    this.writes = parts.writes();
    this.settling = parts.settling();
    this.addLines = new AddLines(parts);
    this.assignLine = new AssignLine(parts);
    this.removeLine = new RemoveLine(parts);
    this.readBack = new ReadBack(parts);
  }

  void ensure(Run run, ResolvedOrder resolved, Consignment consignment)
      throws InterruptedException {
    if (run.continuity().knowsWhatIsThere()) {
      addLines.to(run, consignment.id(), resolved.lines());
      return;
    }
    settling.require(writes.takeUnknown(run), "writing lines");
    AnnouncedHeader.of(resolved, ConsignmentStep.zone(database, resolved)).require(consignment);
    readUntilEqual(run, resolved, consignment.id());
  }

  private void readUntilEqual(Run run, ResolvedOrder resolved, ConsignmentId consignment)
      throws InterruptedException {
    boolean isDoubtful = false;
    for (int round = 0; round <= MAX_REPAIR_ROUNDS; round++) {
      Reading reading = readBack.of(run, consignment);
      Optional<SyncRefused> wrongGoods = wrongGoods(resolved, consignment, reading.lines());
      LineDifference difference = LineDifference.between(resolved.lines(), reading.lines());
      List<String> unexplained = difference.unexplained(reading);
      if (wrongGoods.isPresent() || !unexplained.isEmpty()) {
        if (isDoubtful) {
          throw wrongGoods.orElseGet(
              () -> new SyncRefused(stopped(resolved, consignment, unexplained)));
        }
        isDoubtful = true; // Nobody is stopped by one reading: pages may be torn, an answer wrong.
        continue;
      }
      run.writes()
          .plan(
              difference.strangers().size()
                  + difference.wrong().size()
                  + AddLines.calls(difference.absent().size())
                  + 1);
      if (!difference.isNone()) {
        repair(run, consignment, difference);
      }
      readBack.settleLate(run, reading);
      if (difference.isRightSoFar()) {
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

  /// A product that has lost the order's SKU may be the wrong goods, however right its count is.
  private Optional<SyncRefused> wrongGoods(
      ResolvedOrder resolved, ConsignmentId consignment, List<ConsignmentProduct> lines) {
    List<AnotherSku> others = database.read(tx -> AnotherSku.among(tx, resolved, lines));
    return others.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new SyncRefused(AnotherSku.stopped(consignment, resolved.order().publicId(), others)));
  }

  private static String stopped(
      ResolvedOrder resolved, ConsignmentId consignment, List<String> unexplained) {
    String order = resolved.order().publicId();
    return "Consignment "
        + consignment
        + " in Lightspeed is not as it was announced, and no request of ours explains it: "
        + WordsOfMany.of(unexplained)
        + ". It may have been changed in Lightspeed, so nothing more was written. Set it right in"
        + " Lightspeed, or have it made what the order says (sync:diff "
        + order
        + " --push-local). Then run sync:retry "
        + order
        + ".";
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
    for (ConsignmentProduct stranger : difference.strangers()) {
      removeLine.takeBack(run, consignment, stranger);
    }
    for (WrongLine wrong : difference.wrong()) {
      assignLine.takeBack(run, consignment, wrong);
    }
    addLines.to(run, consignment, difference.absent());
  }

  /// Details of a VERIFY_PRODUCTS row.
  record Verified(String consignmentId, int lines) {}
}
