package lightspeed.cli;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import lightspeed.outgoing.OutgoingHttp;
import lightspeed.webhook.SampleDelivery;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Sends a sample webhook to our own server, proven as a real one would be.
@Command(
    footer = {
      "  lightspeed-cli webhook:trigger consignment.receive",
      "  lightspeed-cli webhook:trigger consignment.receive --consignment=<id>"
    })
final class WebhookTriggerCommand implements CliCommand {
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final int MAX_PORT = 65_535;

  @Parameters(paramLabel = "<type>", description = "Event type, such as consignment.receive.")
  private String type = "";

  @Option(
      names = "--consignment",
      paramLabel = "ID",
      description = "Lightspeed's id of a consignment (sample-consignment).")
  private String consignment = "sample-consignment";

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "Where serve listens on this machine (server_port).")
  private @Nullable Integer port;

  @Override
  public ExitCode run(Session session) throws InterruptedException {
    if (port != null && (port < 1 || port > MAX_PORT)) {
      throw new UsageError("--port is a number from 1 to " + MAX_PORT + ".", null);
    }
    var configuration = session.services().configuration();
    int where = port == null ? configuration.server().port() : port;
    SampleDelivery sample;
    try {
      sample = SampleDelivery.of(type, consignment, configuration.webhook());
    } catch (IllegalArgumentException e) {
      throw new UsageError(
          String.valueOf(e.getMessage()), "lightspeed-cli config:set webhook_path_secret -");
    }
    try (var http = new OutgoingHttp(TIMEOUT)) {
      var answer =
          http.post(
              URI.create("http://127.0.0.1:" + where + sample.path()),
              sample.headers(),
              sample.body());
      return report(answer, session.terminal());
    } catch (IOException _) {
      throw new CommandFailed(
          ExitCode.UNREACHABLE,
          "server_unreachable",
          "Nothing answers at http://127.0.0.1:" + where + ".",
          "Start it: lightspeed-cli serve");
    }
  }

  private static ExitCode report(OutgoingHttp.Answer answer, Terminal terminal) {
    if (!answer.isGood()) {
      throw new CommandFailed(
          ExitCode.FAILED,
          "webhook_refused",
          "Refused with " + answer.status() + ": " + Table.oneLine(answer.excerpt().strip()),
          "The server must know the same webhook_path_secret or lightspeed_webhook_secret:"
              + " lightspeed-cli config:show");
    }
    if (terminal.isJson()) {
      terminal.json(
          new Document().with("status", answer.status()).with("answer", answer.excerpt().strip()));
    } else {
      terminal.print("Accepted with " + answer.status() + ". lightspeed-cli webhook:log shows it.");
    }
    return ExitCode.DONE;
  }
}
