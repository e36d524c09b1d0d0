package lightspeed.cli;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import lightspeed.config.Settings;
import lightspeed.job.DrainReport;
import lightspeed.job.JobType;
import lightspeed.job.RanJob;
import lightspeed.job.RunResult;
import lightspeed.job.Worker;
import lightspeed.job.WorkerEnd;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// The worker: runs jobs until it is told to stop.
@Command(
    description = {
      "Any number of workers may run, on any number of machines. Ctrl-C or SIGTERM lets running"
          + " jobs end, a second one hands them back at once; nothing is lost either way.",
      "--drain exits 0 when it ran what was due, also when jobs failed: it says how many. For an"
          + " exit code that tells whether all is well, run lightspeed-cli health."
    },
    footer = {
      "  lightspeed-cli queue:work",
      "  lightspeed-cli queue:work --concurrency=4",
      "  lightspeed-cli queue:work --drain     (runs what is due, then ends)"
    })
final class QueueWorkCommand implements CliCommand {
  /// How long running jobs may take to end by themselves: longer than a request may take, shorter
  /// than the 10 s after which container runtimes kill.
  private static final Duration GRACE = Duration.ofSeconds(8);

  @Option(
      names = "--concurrency",
      paramLabel = "N",
      description = "Jobs at the same time (queue_concurrency, 8).")
  private @Nullable String concurrency;

  @Option(
      names = "--sleep",
      paramLabel = "SECONDS",
      description = "Longest pause between two looks into an empty queue (queue_worker_sleep).")
  private @Nullable String sleep;

  @Option(
      names = "--types",
      split = ",",
      paramLabel = "TYPE",
      description = "Only these job types, such as sync_po.")
  private List<String> types = List.of();

  @Option(names = "--once", description = "Run one job that is due, then end.")
  private boolean isOnce;

  @Option(
      names = "--drain",
      description = "Run until nothing is due or running; a retry due later does not hold it.")
  private boolean isDraining;

  @Override
  public Kind kind() {
    return Kind.LONG_RUNNING;
  }

  @Override
  public Map<String, String> settings() {
    var settings = new LinkedHashMap<String, String>();
    if (concurrency != null) {
      settings.put(Settings.QUEUE_CONCURRENCY.key(), concurrency);
    }
    if (sleep != null) {
      settings.put(Settings.QUEUE_WORKER_SLEEP.key(), sleep);
    }
    return settings;
  }

  @Override
  public ExitCode run(Session session) throws InterruptedException {
    if (isOnce && isDraining) {
      throw new UsageError("--once and --drain do not go together.", null);
    }
    var services = session.services();
    var only = types.stream().map(QueueWorkCommand::type).collect(Collectors.toSet());
    services.followSettings();
    WorkerLog.show(session.terminal());
    try (var worker = services.worker(only)) {
      if (isOnce) {
        session.stopInOrder();
        report(worker.runOnce().orElse(null), session.terminal());
        return ended(worker.end(), session.terminal(), ExitCode.DONE);
      }
      var signals = listen(session, worker);
      if (isDraining) {
        report(worker.drain(), session.terminal());
        var exit = signals.get() == 0 ? ExitCode.DONE : ExitCode.INTERRUPTED;
        return ended(worker.end(), session.terminal(), exit);
      }
      worker.start();
      session.terminal().say(greeting(services, only));
      services.installation().pausedBecause().ifPresent(session.terminal()::warn);
      var end = worker.awaitStopped();
      if (end instanceof WorkerEnd.Asked) {
        session.terminal().say(end.words());
      }
      var exit = signals.get() > 1 ? ExitCode.INTERRUPTED : ExitCode.DONE;
      return ended(end, session.terminal(), exit);
    }
  }

  /// A worker that stopped of its own accord says why.
  private static ExitCode ended(WorkerEnd end, Terminal terminal, ExitCode asked) {
    return switch (end) {
      case WorkerEnd.Asked() -> asked;
      case WorkerEnd.Outdated outdated -> {
        terminal.warn(outdated.words());
        yield ExitCode.DONE;
      }
      case WorkerEnd.Broken broken -> {
        terminal.warn(broken.words());
        yield ExitCode.FAILED;
      }
    };
  }

  private static JobType type(String word) {
    try {
      return new JobType(word.strip());
    } catch (IllegalArgumentException e) {
      throw new UsageError(String.valueOf(e.getMessage()), null);
    }
  }

  private static String greeting(Services services, Set<JobType> only) {
    return "The worker runs, "
        + services.localConfiguration().queue().concurrency()
        + " jobs at a time"
        + (only.isEmpty() ? "" : ", only " + only)
        + ". Ctrl-C stops it.";
  }

  /// The first signal stops in order, each further one at once.
  ///
  /// @return how many came
  private static AtomicInteger listen(Session session, Worker worker) {
    var signals = new AtomicInteger();
    session
        .stopSignals()
        .listen(
            () -> {
              if (signals.incrementAndGet() == 1) {
                session
                    .terminal()
                    .say("Stopping after running jobs finish. Press Ctrl-C again to stop now.");
                worker.stop(GRACE);
              } else {
                worker.halt();
              }
            });
    return signals;
  }

  private static void report(@Nullable RanJob ran, Terminal terminal) {
    if (terminal.isJson()) {
      terminal.json(
          new Document()
              .with("job", ran == null ? null : ran.id())
              .with("type", ran == null ? null : ran.type().name())
              .with("result", ran == null ? null : word(ran.result())));
    } else {
      terminal.print(
          ran == null
              ? "No job is due."
              : ran.id() + " (" + ran.type() + "): " + word(ran.result()));
    }
  }

  private static String word(RunResult result) {
    return switch (result) {
      case RunResult.Completed _ -> "completed";
      case RunResult.WillRetry retry ->
          "will be tried again at " + Words.time(retry.nextAttemptAt());
      case RunResult.Postponed postponed -> "waits until " + Words.time(postponed.nextAttemptAt());
      case RunResult.Failed failed -> "failed: " + failed.reason();
      case RunResult.Cancelled _ -> "cancelled";
      case RunResult.RunningElsewhere elsewhere -> "runs in worker " + elsewhere.workerId();
      case RunResult.AlreadyFinished finished -> "had ended as " + finished.status();
      case RunResult.Paused paused -> "paused: " + paused.reason();
      case RunResult.Lost lost -> "lost: " + lost.reason();
    };
  }

  private static void report(DrainReport report, Terminal terminal) {
    if (terminal.isJson()) {
      var paused = new Document();
      report.paused().forEach(paused::with);
      terminal.json(
          new Document()
              .with("completed", report.completed())
              .with("failed", report.failed())
              .with("paused", paused));
      return;
    }
    terminal.print(
        Words.count(report.completed(), "job") + " completed, " + report.failed() + " failed.");
    if (report.failed() > 0) {
      terminal.say("Why: lightspeed-cli queue:list --status=FAILED");
    }
    report.paused().forEach((type, reason) -> terminal.warn(type + " jobs wait: " + reason));
  }
}
