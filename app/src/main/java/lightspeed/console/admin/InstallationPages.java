package lightspeed.console.admin;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.util.function.Supplier;
import lightspeed.console.Asked;
import lightspeed.console.Done;
import lightspeed.console.Pages;
import lightspeed.installation.ConfirmInstallation;
import lightspeed.installation.Hindrance;
import lightspeed.installation.Installation;
import lightspeed.server.Feature;
import lightspeed.signin.Person;
import lightspeed.signin.Right;
import lightspeed.sync.SwitchStore;

/// What this installation is, and a person's word on it. A switch of the store and a restore are
/// shown but not done here: both are refused while a server runs, and this is one.
///
/// **Threads:** safe.
public final class InstallationPages implements Feature {
  private static final String PAGE = "/installation";

  private final Pages pages;
  private final Installation installation;
  private final ConfirmInstallation confirming;
  private final Supplier<SwitchStore> switchStore;

  public InstallationPages(
      Pages pages,
      Installation installation,
      ConfirmInstallation confirming,
      Supplier<SwitchStore> switchStore) {
    this.pages = pages;
    this.installation = installation;
    this.confirming = confirming;
    this.switchStore = switchStore;
  }

  @Override
  public void addTo(JavalinConfig config) {
    pages.page(config, PAGE, Right.ADMINISTER, this::show);
    pages.change(config, PAGE + "/confirm", Right.ADMINISTER, _ -> PAGE, this::confirm);
    pages.change(config, PAGE + "/copy", Right.ADMINISTER, _ -> PAGE, this::copy);
    pages.change(config, PAGE + "/ask", Right.ADMINISTER, _ -> PAGE, this::ask);
  }

  private void show(Context ctx) {
    pages.write(
        ctx,
        "console/admin/installation.jte",
        new InstallationPage(
            pages.frame(ctx, "Installation", "installation"),
            confirming.state(),
            switchStore.get().inTheWay()));
  }

  private Done confirm(Context ctx, Person person) {
    requireWord(ctx, "confirm", "confirmed");
    var now = confirming.moved(Asked.field(ctx, "shown"), person.name());
    return new Done(
        PAGE, "This installation sends, with the key " + now.overview().keyId() + " alone.");
  }

  private Done copy(Context ctx, Person person) {
    requireWord(ctx, "copy", "changed");
    var _ = confirming.copy(Asked.field(ctx, "shown"), person.name());
    return new Done(PAGE, "This is a copy and sends nothing.");
  }

  private static void requireWord(Context ctx, String word, String done) {
    if (!Asked.field(ctx, "confirm").equals(word)) {
      throw new IllegalArgumentException(
          "Nothing was " + done + ": type the word " + word + " to say that you mean it.");
    }
  }

  private Done ask(Context ctx, Person person) throws InterruptedException {
    var other = installation.askStore();
    return new Done(
        PAGE,
        other
            .map(Hindrance::sentence)
            .orElseGet(
                () ->
                    "Address and token lead to "
                        + installation.overview().storeName()
                        + ", the store that everything here is about."));
  }
}
