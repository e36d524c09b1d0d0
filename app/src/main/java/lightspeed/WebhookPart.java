package lightspeed;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import lightspeed.changes.ConsignmentChanges;
import lightspeed.config.Settings;
import lightspeed.db.Database;
import lightspeed.job.JobHandlers;
import lightspeed.job.JobId;
import lightspeed.job.JobQueue;
import lightspeed.job.JobType;
import lightspeed.job.Worker;
import lightspeed.server.Feature;
import lightspeed.settings.LiveSettings;
import lightspeed.sync.RefreshJob;
import lightspeed.webhook.ConsignmentRefresh;
import lightspeed.webhook.Deliveries;
import lightspeed.webhook.DeliveryWriter;
import lightspeed.webhook.DirectProcessing;
import lightspeed.webhook.ProcessDeliveries;
import lightspeed.webhook.RefusalCounts;
import lightspeed.webhook.Refusals;
import lightspeed.webhook.WebhookReceiver;
import org.jdbi.v3.core.Handle;

/// Webhooks: what receives them, and the handler of their job.
///
/// **Threads:** safe.
final class WebhookPart implements AutoCloseable {
  private static final Duration REFUSALS_STORED_EVERY = Duration.ofSeconds(5);

  private final Database database;
  private final LiveSettings settings;
  private final JobQueue queue;
  private final ConsignmentRefresh refresh;
  private final DeliveryWriter writer;
  private final Refusals refusals;

  WebhookPart(
      Database database, LiveSettings settings, JobQueue queue, ConsignmentChanges changes) {
    this.database = database;
    this.settings = settings;
    this.queue = queue;
    this.refresh = new Refresh(changes);
    this.writer = new DeliveryWriter(database, queue);
    this.refusals = new Refusals(new RefusalCounts(database), System::nanoTime);
  }

  /// @param workers makes a worker for these job types
  Feature receiver(Function<Set<JobType>, Worker> workers) {
    writer.start();
    refusals.start(REFUSALS_STORED_EVERY);
    var types = Set.of(ProcessDeliveries.TYPE, RefreshJob.TYPE);
    return new WebhookReceiver(
        () -> settings.current().webhook(),
        () -> settings.current().server().trustedProxies(),
        writer,
        new DirectProcessing(() -> workers.apply(types), queue, refresh),
        refusals,
        System::nanoTime);
  }

  Deliveries deliveries() {
    return new Deliveries(database, queue);
  }

  /// Joins job types and handlers.
  ///
  /// @throws IllegalStateException when one is doubled
  void register(JobHandlers handlers) {
    handlers.register(new ProcessDeliveries(database, refresh, queue, this::ownPrefix));
    handlers.requireAll(List.of(ProcessDeliveries.TYPE));
  }

  private Optional<String> ownPrefix() {
    return settings.current().find(Settings.LIGHTSPEED_DOMAIN_PREFIX);
  }

  /// A webhook hurries the way back, and does nothing else.
  private record Refresh(ConsignmentChanges changes) implements ConsignmentRefresh {
    @Override
    public void request(Handle transaction, String consignmentId) {
      changes.requestRefresh(transaction, consignmentId);
    }

    @Override
    public Optional<JobId> waiting(String consignmentId) {
      return changes.waitingRefresh(consignmentId);
    }
  }

  @Override
  public void close() {
    refusals.close();
    writer.close();
  }
}
