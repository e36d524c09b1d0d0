package lightspeed.catalog;

import static lightspeed.catalog.Products.composite;
import static lightspeed.catalog.Products.deleted;
import static lightspeed.catalog.Products.inactive;
import static lightspeed.catalog.Products.product;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Function;
import lightspeed.db.TestDatabase;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class CatalogStoreTest {
  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.migrated();

  private final CatalogStore store = new CatalogStore();

  @Test
  void everyFieldOfAProductComesBackAsItWas() {
    CatalogProduct full =
        new CatalogProduct(
            "0242ac12-0003-11ea",
            "sku-Ä☂",
            "Name ☂",
            "handle",
            new BigDecimal("12.34567"),
            false,
            true,
            true,
            "parent",
            "supplier",
            4_284_638_488L,
            Instant.parse("2026-01-02T03:04:05.678901Z"));
    CatalogProduct bare =
        new CatalogProduct("b", "s", "n", null, null, true, false, false, null, null, 1, null);

    write(handle -> store.upsertProducts(handle, List.of(full, bare)));

    assertThat(byId(full.id())).contains(full);
    assertThat(byId("b")).contains(bare);
    assertThat(byId("none")).isEmpty();
    assertThat(full.isOrderable()).isFalse();
    assertThat(bare.isOrderable()).isTrue();
  }

  @Test
  void anOlderVersionNeverReplacesANewerOneAndTheSameVersionDoes() {
    write(handle -> store.upsertProducts(handle, List.of(product("p", "B", "h", 5))));

    write(handle -> store.upsertProducts(handle, List.of(product("p", "A", null, 4))));
    assertThat(byId("p")).contains(product("p", "B", "h", 5));

    write(handle -> store.upsertProducts(handle, List.of(product("p", "C", null, 5))));
    assertThat(byId("p")).contains(product("p", "C", null, 5));

    write(handle -> store.upsertProducts(handle, List.of(deleted("p", "D", 6))));
    assertThat(byId("p")).contains(deleted("p", "D", 6));
  }

  @Test
  void versionsInAnyOrderEndWithTheNewest() {
    long seed = System.nanoTime();
    System.out.println("seed=" + seed);
    Random random = new Random(seed);
    for (int round = 0; round < 20; round++) {
      String id = "p" + round;
      List<CatalogProduct> shown = new ArrayList<>();
      for (int i = 0; i < 10; i++) {
        long version = random.nextInt(100);
        shown.add(product(id, "sku-" + version, null, version));
      }
      long newest = shown.stream().mapToLong(CatalogProduct::version).max().orElseThrow();

      write(handle -> store.upsertProducts(handle, shown));

      assertThat(byId(id)).as("seed %d", seed).contains(product(id, "sku-" + newest, null, newest));
    }
  }

  @Test
  void moreRowsThanOneBatchAreAllWritten() {
    List<CatalogProduct> many = new ArrayList<>();
    for (int i = 0; i < 1234; i++) {
      many.add(product("p" + i, "S" + i));
    }

    write(handle -> store.upsertProducts(handle, many));

    assertThat(counts()).isEqualTo(new CatalogCounts(0, 0, 1234));
    List<String> skus = many.stream().map(CatalogProduct::sku).toList();
    assertThat(bySku(skus)).hasSize(1234);
  }

  @Test
  void skusAreComparedExactlyAndMayHaveSeveralProducts() {
    write(
        handle ->
            store.upsertProducts(
                handle,
                List.of(
                    product("1", "A"),
                    product("2", "a"),
                    product("3", "Ä"),
                    product("4", "A "),
                    inactive("5", "A"),
                    composite("6", "B"),
                    deleted("7", "A", 1))));

    Map<String, List<CatalogProduct>> found = bySku(List.of("A", "B", "none", "A"));

    assertThat(found.keySet()).containsExactlyInAnyOrder("A", "B");
    assertThat(found.get("A")).extracting(CatalogProduct::id).containsExactly("1", "5", "7");
    assertThat(found.get("B")).containsExactly(composite("6", "B"));
    assertThat(bySku(List.of())).isEmpty();
  }

  @Test
  void suppliersAreFoundByIdOrNameUnlessDeleted() {
    CatalogSupplier acme = new CatalogSupplier("s1", "Acme", 1, null);
    CatalogSupplier twin = new CatalogSupplier("s2", "Twin", 1, null);
    CatalogSupplier otherTwin = new CatalogSupplier("s3", "Twin", 1, null);
    CatalogSupplier tricky = new CatalogSupplier("s4", "s1", 1, null);
    CatalogSupplier gone = new CatalogSupplier("s5", "Gone", 1, Instant.EPOCH);
    write(handle -> store.upsertSuppliers(handle, List.of(acme, twin, otherTwin, tricky, gone)));

    assertThat(suppliers("Acme")).containsExactly(acme);
    assertThat(suppliers("s1")).containsExactly(acme);
    assertThat(suppliers("Twin")).containsExactly(twin, otherTwin);
    assertThat(suppliers("acme")).containsExactly(acme);
    assertThat(suppliers("Acme ")).containsExactly(acme);
    assertThat(suppliers("Acmé")).as("accents count, whatever the collation says").isEmpty();
    assertThat(suppliers("S1")).as("ids are exact, names are not").containsExactly(tricky);
    assertThat(suppliers("Gone")).isEmpty();
    assertThat(suppliers("s5")).isEmpty();
    assertThat(allSuppliers()).containsExactly(acme, tricky, twin, otherTwin);
  }

  @Test
  void outletsAreFoundByIdOrNameUnlessDeleted() {
    CatalogOutlet main = new CatalogOutlet("o1", "Main", "Europe/Berlin", "EUR", 1, null);
    CatalogOutlet gone = new CatalogOutlet("o2", "Gone", null, null, 1, Instant.EPOCH);
    write(handle -> store.upsertOutlets(handle, List.of(main, gone)));

    assertThat(outlets("Main")).containsExactly(main);
    assertThat(outlets("o1")).containsExactly(main);
    assertThat(outlets("main")).containsExactly(main);
    assertThat(outlets("o2")).isEmpty();
    assertThat(allOutlets()).containsExactly(main);
    assertThat(counts()).isEqualTo(new CatalogCounts(0, 1, 0));

    CatalogOutlet renamed = new CatalogOutlet("o1", "Centre", null, null, 2, null);
    write(handle -> store.upsertOutlets(handle, List.of(renamed)));
    write(handle -> store.upsertOutlets(handle, List.of(main)));
    assertThat(allOutlets()).containsExactly(renamed);
  }

  @Test
  void aNameOfAnOlderVersionOfTheProgramIsFoundWithoutItsFoldedForm() {
    CatalogSupplier acme = new CatalogSupplier("s1", "Acme", 1, null);
    write(handle -> store.upsertSuppliers(handle, List.of(acme)));
    write(handle -> handle.execute("UPDATE vend_suppliers SET folded_name = NULL"));

    assertThat(suppliers("ACME")).containsExactly(acme);
  }

  @Test
  void aSkuStandsForProductsThatDifferInOuterBlanksOnlyWhenNoneHasItToTheByte() {
    CatalogProduct blank = product("1", "A\u00A0");
    CatalogProduct trailing = product("2", "B ");
    CatalogProduct exact = product("3", "B");
    write(handle -> store.upsertProducts(handle, List.of(blank, trailing, exact)));

    assertThat(bySku(List.of("A", "B", " B", "C")))
        .containsOnly(
            Map.entry("A", List.of(blank)),
            Map.entry("B", List.of(exact)),
            Map.entry(" B", List.of(trailing, exact)));
  }

  @Test
  void searchingFindsPartsOfSkuNameAndHandleTheExactSkuFirst() {
    write(
        handle ->
            store.upsertProducts(
                handle,
                List.of(
                    product("1", "AB-100%"),
                    product("2", "AB"),
                    product("3", "X", "ab-handle", 1),
                    inactive("4", "ZAB"),
                    deleted("5", "AB-gone", 1),
                    product("6", "other"))));

    assertThat(search("AB", 10)).extracting(CatalogProduct::id).containsExactly("2", "1", "3", "4");
    assertThat(search("product oth", 10)).extracting(CatalogProduct::id).containsExactly("6");
    assertThat(search("0%", 10)).extracting(CatalogProduct::id).containsExactly("1");
    assertThat(search("AB", 1)).hasSize(1);
    assertThat(search("_", 10)).isEmpty();
  }

  @Test
  void aCursorOnlyMovesForward() {
    assertThat(cursor("products")).isEmpty();

    write(handle -> store.saveCursor(handle, "products", 7));
    write(handle -> store.saveCursor(handle, "products", 5));
    assertThat(cursor("products")).isEqualTo(OptionalLong.of(7));

    write(handle -> store.saveCursor(handle, "products", 9));
    assertThat(cursor("products")).isEqualTo(OptionalLong.of(9));
    assertThat(cursor("outlets")).isEmpty();
  }

  private Optional<CatalogProduct> byId(String id) {
    return read(handle -> store.productById(handle, id));
  }

  private Map<String, List<CatalogProduct>> bySku(List<String> skus) {
    return read(handle -> store.productsBySku(handle, skus));
  }

  private List<CatalogProduct> search(String text, int limit) {
    return read(handle -> store.searchProducts(handle, text, limit));
  }

  private List<CatalogSupplier> suppliers(String idOrName) {
    return read(handle -> store.suppliers(handle, idOrName));
  }

  private List<CatalogSupplier> allSuppliers() {
    return read(handle -> store.suppliers(handle));
  }

  private List<CatalogOutlet> outlets(String idOrName) {
    return read(handle -> store.outlets(handle, idOrName));
  }

  private List<CatalogOutlet> allOutlets() {
    return read(handle -> store.outlets(handle));
  }

  private CatalogCounts counts() {
    return read(store::counts);
  }

  private OptionalLong cursor(String name) {
    return read(handle -> store.cursor(handle, name));
  }

  private static void write(Consumer<Handle> body) {
    DATABASE.database().useTransaction(body::accept);
  }

  private static <T> T read(Function<Handle, T> body) {
    return DATABASE.database().read(body::apply);
  }
}
