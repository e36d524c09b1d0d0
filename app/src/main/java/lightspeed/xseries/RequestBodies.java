package lightspeed.xseries;

import java.util.List;
import lightspeed.json.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The bodies we send: bare (not wrapped in `data`), decimals as strings.
///
/// **source:** the vendor's tutorial, Postman bodies and every known client send bare objects
/// although the schema wraps them; decimals are strings by the API 2.0 schema. Read 2026-11.
final class RequestBodies {
  private RequestBodies() {}

  /// Members that have no value are left out.
  static ObjectNode newConsignment(ConsignmentDraft draft) {
    ObjectNode body = wholeConsignment(draft);
    body.removeNulls();
    return body;
  }

  /// Every writable member, null where it has no value, and what goes back as it came.
  static ObjectNode wholeConsignment(ConsignmentDraft draft) {
    ObjectNode body =
        object()
            .put("type", draft.type())
            .put("status", draft.status())
            .put("outlet_id", draft.outletId())
            .put("name", draft.name())
            .put("reference", draft.reference())
            .put("supplier_id", draft.supplierId())
            .put("supplier_invoice", draft.supplierInvoice())
            .put("source_outlet_id", draft.sourceOutletId())
            .put("due_at", draft.dueAt() == null ? null : WireTime.format(draft.dueAt()));
    draft.verbatim().complete(body);
    return body;
  }

  static ArrayNode lines(List<ConsignmentLine> lines) {
    ArrayNode body = Json.untrusted().createArrayNode();
    lines.forEach(each -> body.add(line(each)));
    return body;
  }

  static ObjectNode line(ConsignmentLine line) {
    return object()
        .put("product_id", line.productId().value())
        .put("count", line.count().toPlainString())
        .put("cost", line.cost().toPlainString());
  }

  static ObjectNode newWebhook(String type, String url) {
    return object().put("active", true).put("type", type).put("url", url);
  }

  static byte[] bytes(@Nullable JsonNode body) {
    return body == null ? new byte[0] : Json.untrusted().writeValueAsBytes(body);
  }

  private static ObjectNode object() {
    return Json.untrusted().createObjectNode();
  }
}
