package lightspeed.console.work;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.time.Duration;
import java.util.List;
import lightspeed.console.Asked;
import lightspeed.console.Done;
import lightspeed.console.NothingThere;
import lightspeed.console.Pages;
import lightspeed.console.Show;
import lightspeed.history.ApiCallFilter;
import lightspeed.history.ApiCalls;
import lightspeed.history.JobSteps;
import lightspeed.job.CancelResult;
import lightspeed.job.Job;
import lightspeed.job.JobException;
import lightspeed.job.JobFilter;
import lightspeed.job.JobId;
import lightspeed.job.JobQueue;
import lightspeed.job.JobStatus;
import lightspeed.job.JobType;
import lightspeed.job.Priority;
import lightspeed.json.Json;
import lightspeed.server.Feature;
import lightspeed.signin.Person;
import lightspeed.signin.Right;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/// The queue and its jobs.
///
/// **Threads:** safe.
public final class QueuePages implements Feature {
  private static final int JOBS_ON_A_PAGE = 50;
  private static final int CALLS_OF_A_JOB = 100;
  private static final int STEPS_OF_A_JOB = 100;

  private static final int LONGEST_TYPE = 64;

  /// Changed at once; for more the same is asked for again.
  private static final int MOST = 2000;

  private final Pages pages;
  private final JobQueue queue;
  private final JobSteps steps;
  private final ApiCalls calls;

  /// @param queue with its handlers, so that orders follow their jobs
  public QueuePages(Pages pages, JobQueue queue, JobSteps steps, ApiCalls calls) {
    this.pages = pages;
    this.queue = queue;
    this.steps = steps;
    this.calls = calls;
  }

  @Override
  public void addTo(JavalinConfig config) {
    pages.page(config, "/queue", Right.READ, this::list);
    pages.page(config, "/queue/job", Right.READ, this::show);
    pages.change(config, "/queue/job/retry", Right.OPERATE, QueuePages::jobPage, this::retry);
    pages.change(config, "/queue/job/cancel", Right.OPERATE, QueuePages::jobPage, this::cancel);
    pages.change(config, "/queue/all", Right.OPERATE, QueuePages::back, this::all);
  }

  private static String jobPage(Context ctx) {
    return "/queue/job?id=" + Show.part(Asked.field(ctx, "id"));
  }

  private static String back(Context ctx) {
    var query = ctx.queryString();
    return query == null ? "/queue" : "/queue?" + query;
  }

  private void list(Context ctx) {
    var before = Asked.number(ctx, "before");
    var filter = filter(ctx, JOBS_ON_A_PAGE + 1, before);
    List<Job> found = queue.list(filter);
    boolean hasMore = found.size() > JOBS_ON_A_PAGE;
    var shown = hasMore ? found.subList(0, JOBS_ON_A_PAGE) : found;
    var stats = queue.glance();
    pages.write(
        ctx,
        "console/work/queue.jte",
        new QueuePage(
            pages.frame(ctx, "Queue", "queue"),
            stats,
            filter,
            shown,
            queue.types(),
            hasMore ? shown.getLast().id().value() : null));
  }

  private static JobFilter filter(Context ctx, int limit, @Nullable Long before) {
    var type = Asked.text(ctx, "type");
    var minutes = Asked.number(ctx, "age");
    return new JobFilter(
        Asked.one(ctx, "status", JobStatus.class),
        type == null || type.length() > LONGEST_TYPE ? null : new JobType(type),
        Asked.one(ctx, "priority", Priority.class),
        minutes == null || minutes < 0 || minutes > 1_000_000 ? null : Duration.ofMinutes(minutes),
        limit,
        before == null || before < 1 ? null : new JobId(before));
  }

  private void show(Context ctx) {
    var job = asked(Asked.text(ctx, "id"));
    var order = order(job);
    pages.write(
        ctx,
        "console/work/job.jte",
        new JobPage(
            pages.frame(ctx, job.id().toString(), "queue"),
            job,
            queue.attempts(job.id()),
            order,
            order == null ? List.of() : steps.newest(order, job.id().value(), STEPS_OF_A_JOB),
            calls
                .list(
                    new ApiCallFilter(null, null, null, null, job.id().value()),
                    null,
                    CALLS_OF_A_JOB)
                .calls()));
  }

  private Job asked(@Nullable String id) {
    return JobId.parse(String.valueOf(id))
        .flatMap(queue::find)
        .orElseThrow(() -> new NothingThere("There is no such job."));
  }

  /// Which order a job is about is in its payload, under one of two names.
  private static @Nullable String order(Job job) {
    try {
      var payload = Json.untrusted().readTree(job.payload());
      var old = payload.path("purchase_order_id").asString("");
      var order = old.isEmpty() ? payload.path("purchaseOrderId").asString("") : old;
      return order.isEmpty() ? null : order;
    } catch (JacksonException _) {
      return null;
    }
  }

  private Done retry(Context ctx, Person person) {
    var job = asked(Asked.field(ctx, "id"));
    queue.retry(job.id());
    return new Done(jobPage(ctx), job.id() + " is queued again with its attempts reset.");
  }

  private Done cancel(Context ctx, Person person) {
    var job = asked(Asked.field(ctx, "id"));
    return new Done(
        jobPage(ctx),
        switch (queue.cancel(job.id())) {
          case CANCELLED -> job.id() + " is cancelled.";
          case REQUESTED -> job.id() + " is running; it stops at its next safe point.";
          case ALREADY_CANCELLED -> job.id() + " was cancelled before.";
        });
  }

  /// Retries or cancels whatever passes the filter, when the word was typed.
  private Done all(Context ctx, Person person) {
    var action = Asked.field(ctx, "action");
    if (!action.equals("retry") && !action.equals("cancel")) {
      throw new IllegalArgumentException("Choose what to do with the jobs.");
    }
    if (!Asked.field(ctx, "confirm").equals(action)) {
      throw new IllegalArgumentException(
          "Nothing was done: type the word " + action + " to confirm that you mean all of them.");
    }
    int done = 0;
    int refused = 0;
    int decisions = 0;
    for (var job : queue.list(filter(ctx, MOST, null))) {
      if (action.equals("retry") && queue.isDecision(job.type())) {
        decisions++;
      } else if (changed(job.id(), action.equals("retry"))) {
        done++;
      } else {
        refused++;
      }
    }
    return new Done(
        back(ctx),
        Show.count(done, "job")
            + (action.equals("retry") ? " put back into the queue." : " cancelled.")
            + (refused == 0 ? "" : " " + refused + " are not in a state for it.")
            + (decisions == 0
                ? ""
                : " "
                    + Show.count(decisions, "job")
                    + " left alone, because a person decided on each at the time: retry such a job"
                    + " on its own page, or decide again on the order's page."));
  }

  private boolean changed(JobId id, boolean isRetry) {
    try {
      if (isRetry) {
        queue.retry(id);
        return true;
      }
      return queue.cancel(id) != CancelResult.ALREADY_CANCELLED;
    } catch (JobException _) {
      return false;
    }
  }
}
