package lightspeed.sync;

import java.time.Instant;
import java.util.Optional;
import lightspeed.db.Database;
import lightspeed.installation.Installation;
import lightspeed.job.Job;
import lightspeed.job.JobQueue;
import lightspeed.job.JobStatus;
import lightspeed.purchaseorder.OrderState;
import lightspeed.purchaseorder.PurchaseOrder;
import lightspeed.purchaseorder.SyncJob;
import lightspeed.purchaseorder.SyncStatus;
import lightspeed.register.Register;
import lightspeed.retailer.Line;
import lightspeed.retailer.LineState;
import lightspeed.retailer.Pauses;
import lightspeed.sync.Waiting.Kind;

/// Says what an order waits for, and since when.
final class FindWaiting {
  private final Database database;
  private final JobQueue queue;
  private final Line line;
  private final Installation installation;
  private final Register register;
  private final Pauses pauses = new Pauses();

  FindWaiting(SyncParts parts, JobQueue queue) {
    this.database = parts.database();
    this.queue = queue;
    this.line = parts.connection().line();
    this.installation = parts.connection().installation();
    this.register = parts.register();
  }

  /// Empty when it waits for nothing but its turn.
  Optional<Waiting> of(PurchaseOrder order) {
    String key = new SyncJob(order.id()).uniqueKey();
    Optional<Job> last = queue.history(key, 1).stream().findFirst();
    if (order.syncStatus() == SyncStatus.FAILED) {
      String words = order.lastError() == null ? "It has failed." : order.lastError();
      Instant since = last.map(Job::finishedAt).orElse(order.updatedAt());
      return Optional.of(new Waiting(Kind.PERSON, since, words));
    }
    if (order.state() != OrderState.APPROVED) {
      return Optional.empty();
    }
    Optional<Job> unfinished =
        last.filter(
            job -> job.status() == JobStatus.PENDING || job.status() == JobStatus.PROCESSING);
    if (unfinished.isEmpty()) {
      return Optional.of(
          new Waiting(Kind.PERSON, order.approvedAt(), "It is approved, and nothing is queued."));
    }
    return ofInstallation(unfinished.get())
        .or(
            () ->
                unfinished
                    .filter(job -> job.status() == JobStatus.PENDING)
                    .flatMap(job -> ofLine().or(() -> ofList(order)).or(() -> ofPause(key, job))));
  }

  private Optional<Waiting> ofInstallation(Job job) {
    return installation
        .knownHindrance()
        .map(
            hindrance ->
                switch (hindrance.kind()) {
                  case COPY, OTHER_KEY, STOPPED ->
                      new Waiting(Kind.COPY, job.createdAt(), hindrance.sentence());
                  case OTHER_STORE, STORE_NOT_ASKED ->
                      new Waiting(Kind.OTHER_STORE, job.createdAt(), hindrance.sentence());
                });
  }

  private Optional<Waiting> ofLine() {
    LineState state = line.lookClosely();
    return switch (state.kind()) {
      case UP -> Optional.empty();
      case DOWN, FIRST -> Optional.of(new Waiting(Kind.LINE_DOWN, state.since(), state.words()));
      case HOLD -> Optional.of(new Waiting(Kind.HOLD, state.since(), state.words()));
    };
  }

  /// Only a create asks which numbers are taken.
  private Optional<Waiting> ofList(PurchaseOrder order) {
    return order.hasConsignment()
        ? Optional.empty()
        : Optional.ofNullable(register.state().trouble())
            .map(trouble -> new Waiting(Kind.LIST, null, trouble));
  }

  private Optional<Waiting> ofPause(String key, Job job) {
    Instant made = job.createdAt();
    return database
        .read(handle -> pauses.find(handle, key))
        .filter(pause -> !pause.lastAt().isBefore(made))
        .map(pause -> new Waiting(Kind.PAUSE, pause.since(), pause.reason()));
  }
}
