package lightspeed.cli;

import lightspeed.sync.SyncService;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// Queues a failed order again, with all its tries; lets a waiting one start now.
@Command(footer = {"  lightspeed-cli sync:retry PO-2025-001"})
final class SyncRetryCommand implements CliCommand {
  @Parameters(paramLabel = "<order>", description = "The order's number or id.")
  private String order = "";

  @Override
  public boolean isNoted() {
    return true;
  }

  @Override
  public ExitCode run(Session session) {
    var request = session.services().sync().retry(order);
    var terminal = session.terminal();
    switch (request) {
      case SyncService.Request.Queued queued -> {
        if (terminal.isJson()) {
          terminal.json(
              new Document()
                  .with("public_id", queued.order().publicId())
                  .with("job", queued.job())
                  .with("is_new", queued.isNew()));
        } else {
          terminal.print(
              "Order "
                  + queued.order().publicId()
                  + (queued.isNew() ? " is queued as " : " starts as soon as a worker can, as ")
                  + queued.job()
                  + ".");
        }
      }
      case SyncService.Request.AlreadySent sent -> {
        if (terminal.isJson()) {
          terminal.json(
              new Document()
                  .with("public_id", sent.order().publicId())
                  .with("job", null)
                  .with("is_new", false));
        } else {
          terminal.print(
              "Order " + sent.order().publicId() + " is in Lightspeed already; nothing to retry.");
        }
      }
    }
    return ExitCode.DONE;
  }
}
