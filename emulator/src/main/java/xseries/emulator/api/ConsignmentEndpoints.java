package xseries.emulator.api;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;
import xseries.emulator.consignment.Consignment;
import xseries.emulator.consignment.ConsignmentJson;
import xseries.emulator.consignment.Consignments;
import xseries.emulator.consignment.HeaderChange;
import xseries.emulator.http.Query;
import xseries.emulator.http.Response;
import xseries.emulator.json.Json;
import xseries.emulator.settings.Settings;
import xseries.emulator.settings.Switch;

/// Heads of consignments.
final class ConsignmentEndpoints {
  private final Consignments consignments;
  private final Settings settings;
  private final Answers answers;
  private final Pages pages;

  ConsignmentEndpoints(Consignments consignments, Settings settings, Answers answers, Pages pages) {
    this.consignments = consignments;
    this.settings = settings;
    this.answers = answers;
    this.pages = pages;
  }

  void addTo(Routes routes) {
    routes
        .on(Operation.LIST_CONSIGNMENTS, this::list)
        .on(Operation.CREATE_CONSIGNMENT, this::create)
        .on(Operation.GET_CONSIGNMENT, this::get)
        .on(Operation.UPDATE_CONSIGNMENT, this::update)
        .on(Operation.DELETE_CONSIGNMENT, this::delete)
        .on(Operation.GET_TOTALS, this::totals);
  }

  /// Only type, status and outlet filter; whatever else is asked for is ignored, as it is there.
  private Response list(Call call) {
    Query query = call.query();
    String type = query.first("type");
    String status = query.first("status");
    String outlet = query.first("outlet_id");
    boolean showsDeleted =
        settings.isOn(Switch.CONSIGNMENTS_DELETED_FILTER) && query.isTrue("deleted");
    return Answers.ok(
        pages.list(
            query,
            consignments.ledger().consignments(),
            one ->
                (showsDeleted || !one.isDeleted())
                    && call.caller().sees(one.header().outletId())
                    && accepts(type, one.type().name())
                    && accepts(status, one.status().name())
                    && accepts(outlet, one.header().outletId()),
            this::json));
  }

  private static boolean accepts(@Nullable String wanted, String actual) {
    return wanted == null || wanted.isEmpty() || wanted.equals(actual);
  }

  private Response create(Call call) {
    Consignment made = consignments.service().create(new HeaderChange(call.fields()));
    return settings.is(Switch.CREATE_REPLY, "bare")
        ? Response.json(201, Json.bytes(json(made)))
        : Answers.data(201, json(made));
  }

  private Response get(Call call) {
    return Answers.data(200, json(consignments.ledger().get(call.parameter("id"))));
  }

  private Response update(Call call) {
    HeaderChange change = new HeaderChange(call.fields());
    return Answers.data(200, json(consignments.service().update(call.parameter("id"), change)));
  }

  private Response delete(Call call) {
    consignments.service().delete(call.parameter("id"));
    return Response.empty(204);
  }

  private Response totals(Call call) {
    Consignment consignment = consignments.ledger().get(call.parameter("id"));
    ObjectNode totals =
        ConsignmentJson.totals(consignment, consignments.ledger().linesOf(consignment));
    return Answers.data(200, Json.array().add(totals));
  }

  private ObjectNode json(Consignment consignment) {
    return ConsignmentJson.of(consignment, answers.printsNulls());
  }
}
