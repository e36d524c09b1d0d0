package lightspeed.webhook;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import lightspeed.config.WebhookConfig;
import tools.jackson.databind.node.JsonNodeFactory;

/// A delivery as Lightspeed sends it, to try the receiver with: a form with the field `payload` in
/// the shape of API 1.0, signed when a secret is set.
///
/// @param path below the server's address; holds the path secret
@SuppressWarnings("ArrayRecordComponent")
public record SampleDelivery(String path, Map<String, String> headers, byte[] body) {
  private static final String ROOT = "/webhooks/lightspeed";

  public SampleDelivery {
    headers = Map.copyOf(headers);
  }

  /// Makes one.
  ///
  /// @throws IllegalArgumentException when no secret is set with which it could be proven
  public static SampleDelivery of(String type, String consignmentId, WebhookConfig config) {
    if (!config.hasSecret()) {
      throw new IllegalArgumentException(
          "Neither webhook_path_secret nor lightspeed_webhook_secret is set.");
    }
    var payload =
        JsonNodeFactory.instance
            .objectNode()
            .put("id", "sample-line")
            .put("consignment_id", consignmentId)
            .put("product_id", "sample-product")
            .put("count", "8.00000")
            .put("received", type.equals("consignment.receive") ? "8.00000" : null)
            .put("cost", 4)
            .put("sequence_number", 1);
    var form =
        "payload="
            + URLEncoder.encode(payload.toString(), StandardCharsets.UTF_8)
            + "&type="
            + URLEncoder.encode(type, StandardCharsets.UTF_8);
    var body = form.getBytes(StandardCharsets.UTF_8);
    var headers = new LinkedHashMap<String, String>();
    headers.put("Content-Type", "application/x-www-form-urlencoded");
    if (!config.signingSecrets().isEmpty()) {
      var mac = Hmac.of(config.signingSecrets().getFirst(), body);
      headers.put(
          "X-Signature", "signature=" + HexFormat.of().formatHex(mac) + ",algorithm=HMAC-SHA256");
    }
    var path =
        config.pathSecrets().isEmpty()
            ? ROOT
            : ROOT
                + "/"
                + config.pathSecrets().getFirst().reveal()
                + "/"
                + URLEncoder.encode(type, StandardCharsets.UTF_8);
    return new SampleDelivery(path, headers, body);
  }
}
