package xseries.emulator.webhook;

import tools.jackson.databind.node.ObjectNode;
import xseries.emulator.json.Json;
import xseries.emulator.store.Row;

/// One application's wish to have one type of event sent to one URL.
public record Subscription(
    String id, String application, String type, String url, boolean active, long version)
    implements Row {

  /// The application of everyone who holds the personal token.
  public static final String PERSONAL = "personal";

  /// Whether it was made with the personal token and not by an OAuth application.
  boolean isPersonal() {
    return application.equals(PERSONAL);
  }

  boolean wants(String event) {
    return active && type.equals(event);
  }

  public ObjectNode toJson(String retailerId) {
    return Json.object()
        .put("id", id)
        .put("retailer_id", retailerId)
        .put("type", type)
        .put("url", url)
        .put("active", active);
  }
}
