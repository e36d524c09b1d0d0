package lightspeed.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import lightspeed.config.Settings;
import lightspeed.job.Worker;
import lightspeed.job.WorkerEnd;
import lightspeed.server.WebServer;
import lightspeed.signin.SetUpLink;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// The server, and on demand workers in the same process.
@Command(
    description = {
      "The console for people, the API for programs, the receiver of Lightspeed's webhooks, and"
          + " /health/live and /health/ready. The first start prints a link with which you make"
          + " yourself the admin. It speaks plain HTTP: to the world it is shown by a proxy that"
          + " speaks TLS. Ctrl-C or SIGTERM lets what is under way end."
    },
    footer = {
      "  lightspeed-cli serve",
      "  lightspeed-cli serve --port=8080 --workers=2",
      "  lightspeed-cli serve --host=0.0.0.0 --port=8443"
    })
final class ServeCommand implements CliCommand {
  /// As `queue:work`.
  private static final Duration GRACE = Duration.ofSeconds(8);

  private static final int MAX_WORKERS = 16;

  @Option(names = "--port", paramLabel = "PORT", description = "Where to listen (server_port).")
  private @Nullable String port;

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      description = "Address of this machine to listen on (server_host).")
  private @Nullable String host;

  @Option(
      names = "--workers",
      paramLabel = "N",
      description = "Workers in this process, each with queue_concurrency jobs (0).")
  private int workers;

  @Override
  public Kind kind() {
    return Kind.LONG_RUNNING;
  }

  @Override
  public Map<String, String> settings() {
    var settings = new LinkedHashMap<String, String>();
    if (port != null) {
      settings.put(Settings.SERVER_PORT.key(), port);
    }
    if (host != null) {
      settings.put(Settings.SERVER_HOST.key(), host);
    }
    return settings;
  }

  @Override
  public ExitCode run(Session session) throws InterruptedException {
    if (workers < 0 || workers > MAX_WORKERS) {
      throw new UsageError("--workers is a number from 0 to " + MAX_WORKERS + ".", null);
    }
    var services = session.services();
    services.followSettings();
    WorkerLog.show(session.terminal());
    var stopped = new CountDownLatch(1);
    session.stopSignals().listen(stopped::countDown);
    List<Worker> running = new ArrayList<>();
    var broken = new AtomicBoolean();
    try (var server = services.server();
        var beat = services.serverBeat()) {
      beat.start();
      server.start();
      for (int n = 0; n < workers; n++) {
        var worker = services.worker(Set.of());
        running.add(worker);
        worker.start();
        watch(worker, session.terminal(), broken, stopped);
      }
      var link = services.setUp().firstLink().map(first -> linkText(services, server, first));
      greet(session.terminal(), server, link);
      if (workers > 0) {
        services.installation().pausedBecause().ifPresent(session.terminal()::warn);
      }
      stopped.await();
      session.terminal().say("Stopping after running requests and jobs finish.");
    } finally {
      running.forEach(worker -> worker.stop(GRACE));
    }
    session.terminal().say("The server has stopped.");
    return broken.get() ? ExitCode.FAILED : ExitCode.DONE;
  }

  /// Says why a worker stopped of its own accord. Without outdated workers the server goes on; one
  /// that broke ends the process, because what broke it may not leave the rest alone.
  private static void watch(
      Worker worker, Terminal terminal, AtomicBoolean broken, CountDownLatch stopped) {
    Thread.ofVirtual()
        .name("worker-end")
        .start(
            () -> {
              try {
                switch (worker.awaitStopped()) {
                  case WorkerEnd.Asked() -> {}
                  case WorkerEnd.Outdated outdated -> terminal.warn(outdated.words());
                  case WorkerEnd.Broken failed -> {
                    terminal.warn(failed.words());
                    broken.set(true);
                    stopped.countDown();
                  }
                }
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
  }

  private static String linkText(Services services, WebServer server, SetUpLink link) {
    var address = services.settings().current().signIn().publicUrl();
    return (address == null ? server.url() : address) + link.path().reveal();
  }

  private void greet(Terminal terminal, WebServer server, Optional<String> setUpUrl) {
    if (terminal.isJson()) {
      terminal.jsonLine(
          new Document()
              .with("url", server.url())
              .with("workers", workers)
              .with("set_up_url", setUpUrl.orElse(null)));
      return;
    }
    terminal.print(
        "Listening on "
            + server.url()
            + (workers == 0 ? "" : " with " + Words.count(workers, "worker"))
            + ". Ctrl-C stops it.");
    setUpUrl.ifPresent(
        url -> {
          terminal.print(
              "No one can sign in yet. Create the first admin within 24 hours with this link:");
          terminal.print("  " + url);
        });
  }
}
