package lightspeed.rest;

import java.util.List;
import lightspeed.sync.PlannedCall;
import lightspeed.sync.SyncPlan;
import org.jspecify.annotations.Nullable;

/// What sending an order would do, as programs see it.
record PlanView(
    String publicId,
    boolean isComplete,
    List<CallView> calls,
    List<CallView> reads,
    SyncPlan.@Nullable Reference reference,
    @Nullable Long catalogAgeSeconds,
    List<ProblemView> problems,
    BudgetView budget) {

  record CallView(String method, String path, String summary) {}

  record ProblemView(
      @Nullable Integer line, @Nullable String sku, String reason, List<String> suggestions) {}

  record BudgetView(
      int calls, @Nullable Integer limit, @Nullable Integer remaining, long seconds) {}

  static PlanView of(SyncPlan plan) {
    var budget = plan.budget();
    return new PlanView(
        plan.publicId(),
        plan.isComplete(),
        views(plan.calls()),
        views(plan.reads()),
        plan.reference(),
        plan.catalogAgeSeconds(),
        plan.problems().stream()
            .map(
                problem ->
                    new ProblemView(
                        problem.line(),
                        problem.sku(),
                        ApiWords.of(problem.reason()),
                        problem.suggestions()))
            .toList(),
        new BudgetView(budget.calls(), budget.limit(), budget.remaining(), budget.seconds()));
  }

  private static List<CallView> views(List<PlannedCall> calls) {
    return calls.stream()
        .map(call -> new CallView(call.method(), call.path(), call.summary()))
        .toList();
  }
}
