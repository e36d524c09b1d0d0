package lightspeed.xseries;

/// A wish to have one type of event sent to one address.
///
/// @param url holds our path secret: not for logs and people
public record Webhook(String id, String type, String url, boolean active) {

  static Webhook read(WireObject wire) {
    return new Webhook(
        wire.requiredId("id"),
        wire.requiredText("type"),
        wire.requiredText("url"),
        wire.lenient().flagOr("active", true));
  }
}
