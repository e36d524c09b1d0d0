package lightspeed.doctor;

import static lightspeed.doctor.Severity.FAULT;
import static lightspeed.doctor.Severity.HINT;

/// What can be wrong with queue and workers.
enum QueueFault implements Fault {
  NO_WORKER_AND_JOBS_WAIT(FAULT, "Jobs wait for somebody to do them.", "lightspeed-cli queue:work"),
  NO_WORKER(
      HINT, "Approved orders would wait, and nothing comes back.", "lightspeed-cli queue:work"),
  DEAD_WORKER_HOLDS_JOBS(
      FAULT, "A worker died and no other has taken its jobs over.", "lightspeed-cli queue:recover"),
  JOB_WITHOUT_WORKER(
      FAULT, "A job is said to run, but by nobody that is known.", "lightspeed-cli queue:recover"),
  JOB_STUCK(
      FAULT,
      "A job runs for more than 30 minutes; none should take that long.",
      "lightspeed-cli queue:show <job>"),
  JOB_KILLS_WORKERS(
      FAULT,
      "Workers die or lose their lease over this job again and again.",
      "lightspeed-cli queue:cancel <job>"),
  JOBS_FAILED(
      HINT,
      "Jobs were given up.",
      "lightspeed-cli queue:list --status=FAILED, then: lightspeed-cli" + " queue:retry-all"),
  JOBS_LATE(
      FAULT,
      "Jobs are due and a worker runs, but they do not move.",
      "lightspeed-cli queue:list --status=PENDING"),
  JOB_TYPE_UNKNOWN(
      FAULT, "No worker of this version does such jobs.", "lightspeed-cli queue:cancel <job>"),
  WORKER_VERSIONS_DIFFER(
      FAULT,
      "Workers of different versions run at the same time.",
      "Stop the older workers, then: lightspeed-cli queue:work"),
  WORKER_OTHER_VERSION(
      HINT,
      "Workers run another version than this command.",
      "Restart the workers: lightspeed-cli queue:work"),
  CONNECTIONS_SHORT(
      FAULT,
      "All workers together may want more connections than the server gives.",
      "SET GLOBAL max_connections = <number>"),
  POLLING_LATE(
      FAULT,
      "Nobody asks Lightspeed for changes, so nothing comes back.",
      "lightspeed-cli sync:reconcile"),
  POLLING_FAILS(FAULT, "Asking Lightspeed for changes fails.", "lightspeed-cli sync:reconcile"),
  COMPARISON_LATE(
      HINT, "Orders are not compared with Lightspeed once a day.", "lightspeed-cli queue:work"),
  PRUNING_LATE(HINT, "Old history is not removed once a day.", "lightspeed-cli queue:work");

  private final Severity severity;
  private final String meaning;
  private final String repair;

  QueueFault(Severity severity, String meaning, String repair) {
    this.severity = severity;
    this.meaning = meaning;
    this.repair = repair;
  }

  @Override
  public Topic topic() {
    return Topic.QUEUE;
  }

  @Override
  public Severity severity() {
    return severity;
  }

  @Override
  public String meaning() {
    return meaning;
  }

  @Override
  public String repair() {
    return repair;
  }
}
