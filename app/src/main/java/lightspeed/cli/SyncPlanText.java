package lightspeed.cli;

import java.time.Duration;
import lightspeed.sync.SyncPlan;

/// A plan: the calls in their order, what stands in the way, and what it costs.
final class SyncPlanText {
  private SyncPlanText() {}

  /// Shows it; an order with problems is a failure, because it cannot be sent.
  static ExitCode show(SyncPlan plan, Terminal terminal) {
    if (terminal.isJson()) {
      terminal.json(document(plan));
    } else {
      print(plan, terminal);
    }
    return plan.problems().isEmpty() ? ExitCode.DONE : ExitCode.FAILED;
  }

  static Document document(SyncPlan plan) {
    return new Document()
        .with("public_id", plan.publicId())
        .with(
            "calls",
            plan.calls().stream()
                .map(
                    call ->
                        new Document()
                            .with("method", call.method())
                            .with("path", call.path())
                            .with("summary", call.summary()))
                .toList())
        .with(
            "problems",
            plan.problems().stream()
                .map(
                    problem ->
                        new Document()
                            .with("line", problem.line())
                            .with("sku", problem.sku())
                            .with("reason", problem.reason())
                            .with("suggestions", problem.suggestions()))
                .toList())
        .with(
            "budget",
            new Document()
                .with("calls", plan.budget().calls())
                .with("limit", plan.budget().limit())
                .with("remaining", plan.budget().remaining())
                .with("seconds", plan.budget().seconds()))
        .with("is_complete", plan.isComplete());
  }

  private static void print(SyncPlan plan, Terminal terminal) {
    if (!plan.problems().isEmpty()) {
      terminal.print("Order " + plan.publicId() + " cannot be sent as it is:");
      plan.problems().forEach(problem -> terminal.print("  " + problem.sentence()));
      terminal.say(
          "Wrong in the order: make it a draft again (po:reopen), correct it and approve it."
              + " Missing in Lightspeed: make the product there, and look again.");
      return;
    }
    if (plan.calls().isEmpty()) {
      terminal.print("Nothing to do for order " + plan.publicId() + ".");
      return;
    }
    terminal.print("Sending order " + plan.publicId() + " would make these calls:");
    var table =
        Table.of(
            Table.Column.number("#"),
            Table.Column.text("METHOD"),
            Table.Column.flexible("PATH"),
            Table.Column.flexible("WHAT"));
    int number = 0;
    for (var call : plan.calls()) {
      number++;
      table.row(number, call.method(), call.path(), call.summary());
    }
    table.print(terminal);
    terminal.print(budget(plan));
    if (!plan.isComplete()) {
      terminal.print(
          "An earlier try ended without an answer: what comes after the reading calls depends on"
              + " what they find.");
    }
  }

  private static String budget(SyncPlan plan) {
    var budget = plan.budget();
    var limit = budget.limit();
    var calls = Words.count(budget.calls(), "call");
    if (limit == null) {
      return calls + "; how many are allowed is not known before the first one.";
    }
    var wait =
        budget.seconds() == 0
            ? "it can start now."
            : "about "
                + Words.duration(Duration.ofSeconds(budget.seconds()))
                + " to wait for them.";
    return calls + " of " + budget.remaining() + " left (limit " + limit + "); " + wait;
  }
}
