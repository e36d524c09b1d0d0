package lightspeed.xseries;

import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/// What an application must be allowed so that our calls are answered. Personal tokens may do all
/// that their user may.
///
/// **source:** the scope lines of the vendor's API documents of 2.0 and 2026-07 and its page on
/// scopes; for users and webhooks the page alone. Read 2026-11.
public final class Scopes {
  private static final String READ_CONSIGNMENTS = "consignments:read";
  private static final String WRITE_ORDERS = "consignments:write:stock_order";
  private static final String READ_PRODUCTS = "products:read";
  private static final String READ_OUTLETS = "outlets:read";
  private static final String WEBHOOKS = "webhooks";
  private static final String OLD_BASE = "/api/" + XSeriesAddress.UNDATED + "/";

  /// Shows the supply price of products, which answers leave out without it; refuses no call.
  private static final String READ_COSTS = "products:read:costs";

  /// Versions that are dates ask for it together with the retailer.
  private static final String READ_PAYMENT_TYPES = "payment_types:read";

  private static final Map<String, String> OF_OPERATION =
      Map.ofEntries(
          Map.entry("createConsignment", WRITE_ORDERS),
          Map.entry("getConsignment", READ_CONSIGNMENTS),
          Map.entry("updateConsignment", WRITE_ORDERS),
          Map.entry("listConsignments", READ_CONSIGNMENTS),
          Map.entry("deleteConsignment", WRITE_ORDERS),
          Map.entry("addProducts", WRITE_ORDERS),
          Map.entry("listConsignmentProducts", READ_CONSIGNMENTS),
          Map.entry("assignProduct", WRITE_ORDERS),
          Map.entry("removeProduct", WRITE_ORDERS),
          Map.entry("getPurchaseOrder", READ_CONSIGNMENTS),
          Map.entry("listPurchaseOrders", READ_CONSIGNMENTS),
          Map.entry("listDeliveries", READ_CONSIGNMENTS),
          Map.entry("listDeliveryLines", READ_CONSIGNMENTS),
          Map.entry("listProducts", READ_PRODUCTS),
          Map.entry("getProduct", READ_PRODUCTS),
          Map.entry("searchProducts", READ_PRODUCTS),
          Map.entry("listOutlets", READ_OUTLETS),
          Map.entry("testConnection", READ_OUTLETS),
          Map.entry("listSuppliers", "suppliers:read"),
          Map.entry("listWebhooks", WEBHOOKS),
          Map.entry("createWebhook", WEBHOOKS),
          Map.entry("deleteWebhook", WEBHOOKS),
          Map.entry("getUser", "users:read"),
          Map.entry("getRetailer", "retailer:read"));

  private Scopes() {}

  /// What a call needs; empty for one that we do not make.
  ///
  /// @param operation see [CallName#operation()]
  public static List<String> of(String operation, String version) {
    String scope = OF_OPERATION.get(operation);
    if (scope == null) {
      return List.of();
    }
    boolean isRetailerDated = operation.equals("getRetailer") && ApiVersions.isDated(version);
    return isRetailerDated ? List.of(scope, READ_PAYMENT_TYPES) : List.of(scope);
  }

  /// All that we use in this version of the API, in the order of the alphabet.
  public static List<String> all(String version) {
    TreeSet<String> all = new TreeSet<>(OF_OPERATION.values());
    all.add(READ_COSTS);
    if (ApiVersions.isDated(version)) {
      all.add(READ_PAYMENT_TYPES);
    }
    return List.copyOf(all);
  }

  /// What to look for when a call was refused, in a sentence.
  static String demand(CallName call) {
    List<String> scopes =
        of(call.operation(), call.path().contains(OLD_BASE) ? XSeriesAddress.UNDATED : "");
    String user = "the right of a personal token's user";
    return scopes.isEmpty()
        ? "It needs " + user + "."
        : "It needs the scope "
            + String.join(" and ", scopes)
            + " of an application, or "
            + user
            + ".";
  }
}
