package lightspeed.console.admin;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.util.function.Supplier;
import lightspeed.config.Settings;
import lightspeed.console.Asked;
import lightspeed.console.Done;
import lightspeed.console.Pages;
import lightspeed.lookup.ConnectionTest;
import lightspeed.server.Feature;
import lightspeed.settings.LiveSettings;
import lightspeed.settings.SettingChange;
import lightspeed.signin.NeedsConfirmation;
import lightspeed.signin.Person;
import lightspeed.signin.Right;

/// Every setting with its meaning, to look at and to change.
///
/// **Threads:** safe.
public final class SettingPages implements Feature {
  private final Pages pages;
  private final LiveSettings settings;
  private final Supplier<ConnectionTest> connection;

  /// @param connection fails when store or token are not set
  public SettingPages(Pages pages, LiveSettings settings, Supplier<ConnectionTest> connection) {
    this.pages = pages;
    this.settings = settings;
    this.connection = connection;
  }

  @Override
  public void addTo(JavalinConfig config) {
    pages.page(config, "/settings", Right.OPERATE, this::show);
    var confirmed = new NeedsConfirmation(SettingPages::isGuard);
    pages.change(
        config, "/settings/set", Right.ADMINISTER, confirmed, SettingPages::back, this::set);
    pages.change(
        config, "/settings/unset", Right.ADMINISTER, confirmed, SettingPages::back, this::unset);
    pages.change(config, "/settings/test", Right.OPERATE, _ -> "/settings", this::test);
  }

  private static boolean isGuard(Context ctx) {
    return Settings.find(Asked.field(ctx, "key")).filter(Settings::isGuard).isPresent();
  }

  private static String back(Context ctx) {
    return Settings.find(Asked.field(ctx, "key"))
        .map(setting -> "/settings#" + setting.key())
        .orElse("/settings");
  }

  private void show(Context ctx) {
    pages.write(
        ctx,
        "console/admin/settings.jte",
        new SettingPage(
            pages.frame(ctx, "Settings", "settings"), SettingGroup.of(settings.refresh().all())));
  }

  private Done set(Context ctx, Person person) {
    var key = Asked.field(ctx, "key");
    var change = settings.set(key, Asked.field(ctx, "value"), person.name(), pages.address(ctx));
    return new Done(
        back(ctx),
        (change.changed() ? key + " is set." : key + " had this value already.") + hidden(change));
  }

  private Done unset(Context ctx, Person person) {
    var key = Asked.field(ctx, "key");
    var change = settings.unset(key, person.name(), pages.address(ctx));
    return new Done(
        back(ctx),
        (change.changed() ? key + " is back to what holds without it." : key + " was not set here.")
            + hidden(change));
  }

  private static String hidden(SettingChange change) {
    var hiding = change.hiddenBy();
    return hiding == null ? "" : " But a stronger source decides it here: " + hiding.origin() + ".";
  }

  private Done test(Context ctx, Person person) throws InterruptedException {
    var found = connection.get().run();
    return new Done("/settings", "Connected with " + found.address() + ".");
  }
}
