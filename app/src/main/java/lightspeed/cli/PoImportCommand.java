package lightspeed.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import lightspeed.purchaseorder.Approvals;
import lightspeed.purchaseorder.ImportOptions;
import lightspeed.purchaseorder.ImportProblem;
import lightspeed.purchaseorder.ImportResult;
import lightspeed.purchaseorder.ImportedOrder.Outcome;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Brings orders in from a CSV file, as drafts.
@Command(
    description = {
      "Columns, in any order: public_id, supplier, outlet, sku, quantity, unit_cost, and optionally"
          + " id, due_at, supplier_invoice, notes, name. Lightspeed's own stock-order file is taken"
          + " with --supplier and --outlet. A file with one line of an order:",
      "  public_id,supplier,outlet,sku,quantity,unit_cost",
      "  PO-2025-001,Harbour Trading Co,Auckland,WCV-10002,6,4.50",
      "One bad row imports nothing, unless --partial. Importing a file twice creates nothing twice."
    },
    footer = {
      "  lightspeed-cli po:import orders.csv --dry-run",
      "  lightspeed-cli po:import orders.csv --approve",
      "  lightspeed-cli po:import stock.csv --supplier=Acme --outlet=\"Main St\""
    })
final class PoImportCommand implements CliCommand {
  @Parameters(paramLabel = "<file.csv>", description = "The file.")
  private Path file = Path.of("");

  @Option(names = "--approve", description = "Approve what was imported, so that it is sent.")
  private boolean isApproving;

  @Option(names = "--dry-run", description = "Check and report only; write nothing.")
  private boolean isDryRun;

  @Option(names = "--partial", description = "Import the orders that have no bad row.")
  private boolean isPartial;

  @Option(
      names = "--supplier",
      paramLabel = "NAME",
      description = "Supplier of all orders, when the file has no such column: id or exact name.")
  private @Nullable String supplier;

  @Option(
      names = "--outlet",
      paramLabel = "NAME",
      description = "Outlet of all orders, when the file has no such column: id or exact name.")
  private @Nullable String outlet;

  @Override
  public boolean isNoted() {
    return !isDryRun;
  }

  @Override
  public ExitCode run(Session session) throws IOException {
    var services = session.services();
    var options = new ImportOptions(services.actor(), supplier, outlet, isPartial, isDryRun);
    session.stopAtOnce(
        "Interrupted: the file is imported whole or not at all; calling it again creates nothing"
            + " twice.");
    var terminal = session.terminal();
    var bar = new ProgressBar(services.clock(), "KB");
    long all = kilobytes(Files.exists(file) ? Files.size(file) : 0);
    var result =
        services
            .orderImport()
            .run(file, options, bytes -> terminal.progress(bar.of(kilobytes(bytes), all)));
    terminal.endProgress();
    var approvals = new Approvals(List.of(), List.of());
    if (isApproving && result.isApplied()) {
      approvals = services.orders().approveAll(result.importedIds(), services.actor());
    }
    if (terminal.isJson()) {
      terminal.json(document(result, approvals));
    } else {
      print(result, approvals, session);
    }
    return exit(result, approvals);
  }

  private static long kilobytes(long bytes) {
    return (bytes + 1023) / 1024;
  }

  private ExitCode exit(ImportResult result, Approvals approvals) {
    long refused = result.count(Outcome.REFUSED);
    boolean hasImported = !result.importedIds().isEmpty();
    if (result.hasProblems() && !(result.isApplied() && hasImported)) {
      return ExitCode.USAGE;
    }
    if (refused > 0 && !hasImported) {
      return ExitCode.CONFLICT;
    }
    boolean isPart = result.hasProblems() || refused > 0 || !approvals.refused().isEmpty();
    return isPart ? ExitCode.PARTLY : ExitCode.DONE;
  }

  private Document document(ImportResult result, Approvals approvals) {
    return new Document()
        .with("applied", result.isApplied())
        .with("dry_run", isDryRun)
        .with("rows", result.rows())
        .with(
            "orders",
            result.orders().stream()
                .map(
                    order ->
                        new Document()
                            .with("id", order.id().value())
                            .with("public_id", order.publicId())
                            .with("outcome", order.outcome())
                            .with("lines", order.lines())
                            .with("reason", order.reason()))
                .toList())
        .with("problem_count", result.problemCount())
        .with("problems", result.problems().stream().map(PoImportCommand::document).toList())
        .with("warning_count", result.warningCount())
        .with("warnings", result.warnings().stream().map(PoImportCommand::document).toList())
        .with("approved", approvals.approvals().stream().map(PoApproveCommand::document).toList());
  }

  private static Document document(ImportProblem problem) {
    return new Document()
        .with("row", problem.row())
        .with("column", problem.column())
        .with("reason", problem.reason());
  }

  private static String whoSends(Session session) {
    return session.services().queue().stats().workers().isEmpty()
        ? "Workers send approved orders. Start one: lightspeed-cli queue:work"
        : "Workers send approved orders: lightspeed-cli queue:list";
  }

  private void print(ImportResult result, Approvals approvals, Session session) {
    var terminal = session.terminal();
    listed(result.warnings(), result.warningCount(), "warning", terminal);
    listed(result.problems(), result.problemCount(), "problem", terminal);
    if (!result.orders().isEmpty()) {
      var table =
          Table.of(
              Table.Column.text("ORDER"),
              Table.Column.text(isDryRun ? "WOULD BE" : "OUTCOME"),
              Table.Column.number("LINES"),
              Table.Column.flexible("REASON"));
      result
          .orders()
          .forEach(
              order -> table.row(order.publicId(), order.outcome(), order.lines(), order.reason()));
      table.print(terminal);
    }
    if (!result.isApplied()) {
      terminal.print(isDryRun ? "Dry run: nothing was written." : "Nothing was imported.");
      return;
    }
    if (isApproving) {
      terminal.print(Words.count(approvals.approvedNow(), "order") + " approved.");
      approvals.refused().forEach(refusal -> terminal.print(String.valueOf(refusal.getMessage())));
      if (approvals.approvedNow() > 0) {
        terminal.say(whoSends(session));
      }
    } else if (result.count(Outcome.CREATED) + result.count(Outcome.UPDATED) > 0) {
      terminal.say("Drafts are not sent before they are approved: lightspeed-cli po:approve");
    }
  }

  private static void listed(
      List<ImportProblem> problems, long count, String noun, Terminal terminal) {
    problems.forEach(problem -> terminal.err(noun + ": " + problem.sentence() + "\n"));
    if (count > problems.size()) {
      terminal.err("… and " + Words.count(count - problems.size(), "more " + noun) + ".\n");
    }
  }
}
