package lightspeed.acceptance;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import xseries.emulator.EmulatorOptions;

/// A shop whose server runs as a process, with the first admin made by the link that it printed.
final class ConsoleShop implements AutoCloseable {
  static final String ADMIN = "Ada";
  static final String PASSWORD = "a long enough password";
  private static final Pattern SET_UP = Pattern.compile("/set-up/[A-Za-z0-9_-]+");

  final Shop shop;
  final Program.Running server;
  final String url;
  final Chromium chromium;

  private ConsoleShop(Shop shop, Chromium chromium) {
    this.shop = shop;
    this.chromium = chromium;
    this.server = shop.program.start("serve", "--port=0", "--workers=1");
    this.url = server.url();
  }

  static ConsoleShop open(Path folder) throws InterruptedException {
    var shop =
        Shop.ready(
            folder,
            EmulatorOptions.defaults(),
            Map.of(
                "QUEUE_RETRY_DELAYS", "600",
                "SYNC_SETTLE_SECONDS", "0.3",
                "SYNC_POLL_INTERVAL", "1"));
    var console = new ConsoleShop(shop, Chromium.start());
    console.makeFirstAdmin();
    return console;
  }

  /// As the administrator does after the installation.
  private void makeFirstAdmin() {
    Until.isTrue(() -> SET_UP.matcher(server.outputSoFar() + server.messagesSoFar()).find());
    var page = chromium.window(Chromium.WIDE, ColorScheme.LIGHT);
    page.navigate(url + first(SET_UP, server.outputSoFar() + server.messagesSoFar()));
    page.locator("input[name=name]").fill(ADMIN);
    for (var field : page.locator("input[type=password]").all()) {
      field.fill(PASSWORD);
    }
    page.locator("form button").click();
    page.context().close();
  }

  /// A window in which somebody has signed in.
  Page signedIn(String name, int width, ColorScheme theme) {
    var page = chromium.window(width, theme);
    page.navigate(url + "/");
    page.getByLabel("Name").fill(name);
    page.getByLabel("Password").fill(PASSWORD);
    button(page, "Sign in").click();
    page.waitForURL(url + "/");
    return page;
  }

  Page admin() {
    return signedIn(ADMIN, Chromium.WIDE, ColorScheme.LIGHT);
  }

  /// Adds somebody on the page of people and sets the password by the link that it shows.
  void addPerson(Page admin, String name, String role) {
    admin.navigate(url + "/users");
    admin.getByLabel("Name").fill(name);
    admin.locator("form[action='/users/create'] select").selectOption(role);
    button(admin, "Add and make a link").click();
    var link = first(SET_UP, admin.locator(".notice").innerText());
    var page = chromium.window(Chromium.WIDE, ColorScheme.LIGHT);
    page.navigate(url + link);
    for (var field : page.locator("input[type=password]").all()) {
      field.fill(PASSWORD);
    }
    page.locator("form button").click();
    page.context().close();
  }

  static Locator button(Page page, String name) {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  static Locator link(Page page, String name) {
    return page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  private static String first(Pattern pattern, String text) {
    Matcher found = pattern.matcher(text);
    if (!found.find()) {
      throw new AssertionError("No " + pattern + " in: " + text);
    }
    return found.group();
  }

  @Override
  public void close() {
    chromium.close();
    server.process().destroy();
    shop.close();
  }
}
