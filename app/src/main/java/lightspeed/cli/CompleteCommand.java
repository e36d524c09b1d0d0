package lightspeed.cli;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import lightspeed.cli.CommandDescription.Ids;
import lightspeed.job.JobFilter;
import lightspeed.purchaseorder.OrderFilter;
import lightspeed.purchaseorder.PurchaseOrder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// What completion scripts ask: orders or jobs that begin with what was typed. Says nothing at all
/// when anything is wrong, starts no database, and looks only at the newest.
@Command(hidden = true)
final class CompleteCommand implements CliCommand {
  /// More would not be read by the person who pressed the key.
  private static final int MOST = 100;

  @Parameters(index = "0", paramLabel = "<what>", description = "orders, jobs or job_types.")
  private Ids what = Ids.ORDERS;

  @Parameters(index = "1", arity = "0..1", paramLabel = "<text>", description = "How it begins.")
  private String text = "";

  @Override
  public ExitCode run(Session session) {
    try {
      if (session.services().embeddedServer().map(own -> own.running().isPresent()).orElse(true)) {
        known(session.services())
            .filter(id -> id.toLowerCase(Locale.ROOT).startsWith(text.toLowerCase(Locale.ROOT)))
            .forEach(session.terminal()::print);
      }
    } catch (RuntimeException _) {
      // The person is typing; an error here would end up in the middle of the line.
    }
    return ExitCode.DONE;
  }

  private Stream<String> known(Services services) {
    return switch (what) {
      case ORDERS -> orders(services).stream().map(PurchaseOrder::publicId);
      case JOBS ->
          services.queue().list(JobFilter.newest(MOST)).stream().map(job -> job.id().toString());
      case JOB_TYPES ->
          services.queue().list(JobFilter.newest(MOST)).stream()
              .map(job -> job.type().name())
              .distinct();
    };
  }

  private List<PurchaseOrder> orders(Services services) {
    var search = text.isEmpty() ? null : text;
    var filter = new OrderFilter(null, null, null, null, search, null);
    return services.orders().list(filter, null, MOST).orders();
  }
}
