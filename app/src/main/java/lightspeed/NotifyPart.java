package lightspeed;

import java.time.InstantSource;
import java.util.List;
import lightspeed.config.NotifyConfig;
import lightspeed.config.Settings;
import lightspeed.db.Database;
import lightspeed.job.JobHandlers;
import lightspeed.job.JobQueue;
import lightspeed.notify.Notifications;
import lightspeed.notify.SendNotification;
import lightspeed.notify.WriteNotification;
import lightspeed.purchaseorder.OrderNews;
import lightspeed.settings.LiveSettings;

/// Notifications: what hears the news of orders, and the handler that tells them.
///
/// **Threads:** safe.
final class NotifyPart {
  private final Database database;
  private final LiveSettings settings;
  private final JobQueue queue;
  private final InstantSource clock;

  NotifyPart(Database database, LiveSettings settings, JobQueue queue, InstantSource clock) {
    this.database = database;
    this.settings = settings;
    this.queue = queue;
    this.clock = clock;
  }

  /// Asks only for the address: a secret that cannot be read must not keep an order from being
  /// sent.
  OrderNews news() {
    return new WriteNotification(
        queue, () -> settings.current().find(Settings.NOTIFY_URL).isPresent());
  }

  Notifications notifications() {
    return new Notifications(database, queue, this::config, clock);
  }

  /// Joins job types and handlers.
  ///
  /// @throws IllegalStateException when one is doubled
  void register(JobHandlers handlers) {
    handlers.register(new SendNotification(database, this::config, clock));
    handlers.requireAll(List.of(SendNotification.TYPE));
  }

  private NotifyConfig config() {
    return settings.current().notifications();
  }
}
