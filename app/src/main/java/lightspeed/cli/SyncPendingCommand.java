package lightspeed.cli;

import java.util.List;
import lightspeed.purchaseorder.PurchaseOrder;
import lightspeed.purchaseorder.PurchaseOrderException;
import lightspeed.sync.SyncService;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Queues every approved order that is not in Lightspeed yet.
@Command(
    description = "Workers send them. An order that is queued already is not queued twice.",
    footer = {
      "  lightspeed-cli sync:pending",
      "  lightspeed-cli sync:pending --batch-size=50 --limit=200",
      "  lightspeed-cli sync:pending --wait"
    })
final class SyncPendingCommand implements CliCommand {
  @Option(
      names = "--batch-size",
      paramLabel = "N",
      description = "How many are queued in one transaction (50).")
  private int batchSize = 50;

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "Maximum number of orders (default all).")
  private @Nullable Integer limit;

  @Option(names = "--dry-run", description = "List them; queue nothing.")
  private boolean isDryRun;

  @Option(names = "--wait", description = "Follow them until each has ended.")
  private boolean isWaiting;

  @Override
  public boolean isNoted() {
    return !isDryRun;
  }

  @Override
  public ExitCode run(Session session) throws InterruptedException {
    if (batchSize < 1 || batchSize > 1000 || (limit != null && limit < 1)) {
      throw new UsageError(
          "--batch-size is 1 to 1000 and --limit at least 1.",
          "lightspeed-cli sync:pending --help");
    }
    int most = limit == null ? Integer.MAX_VALUE : limit;
    if (isDryRun) {
      list(session.services().sync().pending(most), session.terminal());
      return ExitCode.DONE;
    }
    if (isWaiting) {
      session.stopInOrder();
    }
    var done = session.services().sync().requestPending(batchSize, most);
    if (!isWaiting || done.jobs().isEmpty()) {
      report(done, session.terminal());
      return ExitCode.DONE;
    }
    return new FollowJobs(session, done.jobs()).run();
  }

  private static void list(List<PurchaseOrder> orders, Terminal terminal) {
    if (terminal.isJson()) {
      terminal.json(
          new Document()
              .with("count", orders.size())
              .with("orders", orders.stream().map(PurchaseOrder::publicId).toList()));
      return;
    }
    orders.forEach(
        order -> terminal.print(order.publicId() + "  " + Words.count(order.lineCount(), "line")));
    terminal.say(Words.count(orders.size(), "order") + " would be queued.");
  }

  private static void report(SyncService.Batch done, Terminal terminal) {
    var jobs = done.jobs();
    if (terminal.isJson()) {
      terminal.json(
          new Document()
              .with("queued", jobs.size())
              .with("jobs", jobs)
              .with(
                  "sent_already", done.sentAlready().stream().map(PurchaseOrder::publicId).toList())
              .with(
                  "refused",
                  done.refused().stream().map(PurchaseOrderException::getMessage).toList()));
      return;
    }
    terminal.print(
        jobs.isEmpty()
            ? "No approved order waits to be sent."
            : Words.count(jobs.size(), "order") + " queued.");
    done.sentAlready()
        .forEach(order -> terminal.print(order.publicId() + " is in Lightspeed already."));
    done.refused().forEach(refusal -> terminal.print(String.valueOf(refusal.getMessage())));
  }
}
