/// The durable job queue on the operators' table `queue_jobs`: job, attempt, lease, worker, retry
/// policy. Read [lightspeed.job.JobQueue], then [lightspeed.job.Worker]. Knows no business: what a
/// job does is a [lightspeed.job.JobHandler] of another package.
@NullMarked
package lightspeed.job;

import org.jspecify.annotations.NullMarked;
