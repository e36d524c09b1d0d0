package xseries.emulator.api;

import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import xseries.emulator.http.Query;
import xseries.emulator.http.Response;
import xseries.emulator.json.Fields;
import xseries.emulator.json.Json;
import xseries.emulator.settings.Settings;
import xseries.emulator.settings.Switch;
import xseries.emulator.webhook.Subscription;

/// The old unversioned `/api/webhooks`: a form with one field `data` that holds the JSON.
final class OldWebhookEndpoints {
  private final WebhookEndpoints webhooks;
  private final Settings settings;

  OldWebhookEndpoints(WebhookEndpoints webhooks, Settings settings) {
    this.webhooks = webhooks;
    this.settings = settings;
  }

  void addTo(Routes routes) {
    routes
        .on(Operation.LIST_WEBHOOKS_OLD, call -> Answers.ok(webhooks.all(call.application())))
        .on(Operation.CREATE_WEBHOOK_OLD, this::create)
        .on(Operation.GET_WEBHOOK_OLD, call -> reply(webhooks.find(call)))
        .on(Operation.UPDATE_WEBHOOK_OLD, this::update)
        .on(Operation.POST_WEBHOOK_OLD, this::update)
        .on(Operation.DELETE_WEBHOOK_OLD, this::delete);
  }

  private Response create(Call call) {
    return reply(webhooks.create(call.application(), form(call), false));
  }

  private Response update(Call call) {
    return reply(webhooks.change(webhooks.find(call), form(call)));
  }

  private Response delete(Call call) {
    webhooks.delete(webhooks.find(call));
    return Answers.ok(Json.object().put("status", "success"));
  }

  private Response reply(Subscription one) {
    ObjectNode json = webhooks.json(one);
    return settings.is(Switch.OLD_WEBHOOK_REPLY, "wrapped")
        ? Answers.data(200, json)
        : Answers.ok(json);
  }

  private static Fields form(Call call) {
    String data = Query.parse(call.request().bodyText()).first("data");
    if (data == null) {
      throw new ApiError(400, "the form field data is required");
    }
    try {
      JsonNode node = Json.parse(data);
      if (node instanceof ObjectNode object) {
        return new Fields(object);
      }
    } catch (JacksonException e) {
      throw new ApiError(400, "the form field data is not valid JSON", e);
    }
    throw new ApiError(400, "the form field data must be a JSON object");
  }
}
