package lightspeed;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.function.Supplier;
import lightspeed.audit.AuditLog;
import lightspeed.catalog.CatalogStore;
import lightspeed.catalog.Mappings;
import lightspeed.catalog.Partners;
import lightspeed.cli.Services;
import lightspeed.config.Settings;
import lightspeed.console.Console;
import lightspeed.console.Pages;
import lightspeed.console.admin.AccountPages;
import lightspeed.console.admin.AuditPages;
import lightspeed.console.admin.InstallationPages;
import lightspeed.console.admin.SettingPages;
import lightspeed.console.admin.TokenPages;
import lightspeed.console.admin.UserPages;
import lightspeed.console.orders.BulkChanges;
import lightspeed.console.orders.DecisionPages;
import lightspeed.console.orders.DraftPages;
import lightspeed.console.orders.ImportPages;
import lightspeed.console.orders.OrderChanges;
import lightspeed.console.orders.OrderPages;
import lightspeed.console.orders.OrderServices;
import lightspeed.console.orders.ReferencePages;
import lightspeed.console.products.ProductPages;
import lightspeed.console.traffic.CallPages;
import lightspeed.console.traffic.TrendPages;
import lightspeed.console.traffic.WebhookPages;
import lightspeed.console.work.OverviewPages;
import lightspeed.console.work.QueuePages;
import lightspeed.console.work.SyncPages;
import lightspeed.db.Database;
import lightspeed.drift.SettleShown;
import lightspeed.history.ApiCalls;
import lightspeed.history.CappedCounts;
import lightspeed.history.FailedOrders;
import lightspeed.history.JobSteps;
import lightspeed.history.NewsMark;
import lightspeed.history.Timeline;
import lightspeed.history.Trends;
import lightspeed.installation.ConfirmInstallation;
import lightspeed.purchaseorder.UnresolvedSkus;
import lightspeed.server.Feature;
import lightspeed.server.OwnAddress;
import lightspeed.signin.OwnAccount;
import lightspeed.webhook.RefusalCounts;
import lightspeed.xseries.CallBudget;

/// The console: all its pages, with the services that commands call too.
final class ConsolePart {
  private static final int SECRET_BYTES = 32;

  private final Database database;
  private final Services services;
  private final AuditLog audit;
  private final Supplier<CallBudget.State> budget;
  private final Pages pages;
  private final CappedCounts counts;
  private final ApiCalls calls;

  /// @param budget what is left of it, as known now
  ConsolePart(
      Database database,
      Services services,
      AuditLog audit,
      Supplier<CallBudget.State> budget,
      String version) {
    this.database = database;
    this.services = services;
    this.audit = audit;
    this.budget = budget;
    this.counts = new CappedCounts(database);
    this.calls = new ApiCalls(database);
    this.pages =
        new Pages(
            TemplateEngine.createPrecompiled(ContentType.Html),
            services.audit(),
            version,
            () -> services.settings().current().server().trustedProxies());
  }

  /// @param account about oneself
  List<Feature> features(OwnAccount account) {
    var orders =
        new OrderServices(
            services.orders(),
            services.orderImport(),
            services.orderExport(),
            services.sync(),
            services.cancelling(),
            services.reopening(),
            services.adopting(),
            services.beside(),
            services.drift(),
            services.receipts(),
            new SettleShown(services.drift()),
            services.register(),
            services.installation(),
            new Timeline(database),
            counts,
            new Partners(database));
    return List.of(
        new Console(pages, new NewsMark(database), System::nanoTime),
        overview(),
        new OrderPages(pages, orders),
        new OrderChanges(pages, orders),
        new DecisionPages(pages, orders),
        new BulkChanges(pages, orders),
        new ReferencePages(pages, services.register(), services.changes()),
        new DraftPages(pages, orders),
        new ImportPages(pages, orders, services.dataDirectory().path(), services.clock()),
        sync(),
        new QueuePages(pages, services.handledQueue(), new JobSteps(database), calls),
        new CallPages(pages, calls, budget),
        new TrendPages(pages, new Trends(database)),
        webhooks(),
        new ProductPages(
            pages,
            new UnresolvedSkus(database),
            new Mappings(database, new CatalogStore(), audit),
            services.handledQueue()),
        new SettingPages(pages, services.settings(), services::connectionTest),
        new InstallationPages(
            pages,
            services.installation(),
            new ConfirmInstallation(services.installation()),
            services::switchStore),
        new AccountPages(pages, account),
        new UserPages(
            pages,
            services.users(),
            services.secondFactors(),
            new OwnAddress(() -> services.settings().current().signIn().publicUrl())),
        new TokenPages(pages, services.tokens()),
        new AuditPages(pages, services.audit()));
  }

  private Feature overview() {
    return new OverviewPages(
        pages,
        new OverviewPages.Parts(
            services.health(),
            services.queue(),
            services.orders(),
            counts,
            budget,
            services.deliveries()),
        services.clock());
  }

  private Feature sync() {
    return new SyncPages(
        pages,
        new SyncPages.Parts(
            services.orders(), services.sync(), counts, new FailedOrders(database)));
  }

  private Feature webhooks() {
    return new WebhookPages(
        pages,
        new WebhookPages.Parts(
            services.deliveries(),
            new RefusalCounts(database)::ofLastDay,
            services.subscriptions(),
            this::makePathSecret));
  }

  /// Without a path secret nobody could tell a genuine webhook.
  private void makePathSecret(String actor) {
    var bytes = new byte[SECRET_BYTES];
    new SecureRandom().nextBytes(bytes);
    var secret = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    var _ = services.settings().set(Settings.WEBHOOK_PATH_SECRET.key(), secret, actor, null);
    services.settings().refresh();
  }
}
