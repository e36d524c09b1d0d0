package xseries.emulator.api;

import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import xseries.emulator.oauth.Scope;

/// Every operation that is served, with the versions that have it, the scopes that it demands,
/// where it is written and how sure that is. The README's list is made of this one.
///
/// **source:** the vendor's API documents of 0.9, 2.0 and 2026-07 as the fact sheet quotes them,
/// read 2026-11.
public enum Operation {
  LIST_CONSIGNMENTS(Group.CONSIGNMENTS, "GET /consignments", Scope.CONSIGNMENTS_READ),
  CREATE_CONSIGNMENT(Group.CONSIGNMENTS, "POST /consignments", Scope.OF_TYPE),
  GET_CONSIGNMENT(Group.CONSIGNMENTS, "GET /consignments/{id}", Scope.CONSIGNMENTS_READ),
  UPDATE_CONSIGNMENT(Group.CONSIGNMENTS, "PUT /consignments/{id}", Scope.OF_TYPE),
  DELETE_CONSIGNMENT(Group.CONSIGNMENTS, "DELETE /consignments/{id}", Scope.OF_TYPE),
  GET_TOTALS(Group.CONSIGNMENTS, "GET /consignments/{id}/totals", Scope.CONSIGNMENTS_READ),
  LIST_LINES(Group.CONSIGNMENTS, "GET /consignments/{id}/products", Scope.CONSIGNMENTS_READ),
  ADD_LINE(Group.CONSIGNMENTS, "POST /consignments/{id}/products", Scope.OF_TYPE),
  PUT_LINE(Group.CONSIGNMENTS, "PUT /consignments/{id}/products/{product_id}", Scope.OF_TYPE),
  DELETE_LINE(Group.CONSIGNMENTS, "DELETE /consignments/{id}/products/{product_id}", Scope.OF_TYPE),
  ADD_LINES(Group.CONSIGNMENTS, "POST /consignments/{id}/bulk", Scope.OF_TYPE),

  LIST_PURCHASE_ORDERS(Group.PURCHASE_ORDERS, "GET /purchase_orders", Scope.CONSIGNMENTS_READ),
  GET_PURCHASE_ORDER(Group.PURCHASE_ORDERS, "GET /purchase_orders/{id}", Scope.CONSIGNMENTS_READ),
  LIST_ORDER_LINES(
      Group.PURCHASE_ORDERS, "GET /purchase_orders/{id}/line_items", Scope.CONSIGNMENTS_READ),
  LIST_DELIVERIES(
      Group.PURCHASE_ORDERS, "GET /purchase_orders/{id}/deliveries", Scope.CONSIGNMENTS_READ),
  LIST_DELIVERY_LINES(
      Group.PURCHASE_ORDERS,
      "GET /purchase_orders/{id}/deliveries/{delivery_id}/line_items",
      Scope.CONSIGNMENTS_READ),

  LIST_PRODUCTS(Group.BOTH, "GET /products", Scope.PRODUCTS_READ),
  GET_PRODUCT(Group.BOTH, "GET /products/{id}", Scope.PRODUCTS_READ),
  UPDATE_PRODUCT_2_1(Group.TWO_ONE, "PUT /products/{id}", Scope.PRODUCTS_WRITE),
  UPDATE_PRODUCT(Group.DATED, "PUT /products/{id}", Scope.PRODUCTS_WRITE),
  SEARCH(Group.BOTH, "GET /search", Scope.PRODUCTS_READ),
  LIST_INVENTORY(Group.TWO, "GET /inventory", Scope.INVENTORY_READ),
  GET_INVENTORY(Group.TWO, "GET /products/{product_id}/inventory", Scope.INVENTORY_READ),
  LIST_INVENTORY_DATED(Group.DATED, "POST /inventory", Scope.INVENTORY_READ),
  GET_INVENTORY_DATED(Group.DATED, "GET /inventory/{product_id}", Scope.INVENTORY_READ),
  LIST_OUTLETS(Group.BOTH, "GET /outlets", Scope.OUTLETS_READ),
  GET_OUTLET(Group.BOTH, "GET /outlets/{id}", Scope.OUTLETS_READ),
  LIST_SUPPLIERS(Group.BOTH, "GET /suppliers", Scope.SUPPLIERS_READ),
  CREATE_SUPPLIER(Group.BOTH, "POST /suppliers", Scope.SUPPLIERS_WRITE),
  GET_SUPPLIER(Group.BOTH, "GET /suppliers/{id}", Scope.SUPPLIERS_READ),
  UPDATE_SUPPLIER(Group.BOTH, "PUT /suppliers/{id}", Scope.SUPPLIERS_WRITE),
  DELETE_SUPPLIER(Group.BOTH, "DELETE /suppliers/{id}", Scope.SUPPLIERS_WRITE),
  LIST_REGISTERS(Group.AS_IN_TWO, "GET /registers", Scope.REGISTERS_READ),
  GET_REGISTER(Group.AS_IN_TWO, "GET /registers/{id}", Scope.REGISTERS_READ),
  GET_OWN_USER(Group.AS_IN_TWO, "GET /user", Scope.USERS_READ),
  LIST_USERS(Group.AS_IN_TWO, "GET /users", Scope.USERS_READ),
  GET_USER(Group.AS_IN_TWO, "GET /users/{id}", Scope.USERS_READ),
  GET_RETAILER(Group.TWO, "GET /retailer", Scope.RETAILER_READ),
  GET_RETAILER_DATED(Group.DATED, "GET /retailer", Scope.RETAILER_READ, Scope.PAYMENT_TYPES_READ),

  LIST_WEBHOOKS(Group.WEBHOOKS, "GET /webhooks", Scope.WEBHOOKS),
  CREATE_WEBHOOK(Group.WEBHOOKS, "POST /webhooks", Scope.WEBHOOKS),
  GET_WEBHOOK(Group.WEBHOOKS, "GET /webhooks/{id}", Scope.WEBHOOKS),
  UPDATE_WEBHOOK(Group.WEBHOOKS, "PUT /webhooks/{id}", Scope.WEBHOOKS),
  DELETE_WEBHOOK(Group.WEBHOOKS, "DELETE /webhooks/{id}", Scope.WEBHOOKS),

  LIST_BRANDS(Group.AS_IN_TWO, "GET /brands", Scope.PRODUCTS_READ),
  GET_BRAND(Group.AS_IN_TWO, "GET /brands/{id}", Scope.PRODUCTS_READ),
  LIST_PRODUCT_TYPES(Group.AS_IN_TWO, "GET /product_types", Scope.PRODUCTS_READ),
  GET_PRODUCT_TYPE(Group.AS_IN_TWO, "GET /product_types/{id}", Scope.PRODUCTS_READ),
  LIST_TAGS(Group.AS_IN_TWO, "GET /tags", Scope.PRODUCTS_READ),
  GET_TAG(Group.AS_IN_TWO, "GET /tags/{id}", Scope.PRODUCTS_READ),
  LIST_TAXES(Group.AS_IN_TWO, "GET /taxes", Scope.TAXES_READ),
  LIST_OUTLET_TAXES(Group.AS_IN_TWO, "GET /outlet_taxes", Scope.OUTLETS_READ),

  LIST_OUTLETS_OLD(Group.OLD, "GET /outlets", Scope.OUTLETS_READ),
  LIST_REGISTERS_OLD(Group.OLD, "GET /registers", Scope.REGISTERS_READ),
  LIST_SUPPLIERS_OLD(Group.OLD, "GET /supplier", Scope.SUPPLIERS_READ),
  WRITE_SUPPLIER_OLD(Group.OLD, "POST /supplier", Scope.SUPPLIERS_WRITE),
  GET_SUPPLIER_OLD(Group.OLD, "GET /supplier/{id}", Scope.SUPPLIERS_READ),
  LIST_TAXES_OLD(Group.OLD, "GET /taxes", Scope.TAXES_READ),
  GET_TAX_OLD(Group.OLD, "GET /taxes/{id}", Scope.TAXES_READ),
  LIST_USERS_OLD(Group.OLD, "GET /users", Scope.USERS_READ),

  LIST_WEBHOOKS_OLD(Group.OLD, "GET /webhooks", Scope.WEBHOOKS),
  CREATE_WEBHOOK_OLD(Group.OLD, "POST /webhooks", Scope.WEBHOOKS),
  GET_WEBHOOK_OLD(Group.OLD, "GET /webhooks/{id}", Scope.WEBHOOKS),
  UPDATE_WEBHOOK_OLD(Group.OLD, "PUT /webhooks/{id}", Scope.WEBHOOKS),
  POST_WEBHOOK_OLD(Group.CLIENTS, "POST /webhooks/{id}", Scope.WEBHOOKS),
  DELETE_WEBHOOK_OLD(Group.OLD, "DELETE /webhooks/{id}", Scope.WEBHOOKS),

  TRADE_TOKEN(Group.TOKEN, "POST /token"),
  ASK_CONSENT(Group.CONSENT, "GET /connect");

  /// How sure it is that the vendor serves an operation.
  public enum Certainty {
    /// The vendor's document says so.
    DOCUMENTED,
    /// Clients in use rely on it.
    CLIENT_PROVEN,
    /// Documented for 2.0; a dated version holds the whole API, so it should have it too.
    INFERRED_WHEN_DATED
  }

  /// Operations that are written in the same places.
  private enum Group {
    CONSIGNMENTS(
        ApiVersion.V2_0, ApiVersion.V2026_07, "documents of 2.0 and 2026-07", Certainty.DOCUMENTED),
    PURCHASE_ORDERS(
        ApiVersion.V2026_04, ApiVersion.V2026_07, "document of 2026-07", Certainty.DOCUMENTED),
    BOTH(
        ApiVersion.V2_0, ApiVersion.V2026_07, "documents of 2.0 and 2026-07", Certainty.DOCUMENTED),
    TWO(ApiVersion.V2_0, ApiVersion.V2_0, "document of 2.0", Certainty.DOCUMENTED),
    TWO_ONE(ApiVersion.V2_1, ApiVersion.V2_1, "document of 2.1", Certainty.DOCUMENTED),
    DATED(ApiVersion.V2026_01, ApiVersion.V2026_07, "document of 2026-07", Certainty.DOCUMENTED),
    AS_IN_TWO(
        ApiVersion.V2_0, ApiVersion.V2026_07, "document of 2.0", Certainty.INFERRED_WHEN_DATED),
    WEBHOOKS(
        ApiVersion.V2_0,
        ApiVersion.V2026_07,
        "Postman collection, document of 2026-07",
        Certainty.DOCUMENTED),
    OLD(ApiVersion.V0_9, ApiVersion.V0_9, "document of 0.9", Certainty.DOCUMENTED),
    CLIENTS(ApiVersion.V0_9, ApiVersion.V0_9, "a PHP client", Certainty.CLIENT_PROVEN),
    TOKEN(ApiVersion.V1_0, ApiVersion.V1_0, "page on authorization", Certainty.DOCUMENTED),
    CONSENT(ApiVersion.NONE, ApiVersion.NONE, "page on authorization", Certainty.DOCUMENTED);

    private final ApiVersion first;
    private final ApiVersion last;
    private final String source;
    private final Certainty certainty;

    Group(ApiVersion first, ApiVersion last, String source, Certainty certainty) {
      this.first = first;
      this.last = last;
      this.source = source;
      this.certainty = certainty;
    }
  }

  private final Group group;
  private final String method;
  private final String path;
  private final String scopes;

  Operation(Group group, String methodAndPath, String... scopes) {
    this.group = group;
    int space = methodAndPath.indexOf(' ');
    this.method = methodAndPath.substring(0, space);
    this.path = methodAndPath.substring(space + 1);
    this.scopes = String.join(" ", scopes);
  }

  public String method() {
    return method;
  }

  /// The path after the version base, with `{…}` for what stands for an id.
  public String path() {
    return path;
  }

  /// Under which name calls are counted, such as `POST /consignments/*/bulk`.
  String countedAs() {
    return method + " " + path.replaceAll("\\{[a-z_]+}", "*");
  }

  boolean isIn(ApiVersion version) {
    return version.compareTo(group.first) >= 0 && version.compareTo(group.last) <= 0;
  }

  /// The versions that have it.
  public Set<ApiVersion> versions() {
    return EnumSet.range(group.first, group.last);
  }

  /// What a token must have, all of it; [Scope#OF_TYPE] stands for the one that writes the
  /// consignment's type.
  public List<String> scopes() {
    return scopes.isEmpty() ? List.of() : List.of(scopes.split(" ", -1));
  }

  /// The document that describes it.
  public String source() {
    return group.source;
  }

  public Certainty certainty() {
    return group.certainty;
  }

  /// Whether it is answered without a token and before any route.
  public boolean isOfSigningIn() {
    return group == Group.TOKEN || group == Group.CONSENT;
  }

  /// A row of the README's table.
  public String toRow() {
    String span = group.first == group.last ? "" : " to " + group.last;
    String needed = scopes.isEmpty() ? "" : "`" + scopes.replace(" ", "`, `") + "`";
    return "| `%s %s` | %s | %s | %s | *%s* |"
        .formatted(
            method,
            path,
            group.first + span,
            needed.replace("`" + Scope.OF_TYPE + "`", "the type's"),
            group.source,
            certainty().name().toLowerCase(Locale.ROOT).replace('_', ' '));
  }
}
