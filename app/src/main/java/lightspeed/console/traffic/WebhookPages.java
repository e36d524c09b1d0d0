package lightspeed.console.traffic;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import lightspeed.console.Asked;
import lightspeed.console.Done;
import lightspeed.console.NothingThere;
import lightspeed.console.Pages;
import lightspeed.console.Show;
import lightspeed.server.Feature;
import lightspeed.signin.Person;
import lightspeed.signin.Right;
import lightspeed.subscription.Subscriptions;
import lightspeed.webhook.Deliveries;
import lightspeed.webhook.DeliveryStatus;
import lightspeed.webhook.Refusal;
import lightspeed.webhook.StoredDelivery;

/// Webhooks that came, and the subscriptions because of which they come.
///
/// **Threads:** safe.
public final class WebhookPages implements Feature {
  private static final int DELIVERIES_ON_A_PAGE = 50;

  private final Pages pages;
  private final Parts parts;

  /// What these pages call.
  ///
  /// @param refused how many webhooks were refused in the last day, by reason
  /// @param secret makes and stores a path secret when there is none; takes who wants it
  public record Parts(
      Deliveries deliveries,
      Supplier<Map<Refusal, Long>> refused,
      Subscriptions subscriptions,
      Consumer<String> secret) {}

  public WebhookPages(Pages pages, Parts parts) {
    this.pages = pages;
    this.parts = parts;
  }

  @Override
  public void addTo(JavalinConfig config) {
    pages.page(config, "/webhooks", Right.READ, this::list);
    pages.page(config, "/webhooks/subscriptions", Right.OPERATE, this::subscriptions);
    pages.change(config, "/webhooks/replay", Right.OPERATE, _ -> "/webhooks", this::replay);
    change(config, "/webhooks/subscriptions/create", this::create);
    change(config, "/webhooks/subscriptions/delete", this::delete);
  }

  private void change(JavalinConfig config, String path, Pages.Change change) {
    pages.change(config, path, Right.OPERATE, _ -> "/webhooks/subscriptions", change);
  }

  private void list(Context ctx) {
    var status = Asked.one(ctx, "status", DeliveryStatus.class);
    List<StoredDelivery> found =
        parts.deliveries().page(status, Asked.number(ctx, "before"), DELIVERIES_ON_A_PAGE + 1);
    boolean hasMore = found.size() > DELIVERIES_ON_A_PAGE;
    var shown = hasMore ? found.subList(0, DELIVERIES_ON_A_PAGE) : found;
    pages.write(
        ctx,
        "console/traffic/webhooks.jte",
        new WebhookListPage(
            pages.frame(ctx, "Webhooks", "webhooks"),
            status,
            shown,
            parts.refused().get(),
            hasMore ? shown.getLast().id() : null));
  }

  private void subscriptions(Context ctx) throws InterruptedException {
    pages.write(
        ctx,
        "console/traffic/subscriptions.jte",
        new SubscriptionPage(
            pages.frame(ctx, "Subscriptions", "webhooks"), parts.subscriptions().look()));
  }

  private Done replay(Context ctx, Person person) {
    long id = Asked.fieldNumber(ctx, "id");
    var job =
        parts
            .deliveries()
            .replay(id)
            .orElseThrow(() -> new NothingThere("There is no delivery " + id + "."));
    return new Done("/webhooks", "Delivery " + id + " is worked on again by " + job + ".");
  }

  private Done create(Context ctx, Person person) throws InterruptedException {
    var made =
        parts
            .subscriptions()
            .create(Asked.field(ctx, "url"), List.of(), () -> parts.secret().accept(person.name()));
    long isNew = made.stream().filter(Subscriptions.Created::isNew).count();
    return new Done(
        "/webhooks/subscriptions",
        Show.count(isNew, "subscription")
            + " made, "
            + (made.size() - isNew)
            + " were there and are kept.");
  }

  private Done delete(Context ctx, Person person) throws InterruptedException {
    parts.subscriptions().delete(Asked.field(ctx, "id"));
    return new Done("/webhooks/subscriptions", "The subscription is deleted.");
  }
}
