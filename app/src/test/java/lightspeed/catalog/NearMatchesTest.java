package lightspeed.catalog;

import static lightspeed.catalog.Products.composite;
import static lightspeed.catalog.Products.deleted;
import static lightspeed.catalog.Products.inactive;
import static lightspeed.catalog.Products.product;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import lightspeed.db.TestDatabase;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@Tag("slow")
final class NearMatchesTest {
  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.migrated();

  private final NearMatches nearMatches = new NearMatches();

  @Test
  void theSameLettersComeBeforeZerosHandleEditsAndBeginnings() {
    catalogue(
        product("1", "shirt-blue-007"),
        product("2", "SHIRT BLUE 7"),
        product("3", "SHIRT-BLUE-8"),
        product("4", "SHIRT-BLUE-7-XXL"),
        product("5", "unlike", "shirt.blue.7", 1));

    assertThat(suggestions("SHIRT-BLUE-7"))
        .containsExactly(
            new NearMatches.Suggestion(
                "2",
                "SHIRT BLUE 7",
                "Product SHIRT BLUE 7",
                "differs only in case, spaces or punctuation"),
            new NearMatches.Suggestion(
                "1", "shirt-blue-007", "Product shirt-blue-007", "differs only in leading zeros"),
            new NearMatches.Suggestion(
                "5", "unlike", "Product unlike", "has the same handle shirt.blue.7"));
  }

  @Test
  void fewerEditsComeFirstAndSaySo() {
    catalogue(product("1", "ABCDEFGH12"), product("2", "ABDCEFGH1"), product("3", "ZZZZZZZZZ"));

    assertThat(suggestions("ABCDEFGH1"))
        .extracting(NearMatches.Suggestion::sku, NearMatches.Suggestion::reason)
        .containsExactly(
            tuple("ABCDEFGH12", "differs in one place"),
            tuple("ABDCEFGH1", "differs in one place"));
    catalogue(product("4", "ABCDEFGH1XYZ-LONGER-THAN-THE-REST"));
    assertThat(suggestions("ABCDEFGH1"))
        .extracting(NearMatches.Suggestion::reason)
        .containsExactly(
            "differs in one place", "differs in one place", "starts with the same 9 characters");
  }

  @Test
  void onlyProductsThatCanBeOrderedAreSuggested() {
    catalogue(
        inactive("1", "shirt-1"),
        composite("2", "shirt-1"),
        deleted("3", "shirt-1", 1),
        product("4", "SHIRT-1"));

    assertThat(suggestions("SHIRT_1"))
        .extracting(NearMatches.Suggestion::productId)
        .containsExactly("4");
  }

  @Test
  void whatIsUnlikeIsNotSuggested() {
    catalogue(
        product("1", "A"), product("2", "B1"), product("3", "9400000000001"), product("4", "!"));

    assertThat(suggestions("C")).isEmpty();
    assertThat(suggestions("UMBRELLA")).isEmpty();
    assertThat(suggestions("?")).isEmpty();
    assertThat(suggestions("")).isEmpty();
  }

  @Test
  void accentsDoNotMatter() {
    catalogue(product("1", "CAFÉ-1"));

    assertThat(suggestions("cafe1")).hasSize(1);
  }

  @Test
  void theOrderDoesNotDependOnTheOrderOfTheCatalogue() {
    long seed = System.nanoTime();
    System.out.println("seed=" + seed);
    List<String> ids = new ArrayList<>(IntStream.range(0, 40).mapToObj(i -> "p" + i).toList());
    List<List<String>> seen = new ArrayList<>();
    for (int round = 0; round < 3; round++) {
      DATABASE.clear();
      Collections.shuffle(ids, new Random(seed + round));
      for (int i = 0; i < ids.size(); i++) {
        catalogue(product(ids.get(i), "SHIRT-" + (char) ('A' + i)));
      }
      seen.add(suggestions("SHIRT-1").stream().map(NearMatches.Suggestion::sku).toList());
    }

    assertThat(seen).as("seed %d", seed).containsOnly(List.of("SHIRT-A", "SHIRT-B", "SHIRT-C"));
  }

  @Test
  void manyUnknownSkusAreAnsweredByOneReadingOfABigCatalogue() {
    List<CatalogProduct> big = new ArrayList<>();
    for (int i = 0; i < 20_000; i++) {
      big.add(product("p" + i, "SKU-%05d".formatted(i)));
    }
    DATABASE.database().useTransaction(handle -> new CatalogStore().upsertProducts(handle, big));
    List<String> unknown =
        IntStream.range(0, 300).mapToObj(i -> "sku%d".formatted(10_000 + i)).toList();

    Map<String, List<NearMatches.Suggestion>> found =
        DATABASE.database().read(handle -> nearMatches.products(handle, unknown));

    assertThat(found.keySet()).containsExactlyElementsOf(unknown);
    assertThat(found.getOrDefault("sku10007", List.of()).getFirst().sku()).isEqualTo("SKU-10007");
    assertThat(found.values().stream().filter(List::isEmpty)).hasSize(100);
  }

  @Test
  void supplierAndOutletNamesAreSuggestedOnce() {
    DATABASE
        .database()
        .useTransaction(
            handle -> {
              CatalogStore store = new CatalogStore();
              store.upsertSuppliers(
                  handle,
                  List.of(
                      new CatalogSupplier("1", "Acme Ltd.", 1, null),
                      new CatalogSupplier("2", "Acme Ltd.", 1, null),
                      new CatalogSupplier("3", "Acme Gone", 1, Instant.EPOCH),
                      new CatalogSupplier("4", "Zenith", 1, null)));
              store.upsertOutlets(
                  handle, List.of(new CatalogOutlet("1", "Main Outlet", null, null, 1, null)));
            });

    List<String> suppliers =
        DATABASE.database().read(handle -> nearMatches.suppliers(handle, "ACME LTD"));
    List<String> outlets =
        DATABASE.database().read(handle -> nearMatches.outlets(handle, "main-outlt"));

    assertThat(suppliers).containsExactly("Acme Ltd.");
    assertThat(outlets).containsExactly("Main Outlet");
  }

  private static void catalogue(CatalogProduct... products) {
    DATABASE
        .database()
        .useTransaction(handle -> new CatalogStore().upsertProducts(handle, List.of(products)));
  }

  private List<NearMatches.Suggestion> suggestions(String sku) {
    Map<String, List<NearMatches.Suggestion>> found =
        DATABASE.database().read(handle -> nearMatches.products(handle, List.of(sku)));
    assertThat(found).containsOnlyKeys(sku);
    return found.getOrDefault(sku, List.of());
  }
}
