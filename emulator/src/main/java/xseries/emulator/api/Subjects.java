package xseries.emulator.api;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import xseries.emulator.consignment.Consignment;
import xseries.emulator.consignment.Ledger;
import xseries.emulator.fault.Subject;
import xseries.emulator.http.Request;
import xseries.emulator.json.Json;
import xseries.emulator.store.Store;

/// Finds out which consignment a call is about: the one in its path, even a deleted one, or the one
/// that its body would create.
final class Subjects {
  private final Store store;
  private final Ledger ledger;
  private final OrderIds ids;

  Subjects(Store store, Ledger ledger, OrderIds ids) {
    this.store = store;
    this.ledger = ledger;
    this.ids = ids;
  }

  Subject of(Request request, Target target) {
    String[] parts = target.path().split("/", -1);
    boolean isOfConsignments =
        parts.length > 1 && (parts[1].equals("consignments") || parts[1].equals("purchase_orders"));
    if (isOfConsignments && parts.length > 2 && !parts[2].isEmpty()) {
      boolean isOrder = parts[1].equals("purchase_orders");
      return ofConsignment(isOrder ? ids.consignmentOf(parts[2]) : parts[2]);
    }
    if (isOfConsignments && request.method().equals("POST")) {
      return ofBody(request);
    }
    return new Subject(null, request.parameters().first("outlet_id"));
  }

  private Subject ofConsignment(String id) {
    return store
        .read(() -> Optional.ofNullable(ledger.consignments().get(id)))
        .map(Consignment::header)
        .map(header -> new Subject(header.reference(), header.outletId()))
        .orElse(Subject.NONE);
  }

  private static Subject ofBody(Request request) {
    try {
      JsonNode body = Json.parse(request.body());
      JsonNode object = body.path("data").isObject() ? body.path("data") : body;
      return new Subject(text(object, "reference"), text(object, "outlet_id"));
    } catch (JacksonException e) {
      return Subject.NONE; // the endpoint says what is wrong with it
    }
  }

  private static @Nullable String text(JsonNode object, String name) {
    JsonNode value = object.path(name);
    return value.isString() || value.isNumber() ? value.asString() : null;
  }
}
