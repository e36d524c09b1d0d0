package lightspeed.catalog;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/// What people decided about names that differ: a SKU of ours that stands for a product of
/// Lightspeed; and which order became which consignment. Works in the caller's transaction.
///
/// **Threads:** safe.
public final class SkuMappings {
  private static final int SKUS_PER_QUERY = 1000;

  private static final String PRODUCTS_FOR =
      """
      SELECT local_id, remote_id
      FROM lightspeed_mappings
      WHERE local_type = 'SKU'
        AND remote_type = 'PRODUCT'
        AND local_id IN (<skus>)
      """;

  /// The product id for each of these SKUs that a person mapped; others are not in the map.
  public Map<String, String> productsFor(Handle handle, Collection<String> skus) {
    Set<String> wanted = new HashSet<>(skus);
    List<String> all = wanted.stream().sorted().toList();
    Map<String, String> found = new HashMap<>();
    for (int start = 0; start < all.size(); start += SKUS_PER_QUERY) {
      handle
          .createQuery(PRODUCTS_FOR)
          .bindList("skus", all.subList(start, Math.min(start + SKUS_PER_QUERY, all.size())))
          .map((row, _) -> Map.entry(row.getString("local_id"), row.getString("remote_id")))
          .filter(mapping -> wanted.contains(mapping.getKey()))
          .forEach(mapping -> found.put(mapping.getKey(), mapping.getValue()));
    }
    return found;
  }

  private static final String SKUS_OF_PRODUCT =
      """
      SELECT local_id
      FROM lightspeed_mappings
      WHERE local_type = 'SKU'
        AND remote_type = 'PRODUCT'
        AND remote_id = :productId
      FOR UPDATE
      """;

  private static final String MAP_SKU =
      """
      INSERT INTO lightspeed_mappings (local_type, local_id, remote_type, remote_id, created_by)
      VALUES ('SKU', :sku, 'PRODUCT', :productId, :actor)
      """;

  /// Lets `sku` stand for the product, in place of what it stood for before. A product has at most
  /// one such SKU.
  ///
  /// @return empty when it is done; the SKU that already stands for this product when nothing was
  ///     changed
  ///
  /// **Twice:** changes nothing.
  public Optional<String> mapSku(Handle handle, String sku, String productId, String actor) {
    Optional<String> holder =
        handle
            .createQuery(SKUS_OF_PRODUCT)
            .bind("productId", productId)
            .mapTo(String.class)
            .findFirst();
    if (holder.isPresent()) {
      return holder.filter(other -> !other.equals(sku));
    }
    unmapSku(handle, sku);
    handle.createUpdate(FORGET_LEFT).bind("productId", productId).execute();
    handle
        .createUpdate(MAP_SKU)
        .bind("sku", sku)
        .bind("productId", productId)
        .bind("actor", actor)
        .execute();
    return Optional.empty();
  }

  private static final String LEAVE =
      """
      UPDATE lightspeed_mappings
      SET local_type = CONCAT('SKU@', UUID_SHORT())
      WHERE local_type = 'SKU'
      """;

  /// The store of the mapped products is left: none of the mappings counts until [#comeBack].
  static void leave(Handle tx) {
    tx.execute(LEAVE);
  }

  private static final String COME_BACK =
      """
      UPDATE IGNORE lightspeed_mappings m
      JOIN vend_products p
        ON p.id = m.remote_id
      SET m.local_type = 'SKU'
      WHERE m.local_type LIKE 'SKU@%'
        AND m.remote_type = 'PRODUCT'
      """;

  /// Mappings to products that are in the mirror again count again: their store is back. One whose
  /// SKU a person has mapped since stays without meaning.
  public void comeBack(Handle tx) {
    tx.execute(COME_BACK);
  }

  private static final String COME_BACK_OF_ORDER =
      """
      UPDATE IGNORE lightspeed_mappings m
      JOIN vend_consignment_line_items l
        ON l.product_id = m.remote_id
      SET m.local_type = 'SKU'
      WHERE m.local_type LIKE 'SKU@%'
        AND m.remote_type = 'PRODUCT'
        AND l.consignment_id = :order
      """;

  /// As [#comeBack(Handle)], for the products of an order whose store is seen to be back, before
  /// the mirror has them: it is compared at once.
  public void comeBack(Handle tx, String orderId) {
    tx.createUpdate(COME_BACK_OF_ORDER).bind("order", orderId).execute();
  }

  private static final String FORGET_LEFT =
      """
      DELETE FROM lightspeed_mappings
      WHERE local_type LIKE 'SKU@%'
        AND remote_type = 'PRODUCT'
        AND remote_id = :productId
      """;

  private static final String UNMAP_SKU =
      """
      DELETE FROM lightspeed_mappings
      WHERE local_type = 'SKU'
        AND local_id = :sku
      """;

  /// Lets `sku` mean nothing but itself again; tells whether it was mapped.
  public boolean unmapSku(Handle handle, String sku) {
    return handle.createUpdate(UNMAP_SKU).bind("sku", sku).execute() > 0;
  }

  private static final String LINKS =
      """
      SELECT local_id, remote_id
      FROM lightspeed_mappings
      WHERE (local_type = 'PURCHASE_ORDER' AND local_id = :orderId)
        OR (remote_type = 'CONSIGNMENT' AND remote_id = :consignmentId)
      FOR UPDATE
      """;

  private static final String LINK =
      """
      INSERT INTO lightspeed_mappings (local_type, local_id, remote_type, remote_id)
      VALUES ('PURCHASE_ORDER', :orderId, 'CONSIGNMENT', :consignmentId)
      """;

  /// The purchase order is no consignment any more.
  public void unlinkConsignment(Handle handle, String orderId) {
    handle
        .createUpdate(
            """
            DELETE FROM lightspeed_mappings
            WHERE local_type = 'PURCHASE_ORDER'
              AND local_id = :orderId
              AND remote_type = 'CONSIGNMENT'
            """)
        .bind("orderId", orderId)
        .execute();
  }

  /// Notes that the purchase order became this consignment.
  ///
  /// **Twice:** changes nothing.
  ///
  /// @throws IllegalStateException when one of the two is already linked to something else
  public void linkConsignment(Handle handle, String orderId, String consignmentId) {
    List<Map.Entry<String, String>> links =
        handle
            .createQuery(LINKS)
            .bind("orderId", orderId)
            .bind("consignmentId", consignmentId)
            .map((row, _) -> Map.entry(row.getString("local_id"), row.getString("remote_id")))
            .list();
    for (Map.Entry<String, String> link : links) {
      if (!link.equals(Map.entry(orderId, consignmentId))) {
        throw new IllegalStateException(
            "Order %s cannot be linked to consignment %s: order %s is linked to consignment %s."
                .formatted(orderId, consignmentId, link.getKey(), link.getValue()));
      }
    }
    if (links.isEmpty()) {
      handle
          .createUpdate(LINK)
          .bind("orderId", orderId)
          .bind("consignmentId", consignmentId)
          .execute();
    }
  }
}
