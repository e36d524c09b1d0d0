package lightspeed.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import tools.jackson.databind.JsonNode;

/// Four workers with 2,000 waiting orders against a store with one register, that is 350 calls in
/// 300 s; every 30 s a critical order is queued. A store with a fixed window and one with a sliding
/// window run side by side, each with a database and workers of its own.
///
/// A window is measured that begins half a window after the first create: calls come back in a
/// burst once in a window, and a cut through the burst would count a part of it twice or never.
/// Everything is counted by the sandbox. The first call of a critical order is the latest create
/// before its second call, which names the order: the true one may be earlier, never later.
final class UseBudget {
  private static final int WORKERS = 4;
  private static final int BACKLOG = 2_000;
  private static final int LINES = 5;
  private static final int CRITICAL = 16;
  private static final int LIMIT = 350;
  private static final Duration WINDOW = Duration.ofMinutes(5);
  private static final Duration BETWEEN_CRITICAL = Duration.ofSeconds(30);

  private final Installation installation;
  private final String kind;

  private UseBudget(Installation installation, String kind) {
    this.installation = installation;
    this.kind = kind;
  }

  static Figures measure(Path launcher, Path folder) throws IOException, InterruptedException {
    Map<String, Double> figures = new LinkedHashMap<>();
    try (ExecutorService both = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Map<String, Double>>> measured = new ArrayList<>();
      for (String kind : List.of("fixed", "sliding")) {
        measured.add(both.submit(measurement(launcher, folder.resolve(kind), kind)));
      }
      for (Future<Map<String, Double>> one : measured) {
        figures.putAll(one.get());
      }
    } catch (ExecutionException e) {
      throw new IOException("A measurement failed.", e.getCause());
    }
    return Figures.of(figures);
  }

  private static Callable<Map<String, Double>> measurement(
      Path launcher, Path folder, String kind) {
    return () -> {
      Files.createDirectories(folder);
      try (Installation installation = new Installation(launcher, folder, 1)) {
        return new UseBudget(installation, kind).measure();
      }
    };
  }

  private Map<String, Double> measure() throws IOException, InterruptedException {
    installation.set("{\"window_kind\":\"" + kind + "\"}");
    installation.run("catalog:pull");
    installation.run("config:set", "sync_auto_on_approval", "false");
    installation.run("po:import", fileOf("PO-C", CRITICAL), "--approve");
    installation.run("config:unset", "sync_auto_on_approval");
    installation.run("po:import", fileOf("PO-B", BACKLOG), "--approve");
    List<Process> workers = new ArrayList<>();
    try {
      Instant start = Instant.now();
      for (int i = 1; i <= WORKERS; i++) {
        workers.add(installation.start("worker-" + i, "queue:work"));
      }
      Map<String, String> jobs = queueCriticalOrders();
      sleepUntil(start.plus(WINDOW.multipliedBy(2)));
      return figures(jobs);
    } finally {
      workers.forEach(Process::destroy);
      for (Process worker : workers) {
        worker.waitFor();
      }
    }
  }

  private String fileOf(String prefix, int orders) throws IOException, InterruptedException {
    return OrderFile.write(installation, prefix, orders, LINES).toString();
  }

  /// Job by number of the order.
  private Map<String, String> queueCriticalOrders() throws IOException, InterruptedException {
    Map<String, String> jobs = new LinkedHashMap<>();
    for (int i = 1; i <= CRITICAL; i++) {
      // From now, not from the start: a slow command must not make the next ones come in a crowd.
      Thread.sleep(BETWEEN_CRITICAL);
      String order = "PO-C-%05d".formatted(i);
      JsonNode queued = installation.ask("sync:po", order, "--queue", "--priority=critical");
      jobs.put(order, queued.path("job").asString());
    }
    return jobs;
  }

  private Map<String, Double> figures(Map<String, String> jobs)
      throws IOException, InterruptedException {
    List<Call> calls = new ArrayList<>();
    for (JsonNode entry : installation.sandbox("/_emulator/requests")) {
      calls.add(Call.of(entry));
    }
    Instant begun = calls.stream().filter(Call::isCreate).findFirst().orElseThrow().at();
    Instant from = begun.plus(WINDOW.dividedBy(2));
    Instant to = from.plus(WINDOW);
    long accepted =
        calls.stream().filter(call -> call.isAccepted() && call.isWithin(from, to)).count();
    List<Double> waits = new ArrayList<>();
    int unsent = 0;
    for (Map.Entry<String, String> job : jobs.entrySet()) {
      String queuedAt =
          installation.ask("queue:show", job.getValue()).path("created_at").asString();
      Optional<Instant> first = firstCall(calls, job.getKey());
      if (first.isEmpty()) {
        unsent++;
      } else {
        waits.add(millis(Duration.between(Instant.parse(queuedAt), first.get())));
      }
    }
    double longest = Collections.max(waits);
    int slowest = waits.indexOf(longest) + 1;
    waits.sort(null);
    Map<String, Double> figures = new LinkedHashMap<>();
    figures.put(kind + ": used, %", 100.0 * accepted / LIMIT);
    figures.put(
        kind + ": answered with 429", (double) calls.stream().filter(Call::isRefused).count());
    figures.put(kind + ": critical orders sent", (double) waits.size());
    figures.put(kind + ": critical orders not sent in time", (double) unsent);
    figures.put(kind + ": first call, median ms", waits.get(waits.size() / 2));
    figures.put(kind + ": first call, second latest ms", waits.get(waits.size() - 2));
    figures.put(kind + ": first call, latest ms", longest);
    figures.put(kind + ": first call, latest was of order", (double) slowest);
    return figures;
  }

  private Optional<Instant> firstCall(List<Call> calls, String order)
      throws IOException, InterruptedException {
    JsonNode found = installation.sandbox("/_emulator/consignments?reference=" + order);
    String secondCall = "/consignments/" + found.path(0).path("id").asString() + "/bulk";
    Instant created = Instant.MIN;
    for (Call call : calls) {
      if (call.path().endsWith(secondCall)) {
        return Optional.of(created);
      }
      if (call.isCreate()) {
        created = call.at();
      }
    }
    return Optional.empty();
  }

  private static double millis(Duration duration) {
    return duration.toNanos() / 1e6;
  }

  private static void sleepUntil(Instant moment) throws InterruptedException {
    Thread.sleep(Duration.between(Instant.now(), moment));
  }

  /// An entry of the sandbox's journal.
  private record Call(Instant at, String method, String path, int status) {
    static Call of(JsonNode entry) {
      return new Call(
          Instant.parse(entry.path("at").asString()),
          entry.path("method").asString(),
          entry.path("path").asString(),
          entry.path("status").asInt());
    }

    boolean isRefused() {
      return status == 429;
    }

    boolean isAccepted() {
      return !isRefused();
    }

    boolean isWithin(Instant from, Instant to) {
      return !at.isBefore(from) && at.isBefore(to);
    }

    boolean isCreate() {
      return method.equals("POST") && path.endsWith("/consignments");
    }
  }
}
