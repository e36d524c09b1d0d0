package lightspeed.xseries;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import xseries.emulator.Emulator;
import xseries.emulator.EmulatorOptions;
import xseries.emulator.fault.Fault;
import xseries.emulator.fault.FaultKind;
import xseries.emulator.settings.Switch;

/// The client against the emulator, over real sockets.
class EmulatorStoryTest {
  private Emulator emulator;
  private Client client;

  @BeforeEach
  void start() throws Exception {
    emulator = Emulator.start(EmulatorOptions.defaults());
    client = Client.of(URI.create(emulator.url()), emulator.token());
  }

  @AfterEach
  void stop() throws Exception {
    client.close();
    emulator.close();
  }

  @Test
  void anOrderIsCreatedFilledSentAndFoundAgain() throws Exception {
    var products = orderable(3);
    Instant due = Instant.parse("2026-12-24T00:00:00Z");

    Consignment created = client.api.createConsignment(Client.CALLER, draft().withDueAt(due));
    BulkAnswer added =
        client.api.addProducts(
            Client.CALLER,
            created.id(),
            List.of(line(products.get(0), "12", "3.5"), line(products.get(1), "1", "0.00001")));
    client.api.assignProduct(Client.CALLER, created.id(), line(products.get(1), "4", "2"));
    BulkAnswer again =
        client.api.addProducts(
            Client.CALLER,
            created.id(),
            List.of(line(products.get(0), "1", "3.5"), line(products.get(2), "9", "1")));
    client.api.removeProduct(Client.CALLER, created.id(), products.get(2));
    Consignment read = client.api.consignment(Client.CALLER, created.id());
    Consignment sent =
        client.api.updateConsignment(
            Client.CALLER, created.id(), read.asDraft().withStatus(Consignment.SENT));

    assertThat(created.status()).isEqualTo(Consignment.OPEN);
    assertThat(added.count(products.get(0))).isEqualByComparingTo("12");
    assertThat(again.count(products.get(0))).as("bulk adds").isEqualByComparingTo("13");
    assertThat(sent.status()).isEqualTo(Consignment.SENT);
    assertThat(sent.reference()).isEqualTo("PO-1042");
    assertThat(sent.dueAt()).isEqualTo(due);
    assertThat(sent.version()).isGreaterThan(created.version());
    List<ConsignmentProduct> lines =
        Pages.all(
            "lines",
            0,
            after -> client.api.consignmentProducts(Client.CALLER, created.id(), after));
    assertThat(lines)
        .extracting(ConsignmentProduct::productId)
        .containsOnly(products.get(0), products.get(1));
    assertThat(lines).allSatisfy(each -> assertThat(each.received()).isEqualByComparingTo("0"));
    assertThat(lines.stream().filter(each -> each.productId().equals(products.get(1))).findFirst())
        .hasValueSatisfying(
            each -> {
              assertThat(each.count()).as("assigned, not added").isEqualByComparingTo("4");
              assertThat(each.cost()).isEqualByComparingTo("2");
            });
    List<ListedConsignment> found =
        Pages.all("consignments", 0, after -> client.api.listedOrders(Client.CALLER, after, 200));
    assertThat(found)
        .filteredOn(each -> "PO-1042".equals(each.reference()))
        .containsExactly(ListedConsignment.of(sent));
  }

  @Test
  void aDeletedConsignmentIsGone() throws Exception {
    Consignment created = client.api.createConsignment(Client.CALLER, draft());

    client.api.deleteConsignment(Client.CALLER, created.id());

    assertThatThrownBy(() -> client.api.consignment(Client.CALLER, created.id()))
        .isInstanceOfSatisfying(
            XSeriesException.Rejected.class, e -> assertThat(e.status()).isEqualTo(404));
  }

  @Test
  void sendingAnEmptyOrderIsRejectedInTheVendorsWords() throws Exception {
    Consignment created = client.api.createConsignment(Client.CALLER, draft());

    assertThatThrownBy(
            () ->
                client.api.updateConsignment(
                    Client.CALLER, created.id(), created.asDraft().withStatus("SENT")))
        .isInstanceOfSatisfying(
            XSeriesException.Rejected.class,
            e -> {
              assertThat(e.status()).isEqualTo(422);
              assertThat(e.messages()).isNotEmpty();
            });
  }

  @Test
  void theWholeCatalogueIsWalkedPageByPage() throws Exception {
    List<Product> products =
        Pages.all("products", 0, after -> client.api.products(Client.CALLER, after));
    List<Supplier> suppliers =
        Pages.all("suppliers", 0, after -> client.api.suppliers(Client.CALLER, after));
    List<Outlet> outlets =
        Pages.all("outlets", 0, after -> client.api.outlets(Client.CALLER, after));

    assertThat(products).as("deleted ones too").anyMatch(each -> each.deletedAt() != null);
    assertThat(products).hasSize(emulator.products().size()).doesNotHaveDuplicates();
    assertThat(products).anyMatch(Product::isComposite).anyMatch(Product::hasVariants);
    assertThat(products).anyMatch(each -> each.variantParentId() != null);
    assertThat(products).allSatisfy(each -> assertThat(each.sku()).isNotEmpty());
    assertThat(suppliers).hasSize(emulator.suppliers().size());
    assertThat(outlets).hasSize(emulator.outlets().size());
  }

  @Test
  void productsAreFoundByAHundredSkusInAnyCaseInOneCall() throws Exception {
    List<String> skus =
        emulator.products().stream()
            .filter(each -> !each.isDeleted())
            .limit(XSeriesClient.MAX_SKUS)
            .map(each -> each.sku().toUpperCase(Locale.ROOT))
            .toList();

    List<Product> found = client.api.productsBySku(Client.CALLER, skus);

    assertThat(found).extracting(each -> each.sku().toUpperCase(Locale.ROOT)).containsAll(skus);
    assertThat(emulator.requests()).hasSize(1);
  }

  @Test
  void nothingIsAskedForNoSkus() throws Exception {
    assertThat(client.api.productsBySku(Client.CALLER, List.of())).isEmpty();
    assertThat(emulator.requests()).isEmpty();
  }

  @Test
  void aConnectionTestTellsWhoAndWhereAndHowTheClocksDiffer() throws Exception {
    emulator.set(Switch.USER_SHAPE, "array");

    WhoAmI me = client.api.whoAmI(Caller.person());

    assertThat(me.user()).isNotNull();
    assertThat(me.user().username()).isNotEmpty();
    assertThat(me.retailer()).isNotNull();
    assertThat(me.retailer().name()).isNotEmpty();
    assertThat(me.serverAhead()).isCloseTo(serverAhead(), Duration.ofSeconds(5));
  }

  @Test
  void aTokenThatMayNotReadTheUserIsTestedByAnOutlet() throws Exception {
    emulator.add(Fault.of(FaultKind.STATUS).on("GET", "/user").status(403));
    emulator.add(Fault.of(FaultKind.STATUS).on("GET", "/retailer").status(403));

    WhoAmI me = client.api.whoAmI(Caller.person());

    assertThat(me.user()).isNull();
    assertThat(me.retailer()).isNull();
    assertThat(me.serverAhead()).isCloseTo(serverAhead(), Duration.ofSeconds(5));
  }

  @Test
  void aWrongTokenIsUnauthorized() {
    try (Client wrong = Client.of(URI.create(emulator.url()), "wrong-token")) {
      assertThatThrownBy(() -> wrong.api.whoAmI(Caller.person()))
          .isInstanceOfSatisfying(
              XSeriesException.Unauthorized.class, e -> assertThat(e.status()).isEqualTo(401));
    }
  }

  @Test
  void aLostAnswerMayHaveBeenCarriedOutAndHereItWas() throws Exception {
    emulator.add(Fault.of(FaultKind.LOST_ANSWER).on("POST", "/consignments").nth(1));

    assertThatThrownBy(() -> client.api.createConsignment(Client.CALLER, draft()))
        .isInstanceOfSatisfying(
            XSeriesException.Unavailable.class, e -> assertThat(e.outcomeIsUnknown()).isTrue());

    assertThat(emulator.consignments("PO-1042")).hasSize(1);
    assertThat(emulator.requests()).as("nothing is repeated").hasSize(1);
  }

  @Test
  void garbageAndTheWrongTypeAfterAWriteLeaveItsOutcomeUnknown() throws Exception {
    for (FaultKind kind :
        List.of(FaultKind.GARBAGE, FaultKind.WRONG_TYPE, FaultKind.TRUNCATED, FaultKind.HUGE)) {
      emulator.clearFaults();
      emulator.add(Fault.of(kind).on("POST", "/consignments"));

      assertThatThrownBy(() -> client.api.createConsignment(Client.CALLER, draft()))
          .as(kind.name())
          .isInstanceOfSatisfying(
              XSeriesException.class, e -> assertThat(e.outcomeIsUnknown()).isTrue());
    }
  }

  @Test
  void theDatedVersionAnswersTheSame() throws Exception {
    XSeriesConnection dated =
        XSeriesConnection.to(
            new XSeriesAddress(URI.create(emulator.url()), "2026-07"),
            Duration.ofSeconds(10),
            "lightspeed-integration/test");
    try (Client other = Client.of(dated, emulator.token())) {
      Consignment created = other.api.createConsignment(Client.CALLER, draft());

      assertThat(client.api.consignment(Client.CALLER, created.id())).isEqualTo(created);
    }
  }

  private Duration serverAhead() {
    return Duration.between(Client.NOW, Instant.now());
  }

  private ConsignmentDraft draft() {
    return ConsignmentDraft.openOrder(
            emulator.outlets().getFirst().id(), emulator.suppliers().getFirst().id(), "Order")
        .withReference("PO-1042");
  }

  private List<ProductId> orderable(int count) {
    return emulator.products().stream()
        .filter(
            each ->
                each.isActive() && !each.isComposite() && !each.hasVariants() && !each.isDeleted())
        .limit(count)
        .map(each -> new ProductId(each.id()))
        .toList();
  }

  private static ConsignmentLine line(ProductId product, String count, String cost) {
    return new ConsignmentLine(product, new BigDecimal(count), new BigDecimal(cost));
  }
}
