package lightspeed.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import lightspeed.db.Sleeper;
import lightspeed.job.JobStatus;
import lightspeed.purchaseorder.SyncStatus;

/// What the demo tells, step by step, with the commands that an operator would type.
final class DemoStory {
  private static final Duration SETTLE = Duration.ofMillis(1200);

  /// How often the worker comes back for what had to wait.
  private static final int ROUNDS = 15;

  private final Sleeper sleeper;
  private final DemoVoice voice;
  private final Terminal terminal;
  private final SandboxControl sandbox;
  private final Path folder;

  DemoStory(DemoVoice voice, Sleeper sleeper, SandboxControl sandbox, Path folder) {
    this.voice = voice;
    this.sleeper = sleeper;
    this.terminal = voice.terminal();
    this.sandbox = sandbox;
    this.folder = folder;
  }

  ExitCode tell() throws IOException, InterruptedException {
    voice.tell(
        "A store to try things on",
        "A Lightspeed API of our own runs as a separate program, with a"
            + " seeded store in it. The database is a MariaDB in a temporary folder.");
    voice.run("vend:test");
    voice.tell(
        "The catalog",
        "Suppliers, outlets and products are mirrored, so that orders are checked"
            + " here and cost no calls.");
    voice.run("catalog:pull");
    importOrders();
    voice.tell(
        "The plan",
        "Before anything is sent, the exact calls can be seen. 600 lines take two bulk"
            + " calls, so four calls in all.");
    voice.run("sync:po", DemoOrders.LARGE, "--dry-run");
    send();
    voice.tell(
        "The order with the slip",
        "Nothing was created for it: all its problems are listed at once,"
            + " with what was probably meant.");
    voice.run("sync:status", DemoOrders.WRONG);
    var sent = compare();
    var received = new DemoWayBack(voice, sandbox).tell(DemoOrders.RECEIVED);
    if (terminal.isJson()) {
      terminal.json(sent.document().with("received", received));
    }
    return sent.isEqual() && received.isEmpty() ? ExitCode.DONE : ExitCode.FAILED;
  }

  private void importOrders() throws IOException, InterruptedException {
    voice.tell(
        "Orders from a spreadsheet",
        "Five orders: small ones, one of 600 lines, and one with a slip"
            + " in a SKU, which is noticed at once.");
    var file = folder.resolve("orders.csv");
    new DemoOrders(sandbox.store()).write(file);
    voice.run("po:import", file.toString());
    voice.tell(
        "Approval",
        "Approving an order and queueing its job is one transaction: what was answered is"
            + " sent sooner or later.");
    var words = new ArrayList<String>();
    words.add("po:approve");
    words.addAll(DemoOrders.all());
    voice.run(words.toArray(String[]::new));
  }

  private void send() throws IOException, InterruptedException {
    voice.tell(
        "Sending, with an accident",
        "A worker sends them. One bulk call is carried out but its answer gets lost. That call adds"
            + " quantities, so repeating it blindly would double them. The worker waits until the"
            + " call must have settled, reads back, and sends only what is missing.");
    sandbox.loseAnswerOfBulkCall(2);
    voice.run("queue:work", "--drain", "--concurrency=4");
    for (int round = 1; round <= ROUNDS && isUnderWay(); round++) {
      sleeper.sleep(SETTLE);
      voice.run("queue:work", "--drain", "--concurrency=4");
    }
    showTheOneInDoubt();
  }

  private void showTheOneInDoubt() throws IOException, InterruptedException {
    var paths = sandbox.unanswered();
    try (var services = voice.services()) {
      for (var order : DemoOrders.GOOD) {
        var consignment = services.orders().get(order).order().lightspeedConsignmentId();
        if (consignment != null && paths.stream().anyMatch(path -> path.contains(consignment))) {
          voice.tell(
              "The order whose answer got lost",
              "Its history shows the call without an answer, how it was read back, and the end.");
          voice.run("sync:status", order);
        }
      }
    }
  }

  private boolean isUnderWay() {
    try (var services = voice.services()) {
      for (var order : DemoOrders.all()) {
        var status = services.orders().get(order).order().syncStatus();
        if (status != SyncStatus.SYNCED && status != SyncStatus.FAILED) {
          return true;
        }
      }
      return services.queue().glance().count(JobStatus.PROCESSING) > 0;
    }
  }

  private DemoCheck.Sides compare() throws IOException, InterruptedException {
    voice.tell(
        "Both sides, line by line",
        "What the store really holds, asked behind the product's back,"
            + " against the orders in the database.");
    var results = new ArrayList<DemoCheck.Comparison>();
    try (var services = voice.services()) {
      var check = new DemoCheck(sandbox, services);
      for (var order : DemoOrders.GOOD) {
        results.add(check.sent(order));
      }
      results.add(check.absent(DemoOrders.WRONG));
    }
    var sides = new DemoCheck.Sides(results, sandbox.unanswered().size());
    if (!terminal.isJson()) {
      print(sides);
    }
    return sides;
  }

  private void print(DemoCheck.Sides sides) {
    var table =
        Table.of(
            Table.Column.text("ORDER"),
            Table.Column.number("LINES"),
            Table.Column.number("CALLS"),
            Table.Column.flexible("STORE AND DATABASE"));
    for (var one : sides.orders()) {
      table.row(one.order(), one.lines(), one.calls(), verdict(one));
    }
    table.print(terminal);
    terminal.print("");
    terminal.print("Answers lost on the way: " + sides.answersLost());
    terminal.print(
        sides.isEqual()
            ? terminal.styled(
                Style.GREEN, "Every order is there exactly once, with exactly its lines.")
            : terminal.styled(Style.RED, "The two sides differ. That should not happen."));
  }

  private static String verdict(DemoCheck.Comparison result) {
    if (!result.isEqual()) {
      return "differ: " + String.join("; ", result.differences());
    }
    return result.order().equals(DemoOrders.WRONG) ? "rightly not there" : "equal";
  }
}
