package xseries.emulator.api;

import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import xseries.emulator.catalog.Catalog;
import xseries.emulator.catalog.Retailer;
import xseries.emulator.catalog.StockRoom;
import xseries.emulator.consignment.Consignments;
import xseries.emulator.fault.Faults;
import xseries.emulator.fault.Underway;
import xseries.emulator.http.Handler;
import xseries.emulator.http.Sleeper;
import xseries.emulator.journal.RequestJournal;
import xseries.emulator.oauth.Grants;
import xseries.emulator.oauth.PersonalTokens;
import xseries.emulator.rate.RateLimiter;
import xseries.emulator.settings.Settings;
import xseries.emulator.store.Store;
import xseries.emulator.webhook.Subscriptions;

/// Puts the vendor's API together from what is behind it.
public final class Api {
  /// What the endpoints work on.
  public record State(
      Store store,
      Settings settings,
      Catalog catalog,
      Consignments consignments,
      Subscriptions subscriptions,
      Grants grants,
      PersonalTokens tokens) {}

  /// What happens to every request before and after its endpoint.
  public record Edge(
      RequestJournal journal,
      RateLimiter limiter,
      Faults faults,
      Underway underway,
      InstantSource clock,
      Sleeper sleeper) {}

  private Api() {}

  /// Builds the handler of the whole API.
  ///
  /// @param token the personal token that is accepted
  /// @param clientSecret the secret of the OAuth application; any is taken when null
  public static Handler handler(
      State state, Edge edge, String token, @Nullable String clientSecret) {
    Settings settings = state.settings();
    Retailer retailer = new Retailer(state.store());
    Answers answers = new Answers(settings);
    Pages pages = new Pages(settings);
    Routes routes = new Routes();
    new ConsignmentEndpoints(state.consignments(), settings, answers, pages).addTo(routes);
    new LineEndpoints(state.consignments(), state.catalog(), answers, pages).addTo(routes);
    new CatalogEndpoints(state.store(), state.catalog(), settings, pages, edge.clock())
        .addTo(routes);
    StockRoom room = new StockRoom(state.store(), state.catalog(), edge.clock());
    new ProductUpdate(state.catalog(), room, settings).addTo(routes);
    new SearchEndpoint(state.catalog(), settings).addTo(routes);
    new InventoryEndpoints(state.catalog(), settings, pages).addTo(routes);
    new AccountEndpoints(state.store(), state.catalog(), settings, pages).addTo(routes);
    WebhookEndpoints webhooks = new WebhookEndpoints(state.subscriptions(), retailer);
    webhooks.addTo(routes);
    new OldWebhookEndpoints(webhooks, settings).addTo(routes);
    new OldListEndpoints(state.store(), state.catalog(), settings).addTo(routes);
    new LabelEndpoints(state.catalog(), settings, pages).addTo(routes);
    new PurchaseOrderEndpoints(state.store(), state.consignments().ledger(), settings, pages)
        .addTo(routes);
    Dispatcher dispatcher =
        new Dispatcher(
            state.store(),
            routes,
            new Rights(state.consignments().ledger(), settings),
            answers,
            edge.journal());
    Access access = new Access(state.store(), state.grants(), state.tokens(), token);
    TokenEndpoint tokens = new TokenEndpoint(state.grants(), retailer, settings, clientSecret);
    ConsentPage consent = new ConsentPage(state.grants(), retailer, settings);
    return new ApiHandler(
        edge,
        settings,
        access,
        dispatcher,
        new Subjects(state.store(), state.consignments().ledger(), new OrderIds(settings)),
        new ApiHandler.OAuthEndpoints(consent, tokens));
  }
}
