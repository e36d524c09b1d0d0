package xseries.emulator.api;

import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import xseries.emulator.catalog.Retailer;
import xseries.emulator.http.Response;
import xseries.emulator.json.Fields;
import xseries.emulator.json.Json;
import xseries.emulator.webhook.Subscription;
import xseries.emulator.webhook.Subscriptions;

/// Webhook subscriptions of 2.0 and of the dated versions.
final class WebhookEndpoints {
  private static final int SHORTEST_URL = 3;

  /// The vendor names no limit; this one keeps the memory of deliveries bounded.
  private static final int LONGEST_URL = 2_048;

  private final Retailer retailer;
  private final Subscriptions subscriptions;

  WebhookEndpoints(Subscriptions subscriptions, Retailer retailer) {
    this.retailer = retailer;
    this.subscriptions = subscriptions;
  }

  void addTo(Routes routes) {
    routes
        .on(Operation.LIST_WEBHOOKS, this::list)
        .on(Operation.CREATE_WEBHOOK, this::create)
        .on(Operation.GET_WEBHOOK, this::get)
        .on(Operation.UPDATE_WEBHOOK, this::update)
        .on(Operation.DELETE_WEBHOOK, this::delete);
  }

  private Response list(Call call) {
    return Answers.data(200, all(call.application()));
  }

  private Response get(Call call) {
    return Answers.data(200, json(find(call)));
  }

  private Response create(Call call) {
    return Answers.data(201, json(create(call.application(), call.fields(), true)));
  }

  private Response update(Call call) {
    return Answers.data(200, json(change(find(call), call.fields())));
  }

  private Response delete(Call call) {
    delete(find(call));
    return Response.empty(200);
  }

  void delete(Subscription one) {
    subscriptions.delete(one);
  }

  ArrayNode all(String application) {
    ArrayNode all = Json.array();
    subscriptions.of(application).forEach(one -> all.add(json(one)));
    return all;
  }

  ObjectNode json(Subscription one) {
    return one.toJson(retailer.id());
  }

  Subscription find(Call call) {
    Subscription found = subscriptions.get(call.application(), call.parameter("id"));
    if (found == null) {
      throw new ApiError(404, "webhook not found");
    }
    return found;
  }

  /// Makes a subscription.
  ///
  /// @param needsActive whether `active` must be given, as the newer document demands
  Subscription create(String application, Fields fields, boolean needsActive) {
    String type = fields.text("type");
    String url = fields.text("url");
    Boolean active = fields.bool("active");
    if (type == null || url == null || (needsActive && active == null)) {
      throw new ApiError(400, "active, type and url are required");
    }
    check(application, type, url, "");
    return subscriptions.create(application, type, url, !Boolean.FALSE.equals(active));
  }

  Subscription change(Subscription old, Fields fields) {
    String type = fields.text("type");
    String url = fields.text("url");
    Boolean active = fields.bool("active");
    String newType = type == null ? old.type() : type;
    String newUrl = url == null ? old.url() : url;
    check(old.application(), newType, newUrl, old.id());
    return subscriptions.change(old, newType, newUrl, active == null ? old.active() : active);
  }

  private void check(String application, String type, String url, String ownId) {
    if (!Subscriptions.TYPES.contains(type)) {
      throw new ApiError(400, "type " + type + " is not known");
    }
    if (url.length() < SHORTEST_URL) {
      throw new ApiError(400, "url is too short");
    }
    if (url.length() > LONGEST_URL) {
      throw new ApiError(400, "url is too long");
    }
    if (subscriptions.isTaken(application, type, url, ownId)) {
      throw new ApiError(409, "a webhook with this type and url exists");
    }
  }
}
