package lightspeed.doctor;

/// What can be wrong with queue and workers.
final class QueueFault {
  static final Fault NO_WORKER_AND_JOBS_WAIT =
      Fault.fault(
          Topic.QUEUE,
          "no-worker-and-jobs-wait",
          "Jobs are due and no worker runs.",
          "lightspeed-cli queue:work");

  static final Fault NO_WORKER =
      Fault.hint(
          Topic.QUEUE,
          "no-worker",
          "Approved orders would wait, and nothing comes back.",
          "lightspeed-cli queue:work");

  static final Fault DEAD_WORKER_HOLDS_JOBS =
      Fault.hint(
          Topic.QUEUE,
          "dead-worker-holds-jobs",
          "A worker died and no other has taken its jobs over.",
          "lightspeed-cli queue:recover");

  static final Fault JOB_WITHOUT_WORKER =
      Fault.hint(
          Topic.QUEUE,
          "job-without-worker",
          "A job is marked as running, but no known worker runs it.",
          "lightspeed-cli queue:recover");

  static final Fault JOB_STUCK =
      Fault.hint(
          Topic.QUEUE,
          "job-stuck",
          "A job runs for more than 30 minutes; none should take that long.",
          "lightspeed-cli queue:show <job>");

  static final Fault JOB_KILLS_WORKERS =
      Fault.fault(
          Topic.QUEUE,
          "job-kills-workers",
          "Workers die or lose their lease over this job again and again.",
          "lightspeed-cli queue:cancel <job>");

  static final Fault JOBS_FAILED =
      Fault.hint(
          Topic.QUEUE,
          "jobs-failed",
          "Jobs were given up.",
          "lightspeed-cli queue:list --status=FAILED, then: lightspeed-cli" + " queue:retry-all");

  static final Fault JOBS_FAILED_MANY =
      Fault.fault(
          Topic.QUEUE,
          "jobs-failed-many",
          "More jobs failed than health_failed_jobs allows.",
          "lightspeed-cli queue:list --status=FAILED, then: lightspeed-cli queue:retry-all");

  static final Fault JOBS_LATE =
      Fault.hint(
          Topic.QUEUE,
          "jobs-late",
          "Jobs are due and a worker runs, but they do not move.",
          "lightspeed-cli queue:list --status=PENDING");

  static final Fault JOB_TYPE_UNKNOWN =
      Fault.fault(
          Topic.QUEUE,
          "job-type-unknown",
          "No worker of this version does such jobs.",
          "lightspeed-cli queue:cancel <job>");

  static final Fault WORKER_VERSIONS_DIFFER =
      Fault.fault(
          Topic.QUEUE,
          "worker-versions-differ",
          "Workers of different versions run at the same time.",
          "Stop the older workers, then: lightspeed-cli queue:work");

  static final Fault WORKER_OTHER_VERSION =
      Fault.hint(
          Topic.QUEUE,
          "worker-other-version",
          "Workers run another version than this command.",
          "Restart the workers: lightspeed-cli queue:work");

  static final Fault CONNECTIONS_SHORT =
      Fault.fault(
          Topic.QUEUE,
          "connections-short",
          "All workers together may want more connections than the server gives.",
          "SET GLOBAL max_connections = <number>");

  static final Fault POLLING_LATE =
      Fault.fault(
          Topic.QUEUE,
          "polling-late",
          "Lightspeed is not asked for changes, so nothing comes back.",
          "lightspeed-cli sync:reconcile");

  static final Fault POLLING_FAILS =
      Fault.fault(
          Topic.QUEUE,
          "polling-fails",
          "Asking Lightspeed for changes fails.",
          "lightspeed-cli sync:reconcile");

  static final Fault COMPARISON_LATE =
      Fault.hint(
          Topic.QUEUE,
          "comparison-late",
          "Orders are not compared with Lightspeed once a day.",
          "lightspeed-cli queue:work");

  static final Fault PRUNING_LATE =
      Fault.hint(
          Topic.QUEUE,
          "pruning-late",
          "Old history is not removed once a day.",
          "lightspeed-cli queue:work");

  private QueueFault() {}
}
