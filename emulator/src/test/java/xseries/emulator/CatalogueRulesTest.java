package xseries.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import xseries.emulator.catalog.Product;
import xseries.emulator.catalog.ProductEdit;

/// What staff change in the catalogue.
final class CatalogueRulesTest {
  private final Sandbox sandbox = Sandbox.start();

  @AfterEach
  void stop() throws IOException {
    sandbox.close();
  }

  private Sandbox.Reply edit(Product product, String body) {
    return sandbox.control("POST", "products/" + product.id(), body);
  }

  private JsonNode row(Product product) {
    return sandbox.get("/products/" + product.id()).data();
  }

  private List<String> withSku(String sku) {
    return sandbox
        .get("/products?sku=" + sku)
        .data()
        .valueStream()
        .map(one -> one.path("id").asString())
        .toList();
  }

  private List<String> searched(String sku) {
    return sandbox
        .get("/search?type=products&sku=" + sku.toLowerCase(Locale.ROOT))
        .data()
        .valueStream()
        .map(one -> one.path("id").asString())
        .toList();
  }

  @Rule(mark = Mark.DOCUMENTED, section = "3")
  @Test
  void editedProductComesLastInTheListWithAHigherVersion() {
    Product product = sandbox.product(0);

    Sandbox.Reply edited = edit(product, "{'name':'Other','supply_price':'3.21'}");

    assertThat(edited.status()).isEqualTo(200);
    assertThat(edited.body().path("name").asString()).isEqualTo("Other");
    JsonNode changed = sandbox.get("/products?after=" + newestVersion(product)).data();
    assertThat(changed.size()).isEqualTo(1);
    assertThat(changed.path(0).path("id").asString()).isEqualTo(product.id());
    assertThat(changed.path(0).path("supply_price").decimalValue()).isEqualByComparingTo("3.21");
  }

  private long newestVersion(Product except) {
    return sandbox.emulator.products().stream()
        .filter(one -> !one.id().equals(except.id()))
        .mapToLong(Product::version)
        .max()
        .orElseThrow();
  }

  @Rule(mark = Mark.DOCUMENTED, section = "5.1")
  @Test
  void skuMovesToAnotherProductInTwoEditsAndBothHaveItInBetween() {
    Product from = sandbox.product(0);
    Product to = sandbox.product(1);

    edit(to, "{'sku':'" + from.sku() + "'}");
    List<String> between = withSku(from.sku());
    List<String> foundBetween = searched(from.sku());
    edit(from, "{'sku':'" + from.sku() + "-OLD'}");

    assertThat(between).containsExactlyInAnyOrder(from.id(), to.id());
    assertThat(foundBetween).containsExactlyInAnyOrder(from.id(), to.id());
    assertThat(withSku(from.sku())).containsExactly(to.id());
    assertThat(searched(from.sku())).containsExactly(to.id());
    assertThat(withSku(to.sku())).isEmpty();
    assertThat(row(to).path("product_codes").toString()).contains(from.sku());
  }

  @Rule(mark = Mark.DOCUMENTED, section = "5.1")
  @Test
  void deactivatedProductIsStillListedAndCanComeBack() {
    Product product = sandbox.product(0);

    edit(product, "{'is_active':false}");
    boolean whileOff = row(product).path("is_active").asBoolean();
    edit(product, "{'is_active':true}");

    assertThat(whileOff).isFalse();
    assertThat(row(product).path("is_active").asBoolean()).isTrue();
    assertThat(row(product).path("active").asBoolean()).isTrue();
  }

  @Rule(mark = Mark.DOCUMENTED, section = "3")
  @Test
  void deletedProductIsHiddenAndItsSkuCanBeUsedAgain() {
    Product product = sandbox.product(0);

    Sandbox.Reply deleted = sandbox.control("DELETE", "products/" + product.id(), "");
    Sandbox.Reply made =
        sandbox.control("POST", "products", "{'sku':'" + product.sku() + "','name':'Again'}");

    String again = made.body().path("id").asString();
    assertThat(deleted.body().path("deleted_at").asString()).startsWith("2026-03-02");
    assertThat(made.status()).isEqualTo(201);
    assertThat(withSku(product.sku())).containsExactly(again);
    assertThat(sandbox.get("/products?deleted=true&page_size=5000").text()).contains(product.id());
    assertThat(sandbox.get("/products?page_size=5000").text()).doesNotContain(product.id());
    String order = sandbox.draft();
    assertThat(sandbox.bulk(order, "{'product_id':'" + again + "','count':1}").status())
        .isEqualTo(200);
    assertThat(sandbox.bulk(order, sandbox.line(0, "'count':1")).status()).isEqualTo(404);
  }

  @Rule(mark = Mark.UNKNOWN, section = "5.1")
  @Test
  void oddRowsAreServedAsTheyWereWritten() {
    Product product = sandbox.product(0);
    String longName = "x".repeat(20_000);

    edit(product, "{'name':'" + longName + "','sku':'   '}");
    assertThat(row(product).path("name").asString()).isEqualTo(longName);
    assertThat(row(product).path("sku").asString()).isEqualTo("   ");
    edit(product, "{'name':'🧦','sku':null,'supplier_id':null,'supply_price':'-1e29'}");
    assertThat(row(product).path("name").asString()).isEqualTo("🧦");
    assertThat(row(product).path("sku").isNull()).isTrue();
    assertThat(row(product).path("supplier_id").isNull()).isTrue();
    assertThat(row(product).path("supply_price").decimalValue()).isEqualByComparingTo("-1e29");
    edit(product, "{'name':null,'printed':{'supply_price':'much','id':7,'handle':[1]}}");
    JsonNode absurd = sandbox.get("/products?after=" + newestVersion(product)).data().path(0);
    assertThat(absurd.path("name").isNull()).isTrue();
    assertThat(absurd.path("supply_price").asString()).isEqualTo("much");
    assertThat(absurd.path("id").isNumber()).isTrue();
    assertThat(absurd.path("handle").isArray()).isTrue();
  }

  @Test
  void oddRowsPrintAgainWhatIsWrittenOverThem() {
    Product product = sandbox.product(0);
    edit(product, "{'sku':null,'printed':{'handle':7}}");

    edit(product, "{'sku':'A-1','printed':null}");

    assertThat(row(product).path("sku").asString()).isEqualTo("A-1");
    assertThat(row(product).path("handle").isString()).isTrue();
    assertThat(withSku("A-1")).containsExactly(product.id());
  }

  @Rule(mark = Mark.INFERRED, section = "5.4")
  @Test
  void supplierGetsAnotherNameEvenOneThatIsTaken() {
    var suppliers = sandbox.emulator.suppliers();
    String id = suppliers.get(0).id();
    String taken = suppliers.get(1).name();

    Sandbox.Reply renamed = sandbox.control("POST", "suppliers/" + id, "{'name':'" + taken + "'}");
    JsonNode row = sandbox.get("/suppliers/" + id).data();
    sandbox.control("POST", "suppliers/" + id, "{'name':null}");

    assertThat(renamed.status()).isEqualTo(200);
    assertThat(row.path("name").asString()).isEqualTo(taken);
    assertThat(row.path("version").asLong()).isGreaterThan(suppliers.get(0).version());
    assertThat(sandbox.get("/suppliers/" + id).data().path("name").isNull()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "POST|products|{'SKU':'A'}|SKU is not a member of a product; known are sku, name,",
        "POST|products|{'is_active':'maybe'}|is_active must be true or false",
        "POST|products|{'supply_price':'much'}|supply_price must be a number",
        "POST|products|{'codes':'A'}|codes must be an array of strings",
        "POST|products|{'printed':7}|printed must be an object",
        "POST|products|[]|The body must be a JSON object.",
        "POST|products/PRODUCT|{'colour':'red'}|colour is not a member of a product",
        "POST|suppliers/SUPPLIER|{}|name is required",
        "POST|suppliers/SUPPLIER|{'title':'x'}|title is not a member of a supplier; known are name",
        "POST|suppliers/SUPPLIER|{'name':[]}|name must be a string"
      })
  void wrongChangesOfTheCatalogueAreRefusedInClearWords(
      String method, String path, String body, String words) {
    List<Product> before = sandbox.emulator.products();
    String filled =
        path.replace("PRODUCT", sandbox.product(0).id())
            .replace("SUPPLIER", sandbox.emulator.suppliers().getFirst().id());

    Sandbox.Reply refused = sandbox.control(method, filled, body);

    assertThat(refused.status()).isEqualTo(400);
    assertThat(refused.error()).startsWith(words);
    assertThat(sandbox.emulator.products()).isEqualTo(before);
  }

  @Test
  void whatIsNotThereCannotBeChanged() {
    assertThat(sandbox.control("POST", "products/none", "{'name':'x'}").status()).isEqualTo(404);
    assertThat(sandbox.control("DELETE", "products/none", "").status()).isEqualTo(404);
    assertThat(sandbox.control("POST", "suppliers/none", "{'name':'x'}").status()).isEqualTo(404);
    assertThat(sandbox.control("DELETE", "suppliers/none", "").status()).isEqualTo(404);
  }

  @Test
  void catalogueIsChangedFromJavaToo() {
    Product from = sandbox.product(0);
    Product to = sandbox.product(1);

    sandbox.emulator.moveSku(from.id(), to.id());
    sandbox.emulator.editProduct(from.id(), ProductEdit.none().active(false).name(null));
    String made =
        sandbox.emulator.makeProduct(
            ProductEdit.none().sku("N-1").name("New").supplyPrice(new BigDecimal("4.10")));
    sandbox.emulator.renameSupplier(sandbox.emulator.suppliers().getFirst().id(), "Renamed");

    assertThat(withSku(from.sku())).containsExactly(to.id());
    assertThat(row(from).path("name").isNull()).isTrue();
    assertThat(withSku("N-1")).containsExactly(made);
    assertThat(sandbox.emulator.suppliers().getLast().name()).isEqualTo("Renamed");
    sandbox.emulator.deleteProduct(made);
    assertThat(withSku("N-1")).isEmpty();
    assertThatThrownBy(() -> sandbox.emulator.deleteProduct(made))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void changesOfTheCatalogueSurviveARestart(@TempDir Path directory) throws IOException {
    Path file = directory.resolve("store");
    String id;
    String sku;
    try (Sandbox first = Sandbox.start(options -> options.withData(file))) {
      id = first.product(0).id();
      sku = first.product(0).sku();
      first.emulator.editProduct(id, ProductEdit.none().sku("MOVED").name(null));
    }

    try (Sandbox second = Sandbox.start(options -> options.withData(file))) {
      JsonNode found = second.get("/products?sku=MOVED").data();
      assertThat(found.path(0).path("id").asString()).isEqualTo(id);
      assertThat(found.path(0).path("name").isNull()).isTrue();
      assertThat(second.get("/products?sku=" + sku).data()).isEmpty();
    }
  }

  @Test
  void membersOfARowCanBeLeftOut() {
    String id = sandbox.product(0).id();

    sandbox.control("POST", "products/" + id, "{'absent':['supply_price','id'],'name':null}");
    JsonNode row = sandbox.get("/products/" + id).data();
    sandbox.control("POST", "products/" + id, "{'absent':[]}");
    JsonNode again = sandbox.get("/products/" + id).data();

    assertThat(row.has("supply_price") || row.has("id")).isFalse();
    assertThat(row.path("name").isNull()).isTrue();
    assertThat(again.has("supply_price") && again.has("id")).isTrue();
    assertThat(sandbox.control("POST", "products/" + id, "{'absent':'id'}").error())
        .isEqualTo("absent must be an array of strings");
  }

  @Rule(mark = Mark.DOCUMENTED, section = "1.2")
  @ParameterizedTest
  @CsvSource({"2.0, 405", "2.1, 200", "2026-07, 200"})
  void productIsUpdatedIn21AndInDatedVersions(String version, int status) {
    String path = "/api/" + version + "/products/" + sandbox.product(0).id();
    String body =
        "{'common':{'name':'Renamed'},'details':{'is_active':false,'price_excluding_tax':9.5,"
            + "'product_suppliers':[{'code':'S-1','price':3.25}]}}";

    Sandbox.Reply reply = sandbox.at("PUT", path, body);
    JsonNode row = sandbox.get("/products/" + sandbox.product(0).id()).data();

    assertThat(reply.status()).isEqualTo(status);
    assertThat(row.path("name").asString().equals("Renamed")).isEqualTo(status == 200);
    assertThat(row.path("is_active").asBoolean()).isEqualTo(status != 200);
    assertThat(row.path("supply_price").decimalValue().toPlainString().equals("3.25"))
        .isEqualTo(status == 200);
  }

  @Rule(mark = Mark.DOCUMENTED, section = "1.2")
  @Test
  void updateOfAProductThatCannotBeIs404Or422() {
    String path = "/api/2.1/products/";
    String id = sandbox.product(0).id();

    assertThat(sandbox.at("PUT", path + "none", "{}").status()).isEqualTo(404);
    assertThat(sandbox.at("PUT", path + id, "{'details':{'is_active':'perhaps'}}").status())
        .isEqualTo(422);
  }
}
