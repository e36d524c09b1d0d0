package xseries.emulator.api;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import xseries.emulator.catalog.Catalog;
import xseries.emulator.catalog.Product;
import xseries.emulator.consignment.Consignment;
import xseries.emulator.consignment.ConsignmentJson;
import xseries.emulator.consignment.Consignments;
import xseries.emulator.consignment.Line;
import xseries.emulator.consignment.LineChange;
import xseries.emulator.consignment.Refusal;
import xseries.emulator.http.Response;
import xseries.emulator.json.Fields;
import xseries.emulator.json.Json;
import xseries.emulator.json.Wire;

/// Lines of consignments, one by one and in bulk.
final class LineEndpoints {
  private final Consignments consignments;
  private final Catalog catalog;
  private final Answers answers;
  private final Pages pages;

  LineEndpoints(Consignments consignments, Catalog catalog, Answers answers, Pages pages) {
    this.consignments = consignments;
    this.catalog = catalog;
    this.answers = answers;
    this.pages = pages;
  }

  void addTo(Routes routes) {
    routes
        .on(Operation.LIST_LINES, this::list)
        .on(Operation.ADD_LINE, this::add)
        .on(Operation.PUT_LINE, this::put)
        .on(Operation.DELETE_LINE, this::delete)
        .on(Operation.ADD_LINES, this::bulk);
  }

  private Response list(Call call) {
    Consignment consignment = consignments.ledger().get(call.parameter("id"));
    return Answers.ok(
        pages.listOf(
            call.query(), consignments.ledger().lines(), consignment.id(), _ -> true, this::json));
  }

  private Response add(Call call) {
    Fields fields = call.fields();
    String productId = fields.text("product_id");
    if (productId == null) {
      throw Refusal.rule("product_id is required");
    }
    Line line = consignments.lines().add(call.parameter("id"), change(productId, fields));
    return Answers.data(200, json(line));
  }

  private Response put(Call call) {
    Fields fields = call.fields();
    LineChange change = change(call.parameter("product_id"), fields);
    return Answers.data(200, json(consignments.lines().put(call.parameter("id"), change)));
  }

  private Response delete(Call call) {
    consignments.lines().delete(call.parameter("id"), call.parameter("product_id"));
    return Response.empty(204);
  }

  private Response bulk(Call call) {
    if (!(call.body() instanceof ArrayNode elements)) {
      throw new ApiError(400, "the body must be a JSON array");
    }
    List<LineChange> changes = new ArrayList<>(elements.size());
    Set<String> received = new HashSet<>();
    for (JsonNode element : elements) {
      LineChange change = element(element);
      changes.add(change);
      if (change.received() != null) {
        received.add(change.productId());
      }
    }
    ObjectNode data = Json.object();
    for (Line line : consignments.lines().bulk(call.parameter("id"), changes)) {
      Wire wire = new Wire(true).fivePlaces("count", line.count());
      if (received.contains(line.productId())) {
        wire.fivePlaces("received", line.received());
      }
      data.set(line.productId(), wire.node());
    }
    return Answers.data(200, data);
  }

  private static LineChange element(JsonNode element) {
    if (!(element instanceof ObjectNode object)) {
      throw new ApiError(400, "each element must be a JSON object");
    }
    Fields fields = new Fields(object);
    String productId = fields.text("product_id");
    if (productId == null) {
      throw Refusal.rule("product_id is required");
    }
    LineChange change = change(productId, fields);
    if (change.count() == null && change.received() == null) {
      throw Refusal.rule("product " + productId + " needs count or received");
    }
    return change;
  }

  private static LineChange change(String productId, Fields fields) {
    return new LineChange(
        productId, fields.decimal("count"), fields.decimal("received"), fields.decimal("cost"));
  }

  private ObjectNode json(Line line) {
    Product product = catalog.products().get(line.productId());
    String sku = product == null ? null : product.sku();
    return ConsignmentJson.of(line, sku, answers.unreceived(), answers.printsNulls());
  }
}
