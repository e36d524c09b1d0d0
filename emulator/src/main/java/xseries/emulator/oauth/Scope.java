package xseries.emulator.oauth;

import java.util.List;

/// The names of scopes that the emulator knows, as the vendor writes them.
public final class Scope {
  public static final String CONSIGNMENTS_READ = "consignments:read";
  public static final String STOCK_ORDER = "consignments:write:stock_order";
  public static final String STOCK_TRANSFER = "consignments:write:stock_transfer";
  public static final String INVENTORY_COUNT = "consignments:write:inventory_count";
  public static final String PRODUCTS_READ = "products:read";
  public static final String COSTS = "products:read:costs";
  public static final String INVENTORY_READ = "inventory:read";
  public static final String OUTLETS_READ = "outlets:read";
  public static final String SUPPLIERS_READ = "suppliers:read";
  public static final String SUPPLIERS_WRITE = "suppliers:write";
  public static final String REGISTERS_READ = "registers:read";
  public static final String USERS_READ = "users:read";
  public static final String RETAILER_READ = "retailer:read";
  public static final String WEBHOOKS = "webhooks";
  public static final String PAYMENT_TYPES_READ = "payment_types:read";
  public static final String TAXES_READ = "taxes:read";

  /// No scope of the vendor's: the one of those three that writes a consignment of its type.
  public static final String OF_TYPE = "consignments:write:*";

  /// All of them.
  public static final List<String> ALL =
      List.of(
          CONSIGNMENTS_READ,
          STOCK_ORDER,
          STOCK_TRANSFER,
          INVENTORY_COUNT,
          PRODUCTS_READ,
          COSTS,
          INVENTORY_READ,
          OUTLETS_READ,
          SUPPLIERS_READ,
          SUPPLIERS_WRITE,
          REGISTERS_READ,
          USERS_READ,
          RETAILER_READ,
          WEBHOOKS,
          PAYMENT_TYPES_READ,
          TAXES_READ);

  private Scope() {}
}
