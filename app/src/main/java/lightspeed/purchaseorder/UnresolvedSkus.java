package lightspeed.purchaseorder;

import java.util.List;
import java.util.Map;
import lightspeed.catalog.NearMatches;
import lightspeed.catalog.NearMatches.Suggestion;
import lightspeed.db.Database;

/// SKUs of orders before their sending that no product of the catalogue has and nobody mapped, with
/// the products that were probably meant.
///
/// **Threads:** safe.
public final class UnresolvedSkus {
  /// Of how many open orders the lines are looked at, the newest first.
  private static final int MOST_ORDERS = 2000;

  private static final String FIND =
      """
      SELECT line.sku, MAX(line.name) AS name, COUNT(DISTINCT open_order.id) AS orders,
        MAX(open_order.public_id) AS example
      FROM (
        SELECT id, public_id
        FROM vend_consignments
        WHERE transfer_category = 'PURCHASE_ORDER'
          AND state IN ('DRAFT', 'APPROVED')
          AND lightspeed_consignment_id IS NULL
          AND deleted_at IS NULL
        ORDER BY created_at DESC
        LIMIT :orders
      ) AS open_order
      JOIN vend_consignment_line_items line ON line.consignment_id = open_order.id
      LEFT JOIN vend_products product
        ON product.sku = line.sku
        AND product.deleted_at IS NULL
        AND product.is_active
      LEFT JOIN lightspeed_mappings mapping
        ON mapping.local_type = 'SKU'
        AND mapping.local_id = line.sku
      WHERE line.product_id IS NULL
        AND product.id IS NULL
        AND mapping.id IS NULL
      GROUP BY line.sku
      ORDER BY orders DESC, line.sku
      LIMIT :limit
      """;

  private final Database database;
  private final NearMatches matches = new NearMatches();

  public UnresolvedSkus(Database database) {
    this.database = database;
  }

  /// One SKU.
  ///
  /// @param name what the buyer called it, empty when nothing
  /// @param orders how many open orders have it
  /// @param example the public id of one of them
  /// @param suggestions best first
  public record Unresolved(
      String sku, String name, long orders, String example, List<Suggestion> suggestions) {
    public Unresolved {
      suggestions = List.copyOf(suggestions);
    }

    Unresolved with(List<Suggestion> found) {
      return new Unresolved(sku, name, orders, example, found);
    }
  }

  /// The ones that most orders have, first.
  public List<Unresolved> list(int limit) {
    return database.read(
        handle -> {
          List<Unresolved> found =
              handle
                  .createQuery(FIND)
                  .bind("orders", MOST_ORDERS)
                  .bind("limit", limit)
                  .map(
                      (row, _) ->
                          new Unresolved(
                              row.getString("sku"),
                              row.getString("name") == null ? "" : row.getString("name"),
                              row.getLong("orders"),
                              row.getString("example"),
                              List.of()))
                  .list();
          Map<String, List<Suggestion>> near =
              matches.products(handle, found.stream().map(Unresolved::sku).toList());
          return found.stream()
              .map(one -> one.with(near.getOrDefault(one.sku(), List.of())))
              .toList();
        });
  }
}
