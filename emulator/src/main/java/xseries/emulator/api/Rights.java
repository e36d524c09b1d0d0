package xseries.emulator.api;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import xseries.emulator.consignment.Consignment;
import xseries.emulator.consignment.Ledger;
import xseries.emulator.consignment.Type;
import xseries.emulator.oauth.Scope;
import xseries.emulator.settings.Settings;
import xseries.emulator.settings.Switch;

/// What a call needs: a scope, and for a consignment the sight of its outlet. Used inside the
/// store's lock.
final class Rights {
  private static final List<String> ANY_WRITE =
      List.of(Scope.STOCK_ORDER, Scope.STOCK_TRANSFER, Scope.INVENTORY_COUNT);

  private final Ledger ledger;
  private final Settings settings;
  private final OrderIds ids;

  Rights(Ledger ledger, Settings settings) {
    this.ledger = ledger;
    this.settings = settings;
    this.ids = new OrderIds(settings);
  }

  /// Lets a call through.
  ///
  /// @throws ApiError when the token lacks what the call needs
  void check(Operation operation, Call call) {
    Caller caller = call.caller();
    for (String scope : operation.scopes()) {
      boolean isGranted =
          scope.equals(Scope.OF_TYPE)
              ? toWrite(type(operation, call)).stream().anyMatch(caller::has)
              : caller.has(scope);
      if (!isGranted) {
        throw new ApiError(403, "permission denied");
      }
    }
    if (caller.outletIds() != null) {
      checkSight(operation, call);
    }
  }

  private void checkSight(Operation operation, Call call) {
    Consignment consignment = consignment(operation, call);
    if (consignment == null || call.caller().sees(consignment.header().outletId())) {
      return;
    }
    switch (settings.choice(Switch.HIDDEN_OUTLET_GET)) {
      case "not_found" -> throw new ApiError(404, "consignment not found");
      case "forbidden" -> throw new ApiError(403, "permission denied");
      default -> {
        // shown all the same
      }
    }
  }

  /// One of these is enough.
  private static List<String> toWrite(@Nullable Type type) {
    return switch (type) {
      case SUPPLIER, RETURN -> List.of(Scope.STOCK_ORDER);
      case OUTLET -> List.of(Scope.STOCK_TRANSFER);
      case STOCKTAKE -> List.of(Scope.INVENTORY_COUNT);
      case null -> ANY_WRITE; // the endpoint says what is wrong
    };
  }

  private @Nullable Type type(Operation operation, Call call) {
    if (operation != Operation.CREATE_CONSIGNMENT) {
      Consignment consignment = consignment(operation, call);
      return consignment == null ? null : consignment.type();
    }
    JsonNode type = call.body().path("type");
    for (Type one : Type.values()) {
      if (one.name().equals(type.asString("").toUpperCase(Locale.ROOT))) {
        return one;
      }
    }
    return null;
  }

  private @Nullable Consignment consignment(Operation operation, Call call) {
    String path = operation.path();
    boolean isOfOne =
        path.startsWith("/consignments/{id}") || path.startsWith("/purchase_orders/{id}");
    if (!isOfOne) {
      return null;
    }
    String id = call.parameter("id");
    return ledger.consignments().get(path.startsWith("/p") ? ids.consignmentOf(id) : id);
  }
}
