package xseries.emulator.control;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import xseries.emulator.http.Query;
import xseries.emulator.json.BadField;
import xseries.emulator.json.Json;
import xseries.emulator.webhook.Deliveries;
import xseries.emulator.webhook.Delivery;

/// Webhook deliveries as the control API prints them. Used inside the store's `read`.
final class DeliveryJson {
  private final Deliveries deliveries;

  DeliveryJson(Deliveries deliveries) {
    this.deliveries = deliveries;
  }

  /// The deliveries after number `n` that have the wanted `type` and `state`.
  ///
  /// @throws BadField when there is no such state
  ArrayNode list(long n, Query wanted) {
    String type = wanted.first("type");
    Delivery.State state = state(wanted.first("state"));
    ArrayNode all = Json.array();
    for (Delivery one : deliveries.after(n)) {
      if ((type == null || type.equals(one.type())) && (state == null || state == one.state())) {
        all.add(print(one));
      }
    }
    return all;
  }

  private static Delivery.@Nullable State state(@Nullable String name) {
    if (name == null) {
      return null;
    }
    for (Delivery.State one : Delivery.State.values()) {
      if (one.name().equals(name)) {
        return one;
      }
    }
    throw new BadField("state", "must be one of " + Arrays.toString(Delivery.State.values()));
  }

  /// How many of the kept ones are in each state, and how many found no room.
  ObjectNode counts() {
    List<Delivery> all = deliveries.after(0);
    ObjectNode counts = Json.object();
    for (Delivery.State state : Delivery.State.values()) {
      long many = all.stream().filter(one -> one.state() == state).count();
      counts.put(state.name().toLowerCase(Locale.ROOT), many);
    }
    return counts.put("overflowed", deliveries.overflowed());
  }

  private ObjectNode print(Delivery one) {
    var next = deliveries.nextTry(one);
    ObjectNode node =
        Json.object()
            .put("n", one.version())
            .put("type", one.type())
            .put("subscription_id", one.subscriptionId())
            .put("url", one.url())
            .put("state", one.state().name())
            .put("created_at", one.createdAt().toString())
            .put("next_try_at", next == null ? null : next.toString());
    node.set("payload", Json.parse(one.payload()));
    ArrayNode tries = node.putArray("tries");
    for (Delivery.Try made : one.tries()) {
      ObjectNode entry =
          tries
              .addObject()
              .put("at", made.at().toString())
              .put("status", made.status())
              .put("ms", made.ms());
      if (!made.error().isEmpty()) {
        entry.put("error", made.error());
      }
    }
    return node;
  }
}
