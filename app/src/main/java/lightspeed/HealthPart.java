package lightspeed;

import java.util.ArrayList;
import lightspeed.catalog.CatalogList;
import lightspeed.catalog.CatalogLooks;
import lightspeed.changes.UnjudgedOrders;
import lightspeed.config.DiskRoom;
import lightspeed.drift.DriftStore;
import lightspeed.drift.Grade;
import lightspeed.health.BudgetCheck;
import lightspeed.health.CatalogueCheck;
import lightspeed.health.DatabaseCheck;
import lightspeed.health.DiskCheck;
import lightspeed.health.DriftCheck;
import lightspeed.health.HealthCheck;
import lightspeed.health.HealthChecks;
import lightspeed.health.InstallationCheck;
import lightspeed.health.LightspeedCheck;
import lightspeed.health.LineCheck;
import lightspeed.health.QueueChecks;
import lightspeed.health.RefusedWebhooksCheck;
import lightspeed.health.UnsentCheck;
import lightspeed.health.WalkCheck;
import lightspeed.health.WebhookChecks;

/// The checks of `health`, each with what it looks at.
final class HealthPart {
  private final App app;

  HealthPart(App app) {
    this.app = app;
  }

  HealthChecks checks() {
    var checks = new ArrayList<HealthCheck>();
    checks.add(new LightspeedCheck(app::connectionTest));
    checks.add(new InstallationCheck(app::installation));
    checks.add(new LineCheck(app::line, app::installation));
    checks.addAll(
        QueueChecks.of(() -> app.queue().glance(), () -> app.configuration().healthFailedJobs()));
    checks.add(new WalkCheck(this::walks));
    checks.add(new UnsentCheck(app::database));
    checks.add(new DriftCheck(this::differing));
    var looks = new CatalogLooks();
    checks.add(
        new CatalogueCheck(
            () -> app.database().read(looks::trouble),
            () -> app.database().read(handle -> looks.age(handle, CatalogList.PRODUCTS))));
    checks.add(new BudgetCheck(app::budget));
    checks.add(new DiskCheck(() -> DiskRoom.of(app.dataDirectory().path())));
    checks.addAll(new WebhookChecks(() -> app.configuration().webhook(), app::subscriptions).all());
    checks.add(new RefusedWebhooksCheck(app::refusedOfLastDay));
    return new HealthChecks(new DatabaseCheck(app::filledMigrations), checks);
  }

  private WalkCheck.Walks walks() {
    var state = app.register().state();
    return new WalkCheck.Walks(state.sinceEnded(), app.pollInterval(), state.trouble());
  }

  private DriftCheck.Differing differing() {
    var drift = new DriftStore();
    return app.database()
        .read(
            handle ->
                new DriftCheck.Differing(
                    drift.openOrders(handle, Grade.LOUD),
                    drift.openOrders(handle, Grade.PLAIN),
                    UnjudgedOrders.find(handle)));
  }
}
