package lightspeed.rest;

import io.javalin.http.Context;
import java.util.Map;
import lightspeed.job.JobFilter;
import lightspeed.job.JobId;
import lightspeed.job.JobQueue;
import lightspeed.job.JobStatus;
import lightspeed.job.JobType;
import lightspeed.signin.Right;
import org.jspecify.annotations.Nullable;

/// Jobs of the queue.
final class JobRoutes {
  private static final String JOBS = Api.ROOT + "/jobs";
  private static final String JOB = JOBS + "/{id}";

  private final ApiServices services;

  JobRoutes(ApiServices services) {
    this.services = services;
  }

  void addTo(ApiRoutes routes) {
    routes.get(JOBS, this::list, Right.READ);
    routes.get(JOB, this::show, Right.READ);
    routes.post(JOB + "/retry", this::retry, Right.OPERATE);
    routes.post(JOB + "/cancel", this::cancel, Right.OPERATE);
  }

  private void list(Context context) {
    var asked = new Parameters(context, "status", "type", "cursor", "limit");
    int limit = asked.limit();
    @Nullable JobId before =
        asked.text("cursor").map(cursor -> new JobId(positive(Cursor.number(cursor)))).orElse(null);
    var jobs =
        services
            .handledQueue()
            .list(
                new JobFilter(
                    asked.word("status", JobStatus.class).orElse(null),
                    asked.text("type").map(JobRoutes::type).orElse(null),
                    limit,
                    before));
    Api.page(
        context,
        "jobs",
        jobs.stream().map(job -> JobView.of(job, null)).toList(),
        jobs.size() < limit ? null : Cursor.of(Long.toString(jobs.getLast().id().value())));
  }

  private void show(Context context) {
    show(context, id(context));
  }

  private void show(Context context, JobId id) {
    var queue = services.handledQueue();
    Api.json(context, 200, JobView.of(require(queue, id), queue.attempts(id)));
  }

  private void retry(Context context) {
    services.handledQueue().retry(id(context));
    show(context, id(context));
  }

  private void cancel(Context context) {
    var result = services.handledQueue().cancel(id(context));
    Api.json(context, 200, Map.of("job", id(context).toString(), "result", result.name()));
  }

  private static lightspeed.job.Job require(JobQueue queue, JobId id) {
    return queue.find(id).orElseThrow(() -> none(id.toString()));
  }

  private static JobId id(Context context) {
    var text = context.pathParam("id");
    return JobId.parse(text).orElseThrow(() -> none(text));
  }

  private static Refused none(String job) {
    return new Refused(404, "not_found", "There is no job " + job + ".");
  }

  private static JobType type(String name) {
    try {
      return new JobType(name);
    } catch (IllegalArgumentException _) {
      throw Refused.badParameter("type", "is no type of jobs");
    }
  }

  private static long positive(long number) {
    if (number < 1) {
      throw Refused.badParameter("cursor", "is none that this list gave");
    }
    return number;
  }
}
