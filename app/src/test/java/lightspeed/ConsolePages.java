package lightspeed;

import java.util.List;

/// The pages of the console that need no order, job or call to be shown.
public final class ConsolePages {
  public static final List<String> ALL =
      List.of(
          "/",
          "/orders",
          "/orders/new",
          "/orders/import",
          "/sync",
          "/sync/manual",
          "/references",
          "/queue",
          "/webhooks",
          "/webhooks/subscriptions",
          "/calls",
          "/trends",
          "/products",
          "/settings",
          "/installation",
          "/account",
          "/users",
          "/tokens",
          "/audit");

  private ConsolePages() {}
}
