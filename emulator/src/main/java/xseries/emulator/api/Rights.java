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

  Rights(Ledger ledger, Settings settings) {
    this.ledger = ledger;
    this.settings = settings;
  }

  /// Lets a call through.
  ///
  /// @param route like `POST /consignments/*/bulk`
  /// @throws ApiError when the token lacks what the call needs
  void check(String route, Call call) {
    Caller caller = call.caller();
    if (caller.scopes() != null && !caller.hasAny(needed(route, call))) {
      throw new ApiError(403, "permission denied");
    }
    if (caller.outletIds() != null) {
      checkSight(route, call);
    }
  }

  private void checkSight(String route, Call call) {
    Consignment consignment = consignment(route, call);
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

  /// One of these is enough; none when the call needs no scope.
  private List<String> needed(String route, Call call) {
    boolean isRead = route.startsWith("GET ");
    String path = route.substring(route.indexOf(' ') + 1);
    if (path.contains("inventory")) {
      return List.of(Scope.INVENTORY_READ);
    }
    String first = path.split("/", -1)[1];
    return switch (first) {
      case "consignments" -> isRead ? List.of(Scope.CONSIGNMENTS_READ) : toWrite(type(route, call));
      case "purchase_orders" -> List.of(Scope.CONSIGNMENTS_READ);
      case "products", "search" -> List.of(Scope.PRODUCTS_READ);
      case "outlets" -> List.of(Scope.OUTLETS_READ);
      case "suppliers" -> List.of(isRead ? Scope.SUPPLIERS_READ : Scope.SUPPLIERS_WRITE);
      case "registers" -> List.of(Scope.REGISTERS_READ);
      case "user", "users" -> List.of(Scope.USERS_READ);
      case "retailer" -> List.of(Scope.RETAILER_READ);
      case "webhooks" -> List.of(Scope.WEBHOOKS);
      default -> List.of();
    };
  }

  private static List<String> toWrite(@Nullable Type type) {
    return switch (type) {
      case SUPPLIER, RETURN -> List.of(Scope.STOCK_ORDER);
      case OUTLET -> List.of(Scope.STOCK_TRANSFER);
      case STOCKTAKE -> List.of(Scope.INVENTORY_COUNT);
      case null -> ANY_WRITE; // the endpoint says what is wrong
    };
  }

  private @Nullable Type type(String route, Call call) {
    if (!route.equals("POST /consignments")) {
      Consignment consignment = consignment(route, call);
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

  private @Nullable Consignment consignment(String route, Call call) {
    boolean isOfOne = route.contains(" /consignments/*") || route.contains(" /purchase_orders/*");
    return isOfOne ? ledger.consignments().get(call.parameter("id")) : null;
  }
}
