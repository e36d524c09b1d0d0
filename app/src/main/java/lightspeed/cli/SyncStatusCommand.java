package lightspeed.cli;

import java.util.List;
import java.util.stream.Collectors;
import lightspeed.drift.DriftStore;
import lightspeed.drift.Standing;
import lightspeed.purchaseorder.OrderState;
import lightspeed.purchaseorder.PurchaseOrder;
import lightspeed.purchaseorder.SyncStatus;
import lightspeed.sync.SyncReport;
import lightspeed.sync.Waiting;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// Where an order is on its way to Lightspeed.
@Command(
    footer = {
      "  lightspeed-cli sync:status PO-2025-001",
      "  lightspeed-cli sync:status PO-2025-001 --json"
    })
final class SyncStatusCommand implements CliCommand {
  @Parameters(paramLabel = "<order>", description = "The order's number or id.")
  private String order = "";

  @Override
  public ExitCode run(Session session) {
    var report = session.services().sync().report(order);
    var terminal = session.terminal();
    var lines = session.services().orders().lines(report.order().id());
    var differences = session.services().drift().known(report.order());
    var standing = session.services().standings().of(report);
    if (terminal.isJson()) {
      terminal.json(OrderDocuments.of(report, lines, differences, standing));
      return ExitCode.DONE;
    }
    summary(report)
        .add("differs", openItems(differences))
        .add("agreement", StandingWords.agreement(standing))
        .add("more consignments", StandingWords.others(standing))
        .print(terminal);
    if (report.order().hasConsignment()) {
      terminal.print("");
      PoShowCommand.lines(lines).print(terminal);
    }
    if (!report.operations().isEmpty()) {
      terminal.print("");
      PoShowCommand.history(report.operations()).print(terminal);
    }
    PoShowCommand.warn(report, terminal);
    sayNext(report.order(), terminal);
    boolean isOpen =
        (report.waiting() != null && report.order().syncStatus() != SyncStatus.FAILED)
            || standing.agreement() == Standing.Agreement.LOUD
            || standing.agreement() == Standing.Agreement.PLAIN;
    if (isOpen && standing.remedy() != null) {
      terminal.say("Next: " + standing.remedy());
    }
    return ExitCode.DONE;
  }

  private static String openItems(List<DriftStore.Finding> differences) {
    return differences.stream()
        .filter(finding -> finding.ignoredBy() == null)
        .map(finding -> finding.difference().item())
        .collect(Collectors.joining(", "));
  }

  static Facts summary(SyncReport report) {
    var order = report.order();
    return new Facts()
        .add("order", order.publicId())
        .add("state", order.state())
        .addStatus("sync", order.syncStatus())
        .add("store", order.formerStore() == null ? null : order.formerStore() + ", left since")
        .add("lines", order.lineCount())
        .add("consignment", order.lightspeedConsignmentId())
        .addStatus("Lightspeed says", order.lightspeedStatus())
        .add("next try", Words.time(report.nextAttemptAt()))
        .add("waits", waits(report.waiting()))
        .add("error", order.lastError());
  }

  private static @Nullable String waits(@Nullable Waiting waiting) {
    if (waiting == null) {
      return null;
    }
    String what =
        switch (waiting.kind()) {
          case LINE_DOWN -> "until Lightspeed answers";
          case PAUSE -> "its pause, because it failed while Lightspeed answered other calls";
          case HOLD -> "because Lightspeed refuses one order after the other";
          case PERSON -> "for a person";
          case COPY -> "for a person's word on whether this installation may send";
          case OTHER_STORE -> "because address and token lead to another store";
          case LIST -> "because Lightspeed's list of consignments cannot be read to its end";
        };
    return waiting.since() == null ? what : what + ", since " + Words.time(waiting.since());
  }

  private static void sayNext(PurchaseOrder order, Terminal terminal) {
    if (order.hasConsignment() && order.syncStatus() == SyncStatus.SYNCED) {
      terminal.say("Compare it with Lightspeed: lightspeed-cli sync:diff " + order.publicId());
    }
    if (order.syncStatus() == SyncStatus.FAILED) {
      terminal.say(
          "What would be done, and what stands in the way: lightspeed-cli sync:po "
              + order.publicId()
              + " --dry-run");
      terminal.say("Try again: lightspeed-cli sync:retry " + order.publicId());
    } else if (order.state() == OrderState.DRAFT) {
      terminal.say(
          "A draft is not sent. Approve it: lightspeed-cli po:approve " + order.publicId());
    } else if (order.state() == OrderState.APPROVED
        && order.syncStatus() == SyncStatus.NOT_SYNCED) {
      terminal.say("Nothing is queued for it. Send it: lightspeed-cli sync:po " + order.publicId());
    }
  }
}
