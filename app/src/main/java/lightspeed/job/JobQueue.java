package lightspeed.job;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import lightspeed.db.ClockStep;
import lightspeed.db.Database;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The queue as everyone but a [Worker] uses it: put jobs in, look at them, retry, cancel, prune.
///
/// **Threads:** safe.
public final class JobQueue {
  private static final Logger LOG = LoggerFactory.getLogger(JobQueue.class);

  private final Database database;
  private final JobHandlers handlers;
  private final List<Signal> workers = new CopyOnWriteArrayList<>();
  private final List<RecurringJob> recurring = new CopyOnWriteArrayList<>();
  private final List<WentBack> wentBack = new CopyOnWriteArrayList<>();
  private final List<BiConsumer<Handle, ClockStep>> clockSet = new CopyOnWriteArrayList<>();

  public JobQueue(Database database, JobHandlers handlers) {
    this.database = database;
    this.handlers = handlers;
  }

  /// Enqueues in the caller's transaction: both commit or none. When an unfinished job has the same
  /// unique key, that one is returned; if it still waits it is raised to the new priority and
  /// brought forward to the new time, never the other way round. Call [#signal] after the commit.
  public Enqueued enqueue(Handle transaction, NewJob job) {
    return EnqueueJob.in(transaction, job);
  }

  /// Enqueues in a transaction of its own, and wakes the workers of this process.
  public Enqueued enqueue(NewJob job) {
    Enqueued enqueued = database.inTransaction(transaction -> enqueue(transaction, job));
    signal();
    return enqueued;
  }

  /// From now on the workers of this process see to it that the job comes again and again.
  public void recur(RecurringJob job) {
    recurring.add(job);
  }

  /// From now on this is told when a worker of this process finds that the database went back.
  public void onDatabaseWentBack(WentBack listener) {
    wentBack.add(listener);
  }

  void tellWentBack(Handle transaction, String why) {
    wentBack.forEach(listener -> listener.noticed(transaction, why));
  }

  /// From now on this is told, in the transaction that moves what waits in the queue, when a worker
  /// of this process is the first to find that the database's clock was set. It moves the moments
  /// of its own tables.
  public void onClockSet(BiConsumer<Handle, ClockStep> listener) {
    clockSet.add(listener);
  }

  void tellClockSet(Handle transaction, ClockStep step) {
    clockSet.forEach(listener -> listener.accept(transaction, step));
  }

  /// Puts every recurring job of these types whose time has come into the queue.
  ///
  /// @param types none means all
  void enqueueDue(Set<JobType> types) {
    for (RecurringJob job : recurring) {
      if (types.isEmpty() || types.contains(job.job().type())) {
        enqueueIfDue(job);
      }
    }
  }

  private void enqueueIfDue(RecurringJob job) {
    if (handlers.find(job.job().type()).flatMap(JobHandler::pausedBecause).isPresent()) {
      return; // Also spares the look at the schedule.
    }
    Duration interval = job.interval().get();
    switch (database.read(handle -> Schedule.look(handle, job, interval))) {
      case NOT_YET -> {}
      case SET_ANEW -> database.useTransaction(tx -> Schedule.setAnew(tx, job, interval));
      case DUE -> {
        if (database.inTransaction(tx -> Schedule.enqueue(tx, job, interval)).isPresent()) {
          signal();
        }
      }
    }
  }

  /// Wakes the workers of this process: there may be something to do. To be called after the commit
  /// of a transaction that enqueued; without it they look by themselves a little later.
  public void signal() {
    workers.forEach(Signal::raise);
  }

  public Optional<Job> find(JobId id) {
    return database.read(handle -> FindJobs.byId(handle, id));
  }

  /// The job as the caller's transaction sees it.
  ///
  /// @throws JobNotFound when there is none
  public Job get(Handle handle, JobId id) {
    return FindJobs.byId(handle, id).orElseThrow(() -> new JobNotFound(id));
  }

  /// The job with this unique key that waits or runs; there is at most one.
  public Optional<Job> findUnfinished(String uniqueKey) {
    return database.read(handle -> FindJobs.unfinished(handle, uniqueKey));
  }

  /// Locks the job that does the work of this unique key, or did it last, until the caller's
  /// transaction ends: it can neither start nor end before.
  ///
  /// @return the unfinished one, else the newest, as it is now; empty when there never was one
  public Optional<Job> lockCurrent(Handle transaction, String uniqueKey) {
    return FindJobs.unfinished(transaction, uniqueKey)
        .or(() -> FindJobs.withKey(transaction, uniqueKey, 1).stream().findFirst())
        .flatMap(job -> FindJobs.lock(transaction, job.id()));
  }

  /// The jobs that had this unique key, the newest first.
  public List<Job> history(String uniqueKey, int limit) {
    return database.read(handle -> FindJobs.withKey(handle, uniqueKey, limit));
  }

  /// The ended starts of a job, oldest first.
  public List<JobAttempt> attempts(JobId id) {
    return database.read(handle -> FindJobs.attempts(handle, id));
  }

  /// Newest first.
  public List<Job> list(JobFilter filter) {
    return database.read(handle -> FindJobs.matching(handle, filter));
  }

  /// The names of the types that this program knows, sorted.
  public List<String> types() {
    return handlers.typeNames();
  }

  /// All jobs, counted one by one: the longer the history, the longer it takes.
  public QueueStats stats() {
    return database.look(CountJobs::all);
  }

  /// As [#stats], with each count up to [QueueStats#GLANCE]; one more stands for more. Takes the
  /// same time however many jobs there are.
  public QueueStats glance() {
    return database.look(CountJobs::glance);
  }

  /// Puts a FAILED or CANCELLED job back into the queue with all its tries; lets one that waits for
  /// its time start now.
  ///
  /// @throws JobNotFound when there is none
  /// @throws JobConflict when it is running or completed, or another unfinished job does its work
  public void retry(JobId id) {
    Job before = database.inTransaction(transaction -> retried(transaction, id));
    if (before.status() == JobStatus.PENDING) {
      handlers.find(before.type()).ifPresent(handler -> handler.broughtForward(id));
    }
    signal();
  }

  /// As [#retry(JobId)] in the caller's transaction; call [#signal] after the commit.
  public void retry(Handle transaction, JobId id) {
    var _ = retried(transaction, id);
  }

  /// Returns the job as it was before.
  private Job retried(Handle transaction, JobId id) {
    Job job = lock(transaction, id);
    if (RetryJob.in(transaction, job)) {
      tell(transaction, job, new JobChange.Requeued());
    }
    return job;
  }

  /// Lets a waiting job end as FAILED without a start, in the caller's transaction.
  ///
  /// @return whether it was waiting
  public boolean fail(Handle transaction, JobId id, String reason) {
    Optional<Job> waiting =
        FindJobs.lock(transaction, id).filter(job -> job.status() == JobStatus.PENDING);
    waiting.ifPresent(job -> tell(transaction, job, FailWaiting.in(transaction, job, reason)));
    return waiting.isPresent();
  }

  /// Whether the job has ended as FAILED, as the caller's transaction sees it.
  public boolean hasFailed(Handle handle, JobId id) {
    return FindJobs.byId(handle, id).map(Job::status).filter(JobStatus.FAILED::equals).isPresent();
  }

  /// The job that has waited longest, of the first of these types that has one.
  ///
  /// @param except not one of these
  /// @param isDue only one whose time has come
  public Optional<JobId> longestWaiting(
      Handle handle, List<JobType> types, Set<JobId> except, boolean isDue) {
    return FindWork.longestWaiting(handle, types, except, isDue);
  }

  /// Lets a waiting job start now, in the caller's transaction; call [#signal] after the commit.
  public void bringForward(Handle transaction, JobId id) {
    RetryJob.bringForward(transaction, id);
  }

  /// Whether jobs of this type carry out a decision of a person, see [JobHandler#isDecision].
  public boolean isDecision(JobType type) {
    return handlers.find(type).filter(JobHandler::isDecision).isPresent();
  }

  /// Retries all FAILED jobs, each in its own transaction, except those that carry out a decision.
  ///
  /// @param type only these; null: all
  /// @param since only those that failed at that moment or later; null: all
  public RetriedAll retryAll(@Nullable JobType type, @Nullable Instant since) {
    List<JobId> retried = new ArrayList<>();
    List<JobConflict> refused = new ArrayList<>();
    List<JobId> decisions = new ArrayList<>();
    for (RetryJob.Failed job : database.read(handle -> RetryJob.failed(handle, type, since))) {
      JobId id = job.id();
      if (isDecision(job.type())) {
        decisions.add(id);
        continue;
      }
      try {
        retry(id);
        retried.add(id);
      } catch (JobConflict e) {
        refused.add(e);
      } catch (JobNotFound e) {
        LOG.debug("job={} was pruned before it could be retried", id.value());
      }
    }
    return new RetriedAll(retried, refused, decisions);
  }

  /// Cancels a waiting job, or asks the handler of a running one to stop at its next safe point.
  ///
  /// @throws JobNotFound when there is none
  /// @throws JobConflict when it is COMPLETED or FAILED
  public CancelResult cancel(JobId id) {
    return database.inTransaction(transaction -> cancel(transaction, id));
  }

  /// As [#cancel(JobId)] in the caller's transaction.
  public CancelResult cancel(Handle transaction, JobId id) {
    Job job = lock(transaction, id);
    CancelResult result = CancelJob.in(transaction, job);
    if (result == CancelResult.CANCELLED) {
      tell(transaction, job, new JobChange.Cancelled());
    }
    return result;
  }

  /// After a restore: whatever the tables say, no worker of that time is left. Their jobs are free
  /// for others at once.
  public void noWorkerIsLeft(Handle transaction) {
    transaction.execute(
        "UPDATE queue_workers SET stopped_at = COALESCE(stopped_at, NOW(6)), running = 0");
  }

  /// Ends a job that waits or runs at once: what it was asked for does not hold any more. A handler
  /// at work loses its claim.
  ///
  /// @return whether it was unfinished
  public boolean lapse(Handle transaction, JobId id) {
    Job job = lock(transaction, id);
    if (job.status() != JobStatus.PENDING && job.status() != JobStatus.PROCESSING) {
      return false;
    }
    CancelJob.lapse(transaction, id);
    tell(transaction, job, new JobChange.Cancelled());
    return true;
  }

  /// Ends the failed jobs with this key: what they were for is over, so nobody has to repair them.
  ///
  /// **Twice:** changes nothing.
  public void giveUp(Handle transaction, String uniqueKey) {
    CancelJob.giveUp(transaction, uniqueKey, null);
  }

  /// As [#giveUp(Handle, String)], all of a type.
  public void giveUp(Handle transaction, JobType type) {
    CancelJob.giveUp(transaction, null, type);
  }

  /// Lets every waiting job of the type start now, for instance when what it waited for is
  /// repaired.
  ///
  /// @return how many had to wait
  public int bringForward(JobType type) {
    int jobs = database.inTransaction(transaction -> RetryJob.bringForward(transaction, type));
    signal();
    return jobs;
  }

  /// Releases the jobs of dead workers. Workers do this by themselves about every second.
  ///
  /// @return the released jobs
  public List<JobId> recover() {
    if (database.read(RecoverJobs::isAnyoneDead)) {
      database.useTransaction(RecoverJobs::declareDead);
    }
    List<JobId> released = new ArrayList<>();
    for (RecoverJobs.Orphan orphan : database.read(RecoverJobs::orphans)) {
      if (release(orphan)) {
        released.add(orphan.id());
      }
    }
    if (!released.isEmpty()) {
      signal();
    }
    return released;
  }

  boolean release(RecoverJobs.Orphan orphan) {
    Optional<RecoverJobs.Released> released =
        database.inTransaction(
            transaction -> {
              var result = RecoverJobs.release(transaction, orphan);
              result.ifPresent(done -> tell(transaction, done.job(), done.change()));
              return result;
            });
    released.ifPresent(
        done ->
            LOG.warn(
                "job={} type={} released from worker={} that died or lost it: {}",
                done.job().id().value(),
                done.job().type(),
                done.job().workerId(),
                done.change()));
    return released.isPresent();
  }

  /// As [#prune] for one batch, for a caller who may be asked to stop between two.
  ///
  /// @return how many were deleted; none: nothing is left
  public int pruneBatch(Duration olderThan, boolean includeFailed) {
    int deleted =
        database.inTransaction(
            transaction -> PruneJobs.batch(transaction, olderThan, includeFailed));
    if (deleted < PruneJobs.BATCH) {
      database.useTransaction(PruneJobs::workers);
    }
    return deleted;
  }

  /// Deletes jobs that ended longer ago than `olderThan`, with their attempts, in small batches.
  /// Unfinished ones are never touched.
  ///
  /// @param includeFailed also FAILED ones, which otherwise stay
  /// @return how many were deleted
  public long prune(Duration olderThan, boolean includeFailed) {
    long deleted = 0;
    int batch;
    do {
      batch = pruneBatch(olderThan, includeFailed);
      deleted += batch;
    } while (batch == PruneJobs.BATCH);
    return deleted;
  }

  /// Tells the handler of the job in the transaction that changes it.
  void tell(Handle transaction, Job job, JobChange change) {
    handlers
        .find(job.type())
        .ifPresent(handler -> handler.changed(transaction, job.payload(), change));
  }

  JobHandlers handlers() {
    return handlers;
  }

  void addWorker(Signal signal) {
    workers.add(signal);
  }

  void removeWorker(Signal signal) {
    workers.remove(signal);
  }

  private static Job lock(Handle transaction, JobId id) {
    return FindJobs.lock(transaction, id).orElseThrow(() -> new JobNotFound(id));
  }
}
