package lightspeed.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import lightspeed.db.TestDatabase;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class SkuMappingsTest {
  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.migrated();

  private final SkuMappings mappings = new SkuMappings();

  @Test
  void aSkuStandsForTheProductThatAPersonChoseLast() {
    assertThat(map("A", "p1", "ann")).isEmpty();
    assertThat(map("A", "p1", "ann")).isEmpty();
    assertThat(productFor("A")).isEqualTo(Map.of("A", "p1"));

    assertThat(map("A", "p2", "bob")).isEmpty();
    assertThat(productFor("A")).isEqualTo(Map.of("A", "p2"));
    assertThat(productFor("a")).isEmpty();
  }

  @Test
  void aProductHasAtMostOneSuchSku() {
    map("A", "p1", "ann");
    map("B", "p2", "ann");

    assertThat(map("B", "p1", "bob")).contains("A");

    assertThat(productFor("B")).isEqualTo(Map.of("B", "p2"));
  }

  @Test
  void anUnmappedSkuStandsForItselfAgain() {
    map("A", "p1", "ann");

    assertThat(unmap("A")).isTrue();
    assertThat(unmap("A")).isFalse();
    assertThat(productFor("A")).isEmpty();
    assertThat(map("B", "p1", "bob")).isEmpty();
  }

  @Test
  void anOrderIsLinkedToOneConsignmentOnly() {
    link("PO-1", "c1");
    link("PO-1", "c1");
    link("PO-2", "c2");

    assertThatThrownBy(() -> link("PO-1", "c3"))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "Order PO-1 cannot be linked to consignment c3: order PO-1 is linked to consignment c1.");
    assertThatThrownBy(() -> link("PO-3", "c2"))
        .hasMessage(
            "Order PO-3 cannot be linked to consignment c2: order PO-2 is linked to consignment c2.");
    List<String> links =
        in(
            handle ->
                handle
                    .createQuery(
                        """
                        SELECT CONCAT(local_type, ' ', local_id, ' ', remote_type, ' ', remote_id)
                        FROM lightspeed_mappings
                        ORDER BY local_id
                        """)
                    .mapTo(String.class)
                    .list());
    assertThat(links)
        .containsExactly(
            "PURCHASE_ORDER PO-1 CONSIGNMENT c1", "PURCHASE_ORDER PO-2 CONSIGNMENT c2");
  }

  private Optional<String> map(String sku, String productId, String actor) {
    return in(handle -> mappings.mapSku(handle, sku, productId, actor));
  }

  private boolean unmap(String sku) {
    return in(handle -> mappings.unmapSku(handle, sku));
  }

  private void link(String order, String consignment) {
    DATABASE
        .database()
        .useTransaction(handle -> mappings.linkConsignment(handle, order, consignment));
  }

  private Map<String, String> productFor(String sku) {
    return in(handle -> mappings.productsFor(handle, List.of(sku)));
  }

  private static <T> T in(Function<Handle, T> body) {
    return DATABASE.database().inTransaction(body::apply);
  }
}
