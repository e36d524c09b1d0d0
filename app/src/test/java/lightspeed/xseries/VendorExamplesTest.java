package lightspeed.xseries;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Every good answer that the vendor's own documents show for an operation that we call, as an
/// example or by its schema, is read. The documents are not part of this project: without them the
/// test is skipped.
class VendorExamplesTest {
  private static final ConsignmentId ID = new ConsignmentId("7dbe52cd-0ae4-11e4-a0f5-b8ca3a64f8f4");
  private static final ProductId PRODUCT = new ProductId("fa16cdf8-063c-11e4-a0f5-b8ca3a64f8f4");
  private static final ConsignmentDraft DRAFT =
      ConsignmentDraft.openOrder("outlet-1", "supplier-1", "Order").withReference("PO-1042");
  private static final ConsignmentLine LINE =
      new ConsignmentLine(PRODUCT, BigDecimal.ONE, BigDecimal.ONE);

  /// Every operation that we call, and the call.
  private static final Map<String, Call> CALLS =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("POST /consignments", a -> a.createConsignment(Client.CALLER, DRAFT)),
              Map.entry("GET /consignments/{}", a -> a.consignment(Client.CALLER, ID)),
              Map.entry("PUT /consignments/{}", a -> a.updateConsignment(Client.CALLER, ID, DRAFT)),
              Map.entry("GET /consignments", a -> a.listedOrders(Client.CALLER, 0, 10)),
              Map.entry(
                  "POST /consignments/{}/bulk",
                  a -> a.addProducts(Client.CALLER, ID, List.of(LINE))),
              Map.entry(
                  "GET /consignments/{}/products",
                  a -> a.consignmentProducts(Client.CALLER, ID, 0)),
              Map.entry(
                  "PUT /consignments/{}/products/{}",
                  a -> {
                    a.assignProduct(Client.CALLER, ID, LINE);
                    return ID;
                  }),
              Map.entry("GET /products", a -> a.products(Client.CALLER, 0)),
              Map.entry("GET /products/{}", a -> a.product(Client.CALLER, PRODUCT)),
              Map.entry("GET /outlets", a -> a.outlets(Client.CALLER, 0)),
              Map.entry("GET /suppliers", a -> a.suppliers(Client.CALLER, 0)),
              Map.entry("GET /webhooks", a -> a.webhooks(Client.CALLER)),
              Map.entry(
                  "POST /webhooks",
                  a -> a.createWebhook(Client.CALLER, "product.update", "https://example.com")),
              Map.entry("GET /purchase_orders", a -> a.purchaseOrders(Client.CALLER, 0)),
              Map.entry("GET /purchase_orders/{}", a -> a.purchaseOrder(Client.CALLER, "po-1")),
              Map.entry(
                  "GET /purchase_orders/{}/deliveries",
                  a -> a.deliveries(Client.CALLER, "po-1", 0)),
              Map.entry(
                  "GET /purchase_orders/{}/deliveries/{}/line_items",
                  a -> a.deliveryLines(Client.CALLER, "po-1", "d-1", 0)),
              Map.entry("GET /user", a -> a.user(Client.CALLER)),
              Map.entry("GET /retailer", a -> a.retailer(Client.CALLER))));

  private Replaying server;
  private Client client;

  @FunctionalInterface
  private interface Call {
    @Nullable Object answer(XSeriesClient api) throws InterruptedException;
  }

  @BeforeEach
  void start() throws IOException {
    server = new Replaying("http://127.0.0.1:1");
    client = Client.of(server.url());
  }

  @AfterEach
  void stop() {
    client.close();
    server.close();
  }

  @Test
  void everyAnswerThatTheVendorsDocumentsShowIsRead() throws Exception {
    Path folder = VendorDocuments.folder();
    assumeThat(Files.isDirectory(folder))
        .as("the vendor's documents in " + folder + " (-Dvendor.documents=DIR)")
        .isTrue();
    Map<String, Integer> examples = new TreeMap<>();
    Map<String, Integer> schemas = new TreeMap<>();

    for (VendorDocuments.Shown shown : VendorDocuments.in(folder)) {
      Call call = CALLS.get(shown.operation());
      if (call != null && shown.status() / 100 == 2 && !shown.source().contains("v0-9")) {
        server.replay(shown.body().toString());
        assertThatCode(() -> Objects.requireNonNull(call.answer(client.api)))
            .as(shown.operation() + " of " + shown.source() + ": " + shown.body())
            .doesNotThrowAnyException();
        (shown.isExample() ? examples : schemas).merge(shown.operation(), 1, Integer::sum);
      }
    }

    var covered = new TreeSet<>(schemas.keySet());
    covered.addAll(examples.keySet());
    System.out.println("Vendor's documents: examples " + examples + ", by schema " + schemas);
    assertThat(covered).containsExactlyElementsOf(CALLS.keySet());
  }
}
