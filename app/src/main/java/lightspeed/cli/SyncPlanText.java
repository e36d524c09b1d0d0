package lightspeed.cli;

import java.time.Duration;
import java.util.List;
import lightspeed.sync.PlannedCall;
import lightspeed.sync.SyncPlan;

/// A plan: the calls in their order, what stands in the way, and what it costs.
final class SyncPlanText {
  private SyncPlanText() {}

  /// Shows it; an order with problems is a failure, because it cannot be sent, and one whose number
  /// is taken is refused.
  static ExitCode show(SyncPlan plan, Terminal terminal) {
    if (terminal.isJson()) {
      terminal.json(document(plan));
    } else {
      print(plan, terminal);
    }
    if (plan.isTaken()) {
      return ExitCode.CONFLICT;
    }
    return plan.problems().isEmpty() ? ExitCode.DONE : ExitCode.FAILED;
  }

  static Document document(SyncPlan plan) {
    return new Document()
        .with("public_id", plan.publicId())
        .with("calls", documents(plan.calls()))
        .with("reads", documents(plan.reads()))
        .with("reference", plan.reference())
        .with("catalog_age_seconds", plan.catalogAgeSeconds())
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

  private static List<Document> documents(List<PlannedCall> calls) {
    return calls.stream()
        .map(
            call ->
                new Document()
                    .with("method", call.method())
                    .with("path", call.path())
                    .with("summary", call.summary()))
        .toList();
  }

  private static void print(SyncPlan plan, Terminal terminal) {
    if (!plan.problems().isEmpty()) {
      terminal.print("Order " + plan.publicId() + " cannot be sent yet:");
      plan.problems().forEach(problem -> terminal.print("  " + problem.sentence()));
      if (!plan.isTaken()) {
        terminal.say(
            "Wrong in the order: make it a draft again (po:reopen), correct it and approve it."
                + " Missing in Lightspeed: make the product there, and look again.");
      }
      return;
    }
    if (plan.calls().isEmpty() && plan.reads().isEmpty()) {
      terminal.print("Nothing to do for order " + plan.publicId() + ".");
      return;
    }
    if (plan.reference() == SyncPlan.Reference.LINKABLE) {
      terminal.print(
          "Order " + plan.publicId() + " is in Lightspeed already; it goes on with that.");
    }
    if (!plan.reads().isEmpty()) {
      terminal.print("Sending order " + plan.publicId() + " would read first:");
      table(plan.reads(), terminal);
    }
    if (plan.calls().isEmpty()) {
      terminal.print("Nothing would be written.");
    } else {
      terminal.print("Sending order " + plan.publicId() + " would make these calls:");
      table(plan.calls(), terminal);
    }
    terminal.print(budget(plan));
    if (!plan.isComplete()) {
      terminal.print(
          "What is in Lightspeed may still change by an earlier try: what is written depends on"
              + " what is read then.");
    }
  }

  private static void table(List<PlannedCall> calls, Terminal terminal) {
    var table =
        Table.of(
            Table.Column.number("#"),
            Table.Column.text("METHOD"),
            Table.Column.flexible("PATH"),
            Table.Column.flexible("WHAT"));
    int number = 0;
    for (var call : calls) {
      number++;
      table.row(number, call.method(), call.path(), call.summary());
    }
    table.print(terminal);
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
