package lightspeed.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import lightspeed.job.JobStatus;
import lightspeed.purchaseorder.SyncStatus;

/// What the demo tells, step by step, with the commands that an operator would type.
final class DemoStory {
  private static final Duration SETTLE = Duration.ofMillis(1200);

  /// How often the worker comes back for what had to wait.
  private static final int ROUNDS = 15;

  private final Session session;
  private final Terminal terminal;
  private final SandboxControl sandbox;
  private final Map<String, String> environment;
  private final Path folder;
  private int step;

  DemoStory(Session session, SandboxControl sandbox, Map<String, String> environment, Path folder) {
    this.session = session;
    this.terminal = session.terminal();
    this.sandbox = sandbox;
    this.environment = environment;
    this.folder = folder;
  }

  ExitCode tell() throws IOException, InterruptedException {
    tell(
        "A store to try things on",
        "A Lightspeed API of our own runs as a separate program, with a"
            + " seeded store in it. The database is a MariaDB in a temporary folder.");
    run(0, "vend:test");
    tell(
        "The catalogue",
        "Suppliers, outlets and products are mirrored, so that orders are checked"
            + " here and cost no calls.");
    run(0, "catalog:pull");
    importOrders();
    tell(
        "The plan",
        "Before anything is sent, the exact calls can be seen. 600 lines take two bulk"
            + " calls, so four calls in all.");
    run(0, "sync:po", DemoOrders.LARGE, "--dry-run");
    send();
    tell(
        "The order with the slip",
        "Nothing was created for it: all its problems are listed at once,"
            + " with what was probably meant.");
    run(0, "sync:status", DemoOrders.WRONG);
    return compare();
  }

  private void importOrders() throws IOException, InterruptedException {
    tell(
        "Orders from a spreadsheet",
        "Five orders: small ones, one of 600 lines, and one with a slip"
            + " in a SKU, which is noticed at once.");
    var file = folder.resolve("orders.csv");
    new DemoOrders(sandbox.store()).write(file);
    run(0, "po:import", file.toString());
    tell(
        "Approval",
        "Approving an order and queueing its job is one transaction: what was answered is"
            + " sent sooner or later.");
    var words = new ArrayList<String>();
    words.add("po:approve");
    words.addAll(DemoOrders.all());
    run(0, words.toArray(String[]::new));
  }

  private void send() throws IOException, InterruptedException {
    tell(
        "Sending, with an accident",
        "A worker sends them. One bulk call is carried out but its"
            + " answer gets lost. That call adds quantities, so repeating it blindly would double them."
            + " The worker waits until the call must have settled, reads back, and sends only what is"
            + " missing.");
    sandbox.loseAnswerOfBulkCall(2);
    run(0, "queue:work", "--drain", "--concurrency=4");
    for (int round = 1; round <= ROUNDS && isUnderWay(); round++) {
      session.services().sleeper().sleep(SETTLE);
      run(0, "queue:work", "--drain", "--concurrency=4");
    }
    showTheOneInDoubt();
  }

  private void showTheOneInDoubt() throws IOException, InterruptedException {
    var paths = sandbox.unanswered();
    try (var services = session.commands().services(environment)) {
      for (var order : DemoOrders.GOOD) {
        var consignment = services.orders().get(order).order().lightspeedConsignmentId();
        if (consignment != null && paths.stream().anyMatch(path -> path.contains(consignment))) {
          tell(
              "The order whose answer got lost",
              "Its history shows the call without an answer, how it was read back, and the end.");
          run(0, "sync:status", order);
        }
      }
    }
  }

  private boolean isUnderWay() {
    try (var services = session.commands().services(environment)) {
      for (var order : DemoOrders.all()) {
        var status = services.orders().get(order).order().syncStatus();
        if (status != SyncStatus.SYNCED && status != SyncStatus.FAILED) {
          return true;
        }
      }
      return services.queue().stats().count(JobStatus.PROCESSING) > 0;
    }
  }

  private ExitCode compare() throws IOException, InterruptedException {
    tell(
        "Both sides, line by line",
        "What the store really holds, asked behind the product's back,"
            + " against the orders in the database.");
    var results = new ArrayList<DemoCheck.Comparison>();
    try (var services = session.commands().services(environment)) {
      var check = new DemoCheck(sandbox, services);
      for (var order : DemoOrders.GOOD) {
        results.add(check.sent(order));
      }
      results.add(check.absent(DemoOrders.WRONG));
    }
    int lost = sandbox.unanswered().size();
    boolean isEqual = lost == 1 && results.stream().allMatch(DemoCheck.Comparison::isEqual);
    if (terminal.isJson()) {
      terminal.json(document(results, lost, isEqual));
    } else {
      print(results, lost, isEqual);
    }
    return isEqual ? ExitCode.DONE : ExitCode.FAILED;
  }

  private void print(List<DemoCheck.Comparison> results, int lost, boolean isEqual) {
    var table =
        Table.of(
            Table.Column.text("ORDER"),
            Table.Column.number("LINES"),
            Table.Column.number("CALLS"),
            Table.Column.flexible("STORE AND DATABASE"));
    for (var result : results) {
      table.row(result.order(), result.lines(), result.calls(), verdict(result));
    }
    table.print(terminal);
    terminal.print("");
    terminal.print("Answers lost on the way: " + lost);
    terminal.print(
        isEqual
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

  private static Document document(List<DemoCheck.Comparison> results, int lost, boolean isEqual) {
    return new Document()
        .with("is_equal", isEqual)
        .with("answers_lost", lost)
        .with(
            "orders",
            results.stream()
                .map(
                    result ->
                        new Document()
                            .with("public_id", result.order())
                            .with("lines", result.lines())
                            .with("calls", result.calls())
                            .with("differences", result.differences()))
                .toList());
  }

  private void tell(String title, String text) {
    step++;
    if (!terminal.isJson()) {
      terminal.print("");
      terminal.print(terminal.styled(Style.BOLD, step + ". " + title));
      terminal.print(text);
    }
  }

  /// Runs a command as if it had been typed.
  ///
  /// @throws CommandFailed when it ends in another way than expected
  private void run(int expected, String... words) throws InterruptedException {
    if (!terminal.isJson()) {
      terminal.print("");
      terminal.print(terminal.styled(Style.DIM, "$ lightspeed-cli " + String.join(" ", words)));
    }
    int exit = session.commands().run(environment, terminal.isJson(), words);
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    if (exit != expected) {
      throw new CommandFailed(
          ExitCode.FAILED,
          "demo_failed",
          words[0] + " ended with exit code " + exit + "; the demo stops here.",
          null);
    }
  }
}
