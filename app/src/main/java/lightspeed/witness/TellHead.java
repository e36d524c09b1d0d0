package lightspeed.witness;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import lightspeed.audit.AuditHead;
import lightspeed.audit.AuditTrail;
import lightspeed.config.AuditConfig;
import lightspeed.job.JobHandler;
import lightspeed.job.JobHandlers;
import lightspeed.job.JobOutcome;
import lightspeed.job.JobQueue;
import lightspeed.job.JobType;
import lightspeed.job.NewJob;
import lightspeed.job.Priority;
import lightspeed.job.RecurringJob;
import lightspeed.job.RunningJob;
import lightspeed.notify.NotNotified;
import lightspeed.notify.Notifications;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Handles `audit.head`: every hour writes the head of the audit log into the log file and sends it
/// to the syslog server and to `notify_url`, if the settings say so. `audit:verify --head` compares
/// it later with what is in the database.
///
/// A crash between two of them leaves a head that not all have; the next run tells all of them a
/// newer one.
public final class TellHead implements JobHandler {
  public static final JobType TYPE = new JobType("audit.head");

  /// Between two runs: what was cut off within that time may have been told to nobody.
  static final Duration INTERVAL = Duration.ofHours(1);

  private static final Duration AGAIN = Duration.ofMinutes(5);
  private static final Logger LOG = LoggerFactory.getLogger(TellHead.class);

  private final AuditTrail audit;
  private final JobQueue queue;
  private final Notifications notifications;
  private final Supplier<AuditConfig> config;
  private final InstantSource clock;

  /// @param config as it is at the moment
  public TellHead(
      AuditTrail audit,
      JobQueue queue,
      Notifications notifications,
      Supplier<AuditConfig> config,
      InstantSource clock) {
    this.audit = audit;
    this.queue = queue;
    this.notifications = notifications;
    this.config = config;
    this.clock = clock;
  }

  /// Joins the job type with this handler and lets it recur.
  public void register(JobHandlers handlers) {
    handlers.register(this);
    queue.recur(new RecurringJob(newJob(), () -> INTERVAL));
  }

  /// The job that is done every hour.
  public static NewJob newJob() {
    return NewJob.of(TYPE, "{\"version\":1}", TYPE.name()).withPriority(Priority.LOW);
  }

  @Override
  public JobType type() {
    return TYPE;
  }

  @Override
  public JobOutcome run(RunningJob job) {
    var head = audit.head();
    LOG.info("audit head={}", head);
    var failures = tellOthers(head);
    if (failures.isEmpty()) {
      return new JobOutcome.Completed();
    }
    var reason = "The head of the audit log was not told: " + String.join(" ", failures);
    LOG.warn("{}", reason);
    return new JobOutcome.Postponed(AGAIN, reason);
  }

  private List<String> tellOthers(AuditHead head) {
    var now = config.get();
    List<String> failures = new ArrayList<>();
    var server = now.syslog();
    if (server != null) {
      try {
        Syslog.send(server, clock.instant(), "head=" + head);
      } catch (IOException e) {
        failures.add("audit_syslog: " + e + ".");
      }
    }
    if (now.isNotified()) {
      try {
        var answer = notifications.tellHead(head.toString());
        if (!answer.isGood()) {
          failures.add("notify_url answered with " + answer.status() + ".");
        }
      } catch (NotNotified | IOException e) {
        failures.add("notify_url: " + e.getMessage());
      }
    }
    return failures;
  }
}
