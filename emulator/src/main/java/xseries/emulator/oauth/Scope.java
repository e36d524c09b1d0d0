package xseries.emulator.oauth;

import java.util.List;

/// The names of scopes, as the vendor writes them.
public final class Scope {
  public static final String CONSIGNMENTS_READ = "consignments:read";
  public static final String STOCK_ORDER = "consignments:write:stock_order";
  public static final String STOCK_TRANSFER = "consignments:write:stock_transfer";
  public static final String INVENTORY_COUNT = "consignments:write:inventory_count";
  public static final String PRODUCTS_READ = "products:read";
  public static final String COSTS = "products:read:costs";
  public static final String PRODUCTS_WRITE = "products:write";
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

  /// All that the vendor's page on scopes names, and `products:read:costs`, which is named where
  /// purchase orders are described.
  ///
  /// **source:** the vendor's page on scopes as summarized by a third party in August 2026.
  public static final List<String> ALL =
      List.of(
          """
          audit:read billing:partner_subscription:read
          billing:partner_subscription:write business_rules:read business_rules:write
          channels:read consignments:read consignments:write:inventory_count
          consignments:write:stock_order consignments:write:stock_transfer
          customers:read customers:write custom_fields:read custom_fields:write
          fulfillments:read fulfillments:write gift_cards:read gift_cards:write:issue
          gift_cards:write:redeem inventory:read inventory:write outlets:read
          payments:read payment_types:read products:read products:read:costs
          products:read:price_books products:write products:write:price_books
          promotions:read promotions:write register:close register:open registers:read
          remote_rules:read remote_rules:write retailer:read sales:read sales:write
          serial_numbers:read serial_numbers:write services:read services:write
          store_credits:read store_credits:write:issue suppliers:read suppliers:write
          taxes:read taxes:write users:read users:write webhooks
          """
              .strip()
              .split("\\s+"));

  private Scope() {}

  /// The names in a text that separates them by blanks.
  public static List<String> split(String text) {
    return text.isBlank() ? List.of() : List.of(text.strip().split(" +"));
  }
}
