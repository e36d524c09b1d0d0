package lightspeed.cli;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import lightspeed.drift.Difference;
import lightspeed.drift.Doors;
import lightspeed.drift.DriftService;
import lightspeed.sync.Shown;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Compares one order with its consignment, field by field, and settles what differs.
@Command(
    description = {
      "Reads the consignment now. Without an option nothing is changed.",
      "Exits 4 when the state does not allow what was asked for."
    },
    footer = {
      "  lightspeed-cli sync:diff PO-2025-001",
      "  lightspeed-cli sync:diff PO-2025-001 --take-remote",
      "  lightspeed-cli sync:diff PO-2025-001 --send-beside",
      "  lightspeed-cli sync:diff PO-2025-001 --exit-code --quiet"
    })
final class SyncDiffCommand implements CliCommand {
  private static final int MOST_SHOWN = 10;

  @Parameters(paramLabel = "<order>", description = "The order's number or id.")
  private String order = "";

  @Option(names = "--take-remote", description = "Make the order what Lightspeed has.")
  private boolean isTakingRemote;

  @Option(
      names = "--push-local",
      description = "Make Lightspeed have what the order says; while it is OPEN or SENT there.")
  private boolean isPushingLocal;

  @Option(names = "--ignore", description = "Show what differs now no more, until it changes.")
  private boolean isIgnoring;

  @Option(
      names = "--send-beside",
      description =
          "Send an order whose number is taken in Lightspeed, beside the consignments that have"
              + " it; asks, or needs --yes.")
  private boolean isSendingBeside;

  @Option(names = "--yes", description = "With --send-beside: do not ask.")
  private boolean isSure;

  @Option(names = "--exit-code", description = "Exit 1 when anything differs that is not ignored.")
  private boolean tellsByExitCode;

  @Option(
      names = "--shown",
      paramLabel = "VERSION",
      description =
          "With --take-remote or --push-local: only if Lightspeed still has what sync:diff --json"
              + " showed under \"shown\".")
  private @Nullable String shown;

  @Override
  public Kind kind() {
    return Kind.LOGGED;
  }

  @Override
  public ExitCode run(Session session) throws InterruptedException {
    if (Stream.of(isTakingRemote, isPushingLocal, isIgnoring, isSendingBeside)
            .filter(chosen -> chosen)
            .count()
        > 1) {
      throw new UsageError(
          "Only one of --take-remote, --push-local, --ignore and --send-beside can be chosen.",
          null);
    }
    if (isSendingBeside) {
      session.services().handledQueue();
      return new SendBeside(session).run(order, isSure);
    }
    var report = settle(session);
    show(report, session.terminal());
    return tellsByExitCode && !report.open().isEmpty() ? ExitCode.FAILED : ExitCode.DONE;
  }

  private DriftService.Report settle(Session session) throws InterruptedException {
    var services = session.services();
    services.handledQueue();
    Hindered.refuseReading(services);
    var drift = services.drift();
    if (isTakingRemote) {
      return drift.takeRemote(order, services.actor(), seen());
    }
    if (isIgnoring) {
      return drift.ignore(order, services.actor());
    }
    if (isPushingLocal) {
      Hindered.refuseSending(services);
      var job = drift.pushLocal(order, services.actor(), seen());
      session.stopInOrder();
      var act = new ForegroundSync.Act("pushed", "sync:diff --push-local");
      var end = new ForegroundSync(session, services.orders().get(order).order(), job, act).run();
      if (end != null) {
        throw end;
      }
    }
    return drift.diff(order);
  }

  private @Nullable Shown seen() {
    return shown == null
        ? null
        : Shown.parse(shown)
            .orElseThrow(
                () -> new UsageError("--shown is not what sync:diff --json showed.", null));
  }

  private static void show(DriftService.Report report, Terminal terminal) {
    if (terminal.isJson()) {
      terminal.json(
          new Document()
              .with("id", report.order().id().value())
              .with("public_id", report.order().publicId())
              .with("lightspeed_consignment_id", report.order().lightspeedConsignmentId())
              .with("is_different", !report.open().isEmpty())
              .with("shown", report.shown() == null ? null : report.shown().text())
              .with("doors", doors(report.doors()))
              .with("differences", report.findings().stream().map(OrderDocuments::of).toList()));
      return;
    }
    if (report.findings().isEmpty()) {
      terminal.print("Order " + report.order().publicId() + " and Lightspeed agree.");
      return;
    }
    var table =
        Table.of(
            Table.Column.text("WHAT"),
            Table.Column.flexible("HERE"),
            Table.Column.flexible("LIGHTSPEED"),
            Table.Column.text("SINCE"),
            Table.Column.text("IGNORED BY"));
    for (var finding : report.findings()) {
      table.row(
          finding.difference().item(),
          finding.difference().here(),
          finding.difference().there(),
          Words.time(finding.foundAt()),
          finding.ignoredBy());
    }
    table.print(terminal);
    if (!report.open().isEmpty()) {
      sayDoors(report, terminal);
    }
  }

  private static Document doors(Doors doors) {
    return new Document()
        .with("take_remote", doors.taken().stream().map(Difference::item).toList())
        .with("push_local", doors.pushed().stream().map(Difference::item).toList())
        .with("not_taken", doors.notTaken())
        .with("not_pushed", doors.notPushed())
        .with("advice", doors.advice());
  }

  /// Only what does something is offered.
  private static void sayDoors(DriftService.Report report, Terminal terminal) {
    var doors = report.doors();
    terminal.say("Settle it:");
    if (!doors.taken().isEmpty()) {
      terminal.say("  --take-remote: " + join(doors.taken(), Difference::whenTaken));
    }
    if (!doors.pushed().isEmpty()) {
      terminal.say("  --push-local:  " + join(doors.pushed(), Difference::whenPushed));
    }
    terminal.say("  --ignore:      nothing changes, and it is not shown until it does");
    if (doors.notTaken() != null) {
      terminal.say("Cannot be taken over: " + doors.notTaken());
    }
    if (doors.notPushed() != null) {
      terminal.say("Cannot be pushed: " + doors.notPushed());
    }
    doors.advice().forEach(terminal::say);
  }

  private static String join(List<Difference> differences, Function<Difference, String> words) {
    var shown = differences.stream().limit(MOST_SHOWN).map(words).collect(Collectors.joining("; "));
    return differences.size() > MOST_SHOWN
        ? shown + "; and " + (differences.size() - MOST_SHOWN) + " more"
        : shown;
  }
}
