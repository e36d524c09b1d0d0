package lightspeed.xseries;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import lightspeed.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// The forms in which the vendor's documents, tutorial and collections print the same thing.
class EnvelopeTest {

  @ParameterizedTest
  @ValueSource(strings = {"{\"data\": %s}", "{\"data\": [%s]}", "%s", "[%s]"})
  void aConsignmentIsReadWrappedOrBareAloneOrInAnArray(String envelope) {
    String tutorial =
        """
        {"id": "0242ac17-002c-11eb-e6f7-1319c1cddfc9", "name": "Test Consignment",
         "outlet_id": "0242ac12-0002-11e9-e8c4-659494e196e3", "due_at": null, "type": "SUPPLIER",
         "status": "OPEN", "supplier_id": null, "supplier_invoice": null, "reference": null,
         "consignment_date": "2020-10-20T21:18:11+00:00", "product_count": null,
         "created_at": "2020-10-20T21:18:11+00:00", "deleted_at": null, "version": 153463,
         "filters": []}\
        """;

    Consignment consignment =
        Envelope.one(json(envelope.formatted(tutorial)), "consignment", Consignment::read);

    assertThat(consignment.id().value()).isEqualTo("0242ac17-002c-11eb-e6f7-1319c1cddfc9");
    assertThat(consignment.status()).isEqualTo("OPEN");
    assertThat(consignment.reference()).isNull();
    assertThat(consignment.createdAt()).isEqualTo(Instant.parse("2020-10-20T21:18:11Z"));
    assertThat(consignment.version()).isEqualTo(153_463);
  }

  @Test
  void aConsignmentWithoutNullMembersAndWithAnUnknownStatusIsRead() {
    Consignment consignment =
        Envelope.one(
            json(
                """
                {"data": {"id": "c1", "outlet_id": "o1", "type": "SUPPLIER", "supplier_id": "",
                 "status": "PARTLY_TELEPORTED", "version": "5303657190"}}\
                """),
            "consignment",
            Consignment::read);

    assertThat(consignment.status()).isEqualTo("PARTLY_TELEPORTED");
    assertThat(consignment.name()).isEmpty();
    assertThat(consignment.supplierId()).isNull();
    assertThat(consignment.dueAt()).isNull();
    assertThat(consignment.version()).as("beyond 32 bits, as text").isEqualTo(5_303_657_190L);
  }

  @Test
  void changingTheStatusKeepsTheRestOfTheHeader() {
    Consignment consignment =
        Envelope.one(
            json(
                """
                {"data": {"id": "c1", "outlet_id": "o1", "type": "SUPPLIER", "status": "OPEN",
                 "name": "Note", "reference": "PO-1", "supplier_id": "s1", "supplier_invoice": "I",
                 "due_at": "2026-12-01T00:00:00+00:00"}}\
                """),
            "consignment",
            Consignment::read);

    JsonNode body = RequestBodies.wholeConsignment(consignment.asDraft().withStatus("SENT"));

    assertThat(body)
        .isEqualTo(
            json(
                """
                {"type": "SUPPLIER", "status": "SENT", "outlet_id": "o1", "name": "Note",
                 "reference": "PO-1", "supplier_id": "s1", "supplier_invoice": "I",
                 "source_outlet_id": null, "due_at": "2026-12-01T00:00:00+00:00"}\
                """));
  }

  @Test
  void whatIsNotReadOfAHeaderGoesBackAsItCame() {
    Consignment consignment =
        Envelope.one(
            json(
                """
                {"data": {"id": "c1", "outlet_id": "o1", "type": "SUPPLIER", "status": "OPEN",
                 "name": {"en": "Note", "fr": "Avis"}, "supplier_invoice": ["I-1", "I-2"],
                 "source_outlet_id": {"id": "o2"}}}\
                """),
            "consignment",
            Consignment::read);

    ConsignmentDraft draft = consignment.asDraft().withStatus("SENT").withReference("PO-1");

    assertThat(RequestBodies.wholeConsignment(draft))
        .isEqualTo(
            json(
                """
                {"type": "SUPPLIER", "status": "SENT", "outlet_id": "o1",
                 "name": {"en": "Note", "fr": "Avis"}, "reference": "PO-1", "supplier_id": null,
                 "supplier_invoice": ["I-1", "I-2"], "source_outlet_id": {"id": "o2"},
                 "due_at": null}\
                """));
    assertThat(
            RequestBodies.wholeConsignment(draft.withSupplierInvoice("I-3"))
                .get("supplier_invoice"))
        .as("what has a value of its own is that")
        .isEqualTo(json("\"I-3\""));
  }

  @Test
  void theStoreAndItsOutletsAreReadWithCurrencyAndZoneAsTextOrObject() {
    Retailer objects =
        Envelope.one(
            json(
                """
                {"data": {"id": "r1", "name": "Shop", "currency": {"code": "NZD", "symbol": "$"},
                 "timezone": {"name": "Pacific/Auckland"}}}\
                """),
            "retailer",
            Retailer::read);
    Retailer texts =
        Envelope.one(
            json(
                """
                {"id": "r1", "name": "Shop", "currency": "NZD", "timezone": "Pacific/Auckland"}\
                """),
            "retailer",
            Retailer::read);
    Outlet outlet =
        Envelope.one(
            json(
                """
                {"id": "o1", "name": "Main", "time_zone": {"name": "Pacific/Auckland"},
                 "currency": {"code": "NZD"}}\
                """),
            "outlet",
            Outlet::read);

    assertThat(objects).isEqualTo(texts);
    assertThat(texts.currency()).isEqualTo("NZD");
    assertThat(texts.timeZone()).isEqualTo("Pacific/Auckland");
    assertThat(outlet.timeZone()).isEqualTo("Pacific/Auckland");
    assertThat(outlet.currency()).isEqualTo("NZD");
  }

  @Test
  void aNewConsignmentLeavesOutWhatItDoesNotHave() {
    JsonNode body =
        RequestBodies.newConsignment(
            ConsignmentDraft.openOrder("o1", "s1", "Note").withReference("PO-1"));

    assertThat(body)
        .isEqualTo(
            json(
                """
                {"type": "SUPPLIER", "status": "OPEN", "outlet_id": "o1", "name": "Note",
                 "reference": "PO-1", "supplier_id": "s1"}\
                """));
  }

  @Test
  void linesAreSentBareAsPlainDecimalStringsAndNeverReceived() {
    JsonNode body =
        RequestBodies.lines(
            List.of(
                new ConsignmentLine(
                    new ProductId("p1"), new BigDecimal("1E+3"), new BigDecimal("0.00001"))));

    assertThat(body)
        .hasToString("[{\"product_id\":\"p1\",\"count\":\"1000\",\"cost\":\"0.00001\"}]");
  }

  @Test
  void linesAreReadWithNumbersAsTextOrNumbersAndDoubledRowsStay() {
    Page<ConsignmentProduct> page =
        Envelope.page(
            json(
                """
                {"data": [
                  {"product_id": "p1", "product_sku": 10001, "count": "10.00000",
                   "received": "0.00000", "cost": 12.345670001, "status": "PENDING", "version": 3},
                  {"product_id": "p1", "received": null, "cost": null, "version": 9}],
                 "version": {"min": 3, "max": 9}}\
                """),
            "consignment product",
            ConsignmentProduct::read);

    assertThat(page.items()).hasSize(2);
    assertThat(page.maxVersion()).isEqualTo(9);
    ConsignmentProduct first = page.items().getFirst();
    assertThat(first.sku()).isEqualTo("10001");
    assertThat(first.count()).isEqualByComparingTo("10");
    assertThat(first.cost()).as("exactly").isEqualTo(new BigDecimal("12.345670001"));
    assertThat(page.items().getLast().count()).isEqualByComparingTo("0");
    assertThat(page.items().getLast().cost()).isNull();
  }

  @Test
  void aPageWithoutACursorUsesItsRowsAndAnEmptyPageHasNone() {
    assertThat(
            Envelope.page(
                    json("{\"data\": [{\"id\": \"a\", \"version\": 8}, {\"id\": \"b\"}]}"),
                    "outlet",
                    Outlet::read)
                .maxVersion())
        .isEqualTo(8);
    Page<Outlet> bare = Envelope.page(json("[{\"id\": \"a\"}]"), "outlet", Outlet::read);
    assertThat(bare.items()).hasSize(1);
    assertThat(bare.maxVersion()).isNull();
    Page<Outlet> empty =
        Envelope.page(
            json("{\"data\": [], \"version\": {\"min\": null, \"max\": null}}"),
            "outlet",
            Outlet::read);
    assertThat(empty.isEnd()).isTrue();
    assertThat(empty.maxVersion()).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"data\": {\"p1\": {\"count\": \"60.00000\"}, \"p2\": {\"count\": null}}}",
        "{\"p1\": {\"count\": 60}, \"p2\": {}}",
        "{\"data\": [{\"p1\": {\"count\": \"60\"}, \"p2\": null}]}",
        "{\"data\": [{\"product_id\": \"p1\", \"count\": \"60\"}, {\"product_id\": \"p2\"}]}",
        "{\"data\": {\"p1\": \"60.0\", \"p2\": {}}}",
      })
  void aBulkAnswerTellsTheCountOfEachProduct(String body) {
    BulkAnswer answer = Envelope.bulk(json(body));

    assertThat(answer.products()).containsExactly(new ProductId("p1"), new ProductId("p2"));
    assertThat(answer.count(new ProductId("p1"))).isEqualByComparingTo("60");
    assertThat(answer.count(new ProductId("p2"))).isNull();
    assertThat(answer.count(new ProductId("p3"))).isNull();
  }

  @Test
  void aProductIsReadFromEitherGenerationOfMembers() {
    Product old =
        Envelope.one(
            json(
                """
                {"data": {"id": "p1", "name": "Bravo", "variant_name": "Bravo / Black",
                 "handle": "bravo", "sku": "787878", "active": true, "is_composite": false,
                 "supply_price": 100, "version": 4284638488, "supplier": {"id": "s1"},
                 "brand": {}}}\
                """),
            "product",
            Product::read);
    Product dated =
        Envelope.one(
            json(
                """
                {"id": "p2", "name": "B", "sku": null, "is_active": 0, "has_variants": "1",
                 "variant_parent_id": "p1", "supplier_id": "s2", "supplier": {"id": "s1"},
                 "deleted_at": "2026-01-01 00:00:00"}\
                """),
            "product",
            Product::read);

    assertThat(old)
        .isEqualTo(
            new Product(
                new ProductId("p1"),
                "787878",
                "Bravo / Black",
                "bravo",
                new BigDecimal("100"),
                true,
                false,
                false,
                null,
                "s1",
                null,
                4_284_638_488L));
    assertThat(dated)
        .isEqualTo(
            new Product(
                new ProductId("p2"),
                "",
                "B",
                null,
                null,
                false,
                false,
                true,
                new ProductId("p1"),
                "s2",
                Instant.parse("2026-01-01T00:00:00Z"),
                null));
  }

  @Test
  void aUserRestrictedToOutletsIsTold() {
    User free =
        Envelope.one(
            json("{\"data\": [{\"id\": \"u1\", \"restricted_outlet_ids\": []}]}"),
            "user",
            User::read);
    User restricted =
        Envelope.one(
            json("{\"data\": {\"id\": \"u1\", \"restricted_outlet_ids\": [\"o1\"]}}"),
            "user",
            User::read);

    assertThat(free.isRestricted()).isFalse();
    assertThat(restricted.isRestricted()).isTrue();
  }

  private static JsonNode json(String text) {
    return Json.untrusted().readTree(text);
  }
}
