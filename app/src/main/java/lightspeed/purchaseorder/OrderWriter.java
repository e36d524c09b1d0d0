package lightspeed.purchaseorder;

import java.util.Optional;
import lightspeed.job.JobId;
import lightspeed.job.RunningJob;
import org.jdbi.v3.core.Handle;

/// Lets one job at a time write to the consignments of an order.
///
/// The order's row names the job and its claim token. That counts exactly while the job is claimed
/// with that token, so it ends with the job's claim, however that ends: nothing has to be given
/// back, and a job that waits its pause holds nothing.
public final class OrderWriter {
  private OrderWriter() {}

  private static final String TAKE =
      """
      UPDATE vend_consignments
      SET writer_job_id = :job,
        writer_token = :token
      WHERE id = :id
        AND NOT EXISTS (
          SELECT 1
          FROM queue_jobs
          WHERE queue_jobs.id = vend_consignments.writer_job_id
            AND queue_jobs.status = 'PROCESSING'
            AND queue_jobs.claim_token = vend_consignments.writer_token
            AND queue_jobs.id <> :job)
      """;

  /// Makes the job the order's only writer, in a transaction that holds the job's claim.
  ///
  /// **Twice:** changes nothing.
  ///
  /// @return false when another job is
  public static boolean take(Handle tx, PurchaseOrderId order, RunningJob job) {
    return tx.createUpdate(TAKE)
            .bind("id", order.value())
            .bind("job", job.id().value())
            .bind("token", job.claimToken())
            .execute()
        == 1;
  }

  private static final String IS =
      """
      SELECT EXISTS (
        SELECT 1
        FROM vend_consignments
        WHERE id = :id
          AND writer_job_id = :job
          AND writer_token = :token)
      """;

  /// Whether the job is the order's writer, as long as it holds its claim.
  public static boolean is(Handle tx, PurchaseOrderId order, RunningJob job) {
    return tx.createQuery(IS)
        .bind("id", order.value())
        .bind("job", job.id().value())
        .bind("token", job.claimToken())
        .mapTo(Boolean.class)
        .one();
  }

  private static final String HOLDER =
      """
      SELECT queue_jobs.id
      FROM vend_consignments
      JOIN queue_jobs
        ON queue_jobs.id = vend_consignments.writer_job_id
        AND queue_jobs.status = 'PROCESSING'
        AND queue_jobs.claim_token = vend_consignments.writer_token
      WHERE vend_consignments.id = :id
      """;

  /// The job that is the order's writer now. While the caller keeps the order locked, no other can
  /// become it.
  public static Optional<JobId> of(Handle tx, PurchaseOrderId order) {
    return tx.createQuery(HOLDER)
        .bind("id", order.value())
        .map((row, _) -> new JobId(row.getLong("id")))
        .findOne();
  }
}
