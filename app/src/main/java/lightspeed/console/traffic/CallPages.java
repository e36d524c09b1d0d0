package lightspeed.console.traffic;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.util.Optional;
import java.util.function.Supplier;
import lightspeed.console.Asked;
import lightspeed.console.NothingThere;
import lightspeed.console.Pages;
import lightspeed.history.ApiCallFilter;
import lightspeed.history.ApiCalls;
import lightspeed.job.JobId;
import lightspeed.server.Feature;
import lightspeed.signin.Right;
import lightspeed.xseries.CallBudget;
import org.jspecify.annotations.Nullable;

/// The log of API calls.
///
/// **Threads:** safe.
public final class CallPages implements Feature {
  private static final int CALLS_ON_A_PAGE = 100;

  private final Pages pages;
  private final ApiCalls calls;
  private final Supplier<CallBudget.State> budget;

  public CallPages(Pages pages, ApiCalls calls, Supplier<CallBudget.State> budget) {
    this.pages = pages;
    this.calls = calls;
    this.budget = budget;
  }

  @Override
  public void addTo(JavalinConfig config) {
    pages.page(config, "/calls", Right.READ, this::list);
    pages.page(config, "/call", Right.READ, this::show);
  }

  private void list(Context ctx) {
    var filter =
        new ApiCallFilter(
            Asked.one(ctx, "result", ApiCallFilter.Result.class),
            Asked.text(ctx, "method"),
            Asked.text(ctx, "operation"),
            Asked.text(ctx, "order"),
            job(Asked.text(ctx, "job")));
    pages.write(
        ctx,
        "console/traffic/calls.jte",
        new CallListPage(
            pages.frame(ctx, "API log", "calls"),
            filter,
            calls.list(filter, Asked.number(ctx, "before"), CALLS_ON_A_PAGE),
            budget.get()));
  }

  private static @Nullable Long job(@Nullable String text) {
    return Optional.ofNullable(text).flatMap(JobId::parse).map(JobId::value).orElse(null);
  }

  private void show(Context ctx) {
    var id = Asked.number(ctx, "id");
    var found =
        Optional.ofNullable(id)
            .flatMap(calls::find)
            .orElseThrow(() -> new NothingThere("There is no such call, or not any more."));
    pages.write(
        ctx,
        "console/traffic/call.jte",
        new CallPage(pages.frame(ctx, "Call " + found.call().id(), "calls"), found));
  }
}
