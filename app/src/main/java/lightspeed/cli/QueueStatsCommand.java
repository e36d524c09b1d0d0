package lightspeed.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import lightspeed.job.JobStatus;
import lightspeed.job.QueueStats;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Counts by status, type and priority, oldest age, rate, live workers, stuck jobs.
@Command(
    footer = {
      "  lightspeed-cli queue:stats",
      "  lightspeed-cli queue:stats --watch",
      "  lightspeed-cli queue:stats --json"
    })
final class QueueStatsCommand implements CliCommand {
  private static final Duration PAUSE = Duration.ofSeconds(2);

  @Option(names = "--watch", description = "Show them again every two seconds until stopped.")
  private boolean isWatching;

  @Override
  public ExitCode run(Session session) throws InterruptedException {
    var terminal = session.terminal();
    var queue = session.services().queue();
    if (!isWatching) {
      show(queue.stats(), terminal);
      return ExitCode.DONE;
    }
    while (!terminal.isOutClosed()) {
      var stats = queue.stats();
      if (terminal.isJson()) {
        terminal.jsonLine(document(stats));
      } else {
        terminal.clear();
        show(stats, terminal);
        terminal.print("");
      }
      session.services().sleeper().sleep(PAUSE);
    }
    return ExitCode.DONE;
  }

  private static void show(QueueStats stats, Terminal terminal) {
    if (terminal.isJson()) {
      terminal.json(document(stats));
    } else {
      print(stats, terminal);
    }
  }

  private static void print(QueueStats stats, Terminal terminal) {
    var facts = new Facts();
    for (var status : JobStatus.values()) {
      facts.add(status.name(), stats.count(status));
    }
    facts.print(terminal);
    terminal.print("");
    var unfinished = new ArrayList<String>();
    stats.byType().forEach((type, jobs) -> unfinished.add(type + " " + jobs));
    var byPriority = new ArrayList<String>();
    stats
        .byPriority()
        .forEach(
            (priority, jobs) -> {
              if (jobs > 0) {
                byPriority.add(priority.word() + " " + jobs);
              }
            });
    new Facts()
        .add("unfinished by type", String.join(", ", unfinished))
        .add("unfinished by priority", String.join(", ", byPriority))
        .add("oldest waiting", oldest(stats))
        .add("finished in 1 min", stats.rate().finishedInLastMinute())
        .add("finished in 5 min", stats.rate().finishedInLastFiveMinutes())
        .add("stuck", stats.stuck())
        .add("live workers", stats.workers().size())
        .print(terminal);
    if (!stats.workers().isEmpty()) {
      terminal.print("");
      workers(stats.workers()).print(terminal);
    } else if (stats.count(JobStatus.PENDING) > 0) {
      terminal.say("No worker is running. Start one: lightspeed-cli queue:work");
    }
  }

  private static String oldest(QueueStats stats) {
    var seconds = stats.oldestPendingSeconds();
    return seconds.isPresent()
        ? Words.duration(Duration.ofSeconds(seconds.getAsLong()))
        : "nothing is due";
  }

  private static Table workers(List<QueueStats.LiveWorker> workers) {
    var table =
        Table.of(
            Table.Column.flexible("WORKER"),
            Table.Column.flexible("HOST"),
            Table.Column.number("PID"),
            Table.Column.number("RUNNING"),
            Table.Column.text("LAST BEAT"));
    for (var worker : workers) {
      table.row(
          worker.id(),
          worker.host(),
          worker.pid(),
          worker.running() + "/" + worker.concurrency(),
          Words.time(worker.lastBeatAt()));
    }
    return table;
  }

  static Document document(QueueStats stats) {
    var byStatus = new Document();
    stats.byStatus().forEach((status, jobs) -> byStatus.with(status.name(), jobs));
    var byType = new Document();
    stats.byType().forEach(byType::with);
    var byPriority = new Document();
    stats.byPriority().forEach((priority, jobs) -> byPriority.with(priority.word(), jobs));
    return new Document()
        .with("by_status", byStatus)
        .with("by_type", byType)
        .with("by_priority", byPriority)
        .with("oldest_pending_seconds", stats.oldestPendingSeconds())
        .with("stuck", stats.stuck())
        .with(
            "workers",
            stats.workers().stream()
                .map(
                    worker ->
                        new Document()
                            .with("id", worker.id())
                            .with("host", worker.host())
                            .with("pid", worker.pid())
                            .with("running", worker.running())
                            .with("last_beat_at", worker.lastBeatAt())
                            .with("concurrency", worker.concurrency()))
                .toList())
        .with(
            "finished",
            new Document()
                .with("last_minute", stats.rate().finishedInLastMinute())
                .with("last_five_minutes", stats.rate().finishedInLastFiveMinutes()));
  }
}
