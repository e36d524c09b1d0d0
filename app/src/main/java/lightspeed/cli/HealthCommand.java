package lightspeed.cli;

import java.time.Duration;
import lightspeed.doctor.CheckResult;
import lightspeed.doctor.HealthReport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Whether all is well, for people and scripts.
@Command(
    description = "Exits 0 when all works (warnings do not count), otherwise 1.",
    footer = {
      "  lightspeed-cli health",
      "  lightspeed-cli health --json",
      "  lightspeed-cli health --wait=60     (until it is well, at most a minute)"
    })
final class HealthCommand implements CliCommand {
  private static final Duration PAUSE = Duration.ofSeconds(2);

  @Option(
      names = "--wait",
      arity = "0..1",
      fallbackValue = "120",
      paramLabel = "SECONDS",
      description = "Look again until all is well, at most so long (120).")
  private @Nullable Integer wait;

  @Override
  public Kind kind() {
    return Kind.LOGGED;
  }

  @Override
  public ExitCode run(Session session) throws InterruptedException {
    if (wait != null && wait < 0) {
      throw new UsageError("--wait takes zero seconds or more, not " + wait + ".", null);
    }
    var services = session.services();
    var until = services.clock().instant().plusSeconds(wait == null ? 0 : wait);
    var report = services.health().look();
    while (!report.isHealthy() && services.clock().instant().isBefore(until)) {
      services.sleeper().sleep(PAUSE);
      report = services.health().look();
    }
    var terminal = session.terminal();
    if (terminal.isJson()) {
      terminal.json(document(report));
    } else {
      report.results().forEach(result -> print(result, terminal));
    }
    return report.isHealthy() ? ExitCode.DONE : ExitCode.FAILED;
  }

  static Document document(HealthReport report) {
    return new Document()
        .with("healthy", report.isHealthy())
        .with(
            "checks",
            report.results().stream()
                .map(
                    result ->
                        new Document()
                            .with("id", result.id())
                            .with("name", result.name())
                            .with("status", result.status().name())
                            .with("detail", result.detail())
                            .with("hint", result.hint()))
                .toList());
  }

  static void print(CheckResult result, Terminal terminal) {
    var mark =
        switch (result.status()) {
          case OK -> terminal.styled(Style.GREEN, "✔");
          case WARNING -> terminal.styled(Style.YELLOW, "!");
          case FAILED -> terminal.styled(Style.RED, "✘");
        };
    var hint = result.hint();
    terminal.print(
        mark + " " + result.name() + ": " + result.detail() + (hint == null ? "" : "  → " + hint));
  }
}
