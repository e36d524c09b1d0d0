package lightspeed.purchaseorder;

import static lightspeed.purchaseorder.ImportFile.byBuyer;
import static lightspeed.purchaseorder.ImportFile.sentences;
import static lightspeed.purchaseorder.ImportFile.warnings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import lightspeed.catalog.CatalogOutlet;
import lightspeed.catalog.CatalogProduct;
import lightspeed.catalog.CatalogStore;
import lightspeed.catalog.CatalogSupplier;
import lightspeed.db.TestDatabase;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

final class OrderImportTest {
  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.migrated();
  @TempDir Path folder;

  private final PurchaseOrderStore store = new PurchaseOrderStore();
  private ImportFile importing;

  @BeforeEach
  void start() {
    importing = new ImportFile(folder, DATABASE.database());
  }

  @Test
  void rowsWithTheSamePublicIdBecomeOneOrderAlsoWhenTheyDoNotStandTogether() {
    ImportResult result =
        importing.rows(
            "PO-1,Acme,Main,A,2,1.50", "PO-2,Acme,Main,C,1,9", "PO-1,Acme,Main,B,3,0.25");

    assertThat(sentences(result)).isEmpty();
    assertThat(result.isApplied()).isTrue();
    assertThat(result.rows()).isEqualTo(3);
    assertThat(result.orders())
        .extracting(ImportedOrder::publicId, ImportedOrder::outcome, ImportedOrder::lines)
        .containsExactly(
            tuple("PO-1", ImportedOrder.Outcome.CREATED, 2),
            tuple("PO-2", ImportedOrder.Outcome.CREATED, 1));
    PurchaseOrder order = order("PO-1");
    assertThat(order.id()).isEqualTo(new PurchaseOrderId("PO-1"));
    assertThat(order.state()).isEqualTo(OrderState.DRAFT);
    assertThat(order.syncStatus()).isEqualTo(SyncStatus.NOT_SYNCED);
    assertThat(order.supplier()).isEqualTo("Acme");
    assertThat(order.outlet()).isEqualTo("Main");
    assertThat(order.createdBy()).isEqualTo("buyer");
    assertThat(order.lineCount()).isEqualTo(2);
    assertThat(order.totalQuantity()).isEqualByComparingTo("5");
    assertThat(order.totalCost()).isEqualByComparingTo("3.75");
    assertThat(skus("PO-1")).containsExactly("1 A 2 1.5", "2 B 3 0.25");
  }

  @Test
  void columnsMayStandInAnyOrderAndCaseAndBeSeparatedBySemicolonOrTab() {
    assertThat(
            importing.text(
                "Quantity;SKU;Unit Cost;OUTLET;Supplier;Public-ID\n2;A;1.5;Main;Acme;PO-1"))
        .matches(ImportResult::isApplied);
    assertThat(
            importing.text(
                "quantity\tsku\tunit_cost\toutlet\tsupplier\tpublic_id\r\n2\tA\t1.5\tMain\tAcme\tPO-2\r\n"))
        .matches(ImportResult::isApplied);

    assertThat(skus("PO-1")).containsExactly("1 A 2 1.5");
    assertThat(skus("PO-2")).containsExactly("1 A 2 1.5");
  }

  @Test
  void aSpreadsheetsSeparatorLineAndByteOrderMarkAreUnderstood() {
    ImportResult result =
        importing.text(
            "\uFEFFsep=;\r\npublic_id;supplier;outlet;sku;quantity;unit_cost\r\nPO-1;A,B;Main;X;0;1\r\n");

    assertThat(sentences(result))
        .containsExactly("row 3, quantity: 0 is not a quantity to order: it must be at least 1");
  }

  @Test
  void quotedCellsMayHaveSeparatorsQuotesAndLines() {
    ImportResult result =
        importing.text(
            ImportFile.HEADER
                + ",notes\nPO-1,\"Acme, Inc.\",Main,\"19\"\" rack\",1,5,\"first\nsecond; third\"\n\n,,,,,,\n"
                + "PO-1,\"Acme, Inc.\",Main,B,0,5,\n");

    assertThat(sentences(result))
        .containsExactly("row 5, quantity: 0 is not a quantity to order: it must be at least 1");
    importing.text(
        ImportFile.HEADER
            + ",notes\nPO-1,\"Acme, Inc.\",Main,\"19\"\" rack\",1,5,\"=first\nsecond; third\"\n");
    assertThat(order("PO-1").supplier()).isEqualTo("Acme, Inc.");
    assertThat(order("PO-1").notes()).isEqualTo("=first\nsecond; third");
    assertThat(skus("PO-1")).containsExactly("1 19\" rack 1 5");
  }

  @Test
  void optionalColumnsAreKept() {
    importing.text(
        """
        public_id,id,supplier,outlet,sku,name,quantity,unit_cost,due_at,supplier_invoice,notes
        PO-1,erp-77,Acme,Main,A,Blue shirt ☂,2,1.5,2026-05-01,INV-9,handle with care
        PO-2,,Acme,Main,A,,2,1.5,2026-05-01T10:30:00+02:00,,
        PO-1,erp-77,Acme,Main,B,,1,1,,,
        """);

    PurchaseOrder order = order("PO-1");
    assertThat(order.id()).isEqualTo(new PurchaseOrderId("erp-77"));
    assertThat(order.dueAt()).isEqualTo(LocalDate.of(2026, 5, 1));
    assertThat(order.supplierInvoice()).isEqualTo("INV-9");
    assertThat(order.notes()).isEqualTo("handle with care");
    assertThat(lines("PO-1").getFirst().name()).isEqualTo("Blue shirt ☂");
    assertThat(order("PO-2").id()).isEqualTo(new PurchaseOrderId("PO-2"));
    assertThat(order("PO-2").dueAt()).isEqualTo(LocalDate.of(2026, 5, 1));
    assertThat(order("erp-77").publicId()).isEqualTo("PO-1");
  }

  @Test
  void aFileWithoutPublicIdsIsOneOrderWithTheNextNumberOfTheYear() {
    importing.rows("PO-2026-0041,Acme,Main,A,1,1", "PO-2025-900,Acme,Main,A,1,1");

    ImportResult result =
        importing.text("supplier,outlet,sku,quantity,unit_cost\nAcme,Main,A,1,1\nAcme,Main,B,2,2");

    ImportedOrder imported = result.orders().getFirst();
    assertThat(result.orders()).hasSize(1);
    assertThat(imported.id()).isEqualTo(new PurchaseOrderId("PO-2026-042"));
    assertThat(imported.publicId()).isEqualTo("PO-2026-042");
    assertThat(imported.outcome()).isEqualTo(ImportedOrder.Outcome.CREATED);
    assertThat(imported.lines()).isEqualTo(2);
    ImportedOrder.Content content = Objects.requireNonNull(imported.content());
    assertThat(content.supplier() + " " + content.outlet()).isEqualTo("Acme Main");
    assertThat(content.quantity()).isEqualByComparingTo("3");
    assertThat(content.cost()).isEqualByComparingTo("5");
    assertThat(skus("PO-2026-042")).containsExactly("1 A 1 1", "2 B 2 2");
  }

  @Test
  void theSameFileTwiceCreatesNothingTwice() {
    String withIds =
        ImportFile.HEADER + ",due_at\nPO-1,Acme,Main,A,1,1.10,2026-05-01\nPO-1,Acme,Main,B,1,1,";
    String withoutIds = "supplier,outlet,sku,quantity,unit_cost\nAcme,Main,A,1,1";
    importing.text(withIds);
    ImportResult generated = importing.text(withoutIds);

    ImportResult again = importing.text(withIds);
    ImportResult generatedAgain = importing.text(withoutIds);

    assertThat(again.orders())
        .extracting(ImportedOrder::publicId, ImportedOrder::outcome, ImportedOrder::lines)
        .containsExactly(tuple("PO-1", ImportedOrder.Outcome.UNCHANGED, 2));
    assertThat(generatedAgain.orders()).hasSize(1);
    assertThat(generatedAgain.orders().getFirst().publicId())
        .isEqualTo(generated.orders().getFirst().publicId());
    assertThat(generatedAgain.count(ImportedOrder.Outcome.UNCHANGED)).isEqualTo(1);
    assertThat(orderCount()).isEqualTo(2);
    assertThat(order("PO-1").lockVersion()).isZero();
  }

  @Test
  void aChangedDraftIsUpdatedAndWhatTheFileDoesNotMentionStays() {
    importing.text(
        ImportFile.HEADER
            + ",name,notes\nPO-1,Acme,Main,A,1,1,Shirt,careful\nPO-1,Acme,Main,B,1,1,Hat,");

    ImportResult result = importing.rows("PO-1,Acme,Main,C,7,1", "PO-1,Acme,Main,A,1,2");

    assertThat(result.count(ImportedOrder.Outcome.UPDATED)).isEqualTo(1);
    assertThat(skus("PO-1")).containsExactly("1 C 7 1", "2 A 1 2");
    assertThat(lines("PO-1")).extracting(LineItem::name).containsExactly(null, "Shirt");
    assertThat(order("PO-1").notes()).isEqualTo("careful");
    assertThat(order("PO-1").totalCost()).isEqualByComparingTo("9");
    assertThat(order("PO-1").lockVersion()).isEqualTo(1);
  }

  @Test
  void eachDifferenceMakesADraftAnUpdatedOne() {
    String base = ImportFile.HEADER + ",name,notes,due_at,supplier_invoice\n";
    importing.text(base + "PO-1,Acme,Main,A,1,1,n,x,2026-05-01,i");

    for (String row :
        List.of(
            "PO-1,ACME,Main,A,1,1,n,x,2026-05-01,i",
            "PO-1,ACME,main,A,1,1,n,x,2026-05-01,i",
            "PO-1,ACME,main,a,1,1,n,x,2026-05-01,i",
            "PO-1,ACME,main,a,2,1,n,x,2026-05-01,i",
            "PO-1,ACME,main,a,2,1.00001,n,x,2026-05-01,i",
            "PO-1,ACME,main,a,2,1.00001,N,x,2026-05-01,i",
            "PO-1,ACME,main,a,2,1.00001,N,X,2026-05-01,i",
            "PO-1,ACME,main,a,2,1.00001,N,X,2026-05-02,i",
            "PO-1,ACME,main,a,2,1.00001,N,X,2026-05-02,I",
            "PO-1,ACME,main,a,2,1.00001,N,X,,I",
            "PO-1,ACME,main,a,2,1.00001,N,,,I")) {
      assertThat(importing.text(base + row).count(ImportedOrder.Outcome.UPDATED)).as(row).isOne();
      assertThat(importing.text(base + row).count(ImportedOrder.Outcome.UNCHANGED)).as(row).isOne();
    }
  }

  @Test
  void aChangedOrderBeyondDraftIsRefusedAndTheOthersAreImported() {
    importing.rows("PO-1,Acme,Main,A,1,1", "PO-2,Acme,Main,A,1,1");
    approve("PO-1");
    approve("PO-2");

    ImportResult result =
        importing.rows("PO-1,Acme,Main,A,2,1", "PO-2,Acme,Main,A,1,1", "PO-3,Acme,Main,A,1,1");

    assertThat(result.isApplied()).isTrue();
    assertThat(result.orders())
        .extracting(ImportedOrder::outcome)
        .containsExactly(
            ImportedOrder.Outcome.REFUSED,
            ImportedOrder.Outcome.UNCHANGED,
            ImportedOrder.Outcome.CREATED);
    assertThat(result.orders().getFirst().reason())
        .isEqualTo(
            "Order PO-1 is APPROVED and the file says something else; only a draft can be changed.");
    assertThat(result.importedIds())
        .containsExactly(new PurchaseOrderId("PO-2"), new PurchaseOrderId("PO-3"));
    assertThat(skus("PO-1")).containsExactly("1 A 1 1");
  }

  @Test
  void aDeletedOrderIsNotRevived() {
    importing.rows("PO-1,Acme,Main,A,1,1");
    DATABASE
        .database()
        .useTransaction(
            handle -> handle.execute("UPDATE vend_consignments SET deleted_at = NOW(6)"));

    ImportResult result = importing.rows("PO-1,Acme,Main,A,1,1");

    assertThat(result.orders().getFirst().reason())
        .isEqualTo("Order PO-1 was deleted; use another public_id.");
  }

  @Test
  void oneBadRowImportsNothingUnlessPartialAndThenNeverHalfAnOrder() {
    String[] rows = {
      "PO-1,Acme,Main,A,1,1",
      "PO-2,Acme,Main,A,1,1",
      "PO-1,Acme,Main,B,-4,1",
      "PO-3,Acme,Main,A,1,x",
      "PO-2,Acme,Main,B,1,1"
    };

    ImportResult all = importing.rows(rows);
    ImportResult partial = importing.rows(byBuyer().partial(true), rows);

    assertThat(all.isApplied()).isFalse();
    assertThat(all.orders()).isEmpty();
    assertThat(sentences(all))
        .containsExactly(
            "row 4, quantity: -4 is not a quantity to order: it must be at least 1",
            "row 5, unit_cost: \"x\" is not a number: write digits and a point, such as 1000 or 1000.5");
    assertThat(sentences(partial)).isEqualTo(sentences(all));
    assertThat(partial.isApplied()).isTrue();
    assertThat(partial.orders())
        .extracting(ImportedOrder::publicId, ImportedOrder::outcome)
        .containsExactlyInAnyOrder(
            tuple("PO-2", ImportedOrder.Outcome.CREATED),
            tuple("PO-1", ImportedOrder.Outcome.LEFT_OUT),
            tuple("PO-3", ImportedOrder.Outcome.LEFT_OUT));
    assertThat(orderCount()).isOne();
    assertThat(skus("PO-2")).containsExactly("1 A 1 1", "2 B 1 1");
  }

  @Test
  void aBadRowThatCouldBelongToAnyOrderKeepsEverythingOutEvenWhenPartial() {
    ImportResult result =
        importing.rows(byBuyer().partial(true), "PO-1,Acme,Main,A,1,1", ",Acme,Main,B,1,1");

    assertThat(result.isApplied()).isFalse();
    assertThat(sentences(result)).containsExactly("row 3, public_id: is empty");
    assertThat(orderCount()).isZero();
  }

  @Test
  void aFileWithoutPublicIdsIsImportedWholeOrNotAtAll() {
    ImportOptions partial = byBuyer().partial(true);
    String header = "supplier,outlet,sku,quantity,unit_cost\n";

    assertThat(importing.text(partial, header + "Acme,Main,A,1,1\nAcme,Main,B,0,1").orders())
        .isEmpty();
    assertThat(importing.text(partial, header + "Acme,Main,A,1,1\nOther,Main,B,1,1").orders())
        .isEmpty();
    assertThat(orderCount()).isZero();
  }

  @Test
  void anOrderWhoseNumberIsBadIsLeftOutByWhatItIsCalled() {
    String tooLong = "P".repeat(70);

    ImportResult result =
        importing.rows(
            byBuyer().partial(true),
            tooLong + ",Acme,Main,A,1,1",
            "=1+1,Acme,Main,A,1,1",
            "PO-1,Acme,Main,A,1,1");

    assertThat(result.orders())
        .extracting(ImportedOrder::publicId, ImportedOrder::outcome)
        .containsExactly(
            tuple(tooLong.substring(0, 64), ImportedOrder.Outcome.LEFT_OUT),
            tuple("=1+1", ImportedOrder.Outcome.LEFT_OUT),
            tuple("PO-1", ImportedOrder.Outcome.CREATED));
    assertThat(result.importedIds()).containsExactly(new PurchaseOrderId("PO-1"));
  }

  @Test
  void aDryRunReportsTheSameAndWritesNothing() {
    importing.rows("PO-1,Acme,Main,A,1,1");
    String file =
        ImportFile.HEADER + "\nPO-1,Acme,Main,A,9,1\nPO-2,Acme,Main,A,1,1\nPO-2,Acme,Main,A,1,1";
    String noIds = "supplier,outlet,sku,quantity,unit_cost\nAcme,Main,A,1,1";

    ImportResult dry = importing.text(byBuyer().dryRun(true), file);
    ImportResult dryNoIds = importing.text(byBuyer().dryRun(true), noIds);

    assertThat(orderCount()).isOne();
    assertThat(skus("PO-1")).containsExactly("1 A 1 1");
    ImportResult real = importing.text(file);
    ImportResult realNoIds = importing.text(noIds);
    assertThat(dry.isApplied()).isFalse();
    assertThat(dry.orders()).isEqualTo(real.orders());
    assertThat(dry.warnings()).isEqualTo(real.warnings());
    assertThat(dryNoIds.orders()).isEqualTo(realNoIds.orders());
  }

  @Test
  void rowsOfOneSkuAndCostBecomeOneLineWithAWarning() {
    ImportResult result =
        importing.rows("PO-1,Acme,Main,A,2,1.5", "PO-1,Acme,Main,B,1,1", "PO-1,Acme,Main,A,3,1.50");

    assertThat(skus("PO-1")).containsExactly("1 A 5 1.5", "2 B 1 1");
    assertThat(result.warningCount()).isOne();
    assertThat(warnings(result))
        .containsExactly("row 2, sku: 2 rows order SKU A: they became one line of 5");
  }

  @Test
  void rowsOfOneSkuWithDifferentCostsAreRefused() {
    ImportResult result =
        importing.rows("PO-1,Acme,Main,A,2,1.5", "PO-2,Acme,Main,A,2,3", "PO-1,Acme,Main,A,3,2");

    assertThat(sentences(result))
        .containsExactly(
            "row 4, unit_cost: the order has SKU A twice, for 2 here and for 1.5 in row 2: one order"
                + " can have only one cost for a SKU");
  }

  @Test
  void rowsThatTogetherOrderTooMuchAreRefused() {
    ImportResult result = importing.rows("PO-1,Acme,Main,A,600000,1", "PO-1,Acme,Main,A,400001,1");

    assertThat(sentences(result))
        .containsExactly(
            "row 2, quantity: the 2 rows of SKU A order 1000001 together, more than 1,000,000, the"
                + " most one line can order");
  }

  @Test
  void rowsOfOneOrderMustAgreeInWhatBelongsToTheOrder() {
    ImportResult result =
        importing.text(
            """
            public_id,id,supplier,outlet,sku,quantity,unit_cost,due_at,supplier_invoice,notes
            PO-1,x,Acme,Main,A,1,1,2026-05-01,i,n
            PO-1,y,Other,Second,B,1,1,2026-05-02,j,o
            PO-1,,Acme,Main,C,1,1,,,
            """);

    assertThat(sentences(result))
        .containsExactlyInAnyOrder(
            "row 3, supplier: is \"Other\" here and \"Acme\" in another row of the order PO-1: all"
                + " rows of an order must say the same",
            "row 3, outlet: is \"Second\" here and \"Main\" in another row of the order PO-1: all"
                + " rows of an order must say the same",
            "row 3, id: is \"y\" here and \"x\" in another row of the order PO-1: all rows of an"
                + " order must say the same",
            "row 3, due_at: is \"2026-05-02\" here and \"2026-05-01\""
                + " in another row of the order PO-1: all rows of an order must say the same",
            "row 3, supplier_invoice: is \"j\" here and \"i\" in another row of the order PO-1: all"
                + " rows of an order must say the same",
            "row 3, notes: is \"o\" here and \"n\" in another row of the order PO-1: all rows of an"
                + " order must say the same");
  }

  @Test
  void anIdMayNotBelongToTwoOrders() {
    importing.text(
        "public_id,id,supplier,outlet,sku,quantity,unit_cost\nOLD,old-id,Acme,Main,A,1,1");
    String header = "public_id,id,supplier,outlet,sku,quantity,unit_cost\n";

    assertThat(
            sentences(importing.text(header + "P1,same,Acme,Main,A,1,1\nP2,same,Acme,Main,A,1,1")))
        .containsExactly(
            "row 3, id: same is also the id of order P1 in row 2: each order needs its own");
    assertThat(sentences(importing.text(header + "P1,P2,Acme,Main,A,1,1\nP2,,Acme,Main,A,1,1")))
        .containsExactly(
            "row 2, id: P2 is the public_id of another order, in row 3: each order needs its own");
    assertThat(sentences(importing.text(header + "OLD,other,Acme,Main,A,1,1")))
        .containsExactly(
            "row 2, id: is other, but order OLD exists with the id old-id: correct the id or the"
                + " public_id");
    assertThat(sentences(importing.text(header + "NEW,old-id,Acme,Main,A,1,1")))
        .containsExactly(
            "row 2, id: old-id is already the id of order OLD: each order needs its own");
    assertThat(sentences(importing.text(header + "NEW,OLD,Acme,Main,A,1,1")))
        .containsExactly(
            "row 2, id: OLD is already the public_id of another order: each order needs its own");
    assertThat(sentences(importing.text(header + "old-id,x,Acme,Main,A,1,1")))
        .containsExactly(
            "row 2, public_id: old-id is already the id of order OLD: each order needs its own");
    assertThat(sentences(importing.rows("old-id,Acme,Main,A,1,1")))
        .containsExactly(
            "row 2, id: old-id is already the id of order OLD: each order needs its own");
  }

  @Test
  void lightspeedsOwnStockOrderIsImportedForAGivenSupplierAndOutlet() {
    ImportOptions options = byBuyer().forSupplierAndOutlet("Acme", "Main");

    ImportResult result =
        importing.text(options, "handle,sku,quantity,supply_price\nshirt,A,5.00000,12.50000\n");

    assertThat(sentences(result)).isEmpty();
    PurchaseOrder order = order(result.orders().getFirst().publicId());
    assertThat(order.supplier()).isEqualTo("Acme");
    assertThat(skus(order.publicId())).containsExactly("1 A 5 12.5");
  }

  @Test
  void aHandleStandsForTheOnlyProductThatHasIt() {
    products(
        product("p1", "A", "shirt"),
        product("p2", "B", "hat"),
        product("p3", "C", "hat"),
        product("p4", "D", "sock"));
    ImportOptions options = byBuyer().forSupplierAndOutlet("Acme", "Main");

    ImportResult good =
        importing.text(options, "handle,quantity,supply_price\nshirt,5,1\nsock,1,2");
    ImportResult bad = importing.text(options, "handle,quantity,supply_price\nhat,5,1\nnone,1,1");

    assertThat(skus(good.orders().getFirst().publicId())).containsExactly("1 A 5 1", "2 D 1 2");
    assertThat(sentences(bad))
        .containsExactly(
            "row 2, handle: \"hat\" does not stand for exactly one product of the catalog that can"
                + " be ordered: write the SKU, or run catalog:pull if the product is new",
            "row 3, handle: \"none\" does not stand for exactly one product of the catalog that"
                + " can be ordered: write the SKU, or run catalog:pull if the product is new");
  }

  @Test
  void namesThatTheCatalogueDoesNotHaveAreWarningsWithSuggestions() {
    products(product("p1", "SHIRT-BLUE-M", "shirt"), product("p2", "HAT", "hat"));
    DATABASE
        .database()
        .useTransaction(
            handle -> {
              CatalogStore catalog = new CatalogStore();
              catalog.upsertSuppliers(
                  handle,
                  List.of(
                      new CatalogSupplier("s1", "Acme", 1, null),
                      new CatalogSupplier("s2", "Twins", 1, null),
                      new CatalogSupplier("s3", "Twins", 1, null)));
              catalog.upsertOutlets(
                  handle, List.of(new CatalogOutlet("o1", "Main Outlet", null, null, 1, null)));
            });

    ImportResult result =
        importing.rows(
            "PO-1,acmee,Main Outlet,SHIRT-BLUE-N,1,1",
            "PO-2,Twins,Main outlets,HAT,1,1",
            "PO-3,s1,o1,ZZZZ,1,1");

    assertThat(result.isApplied()).isTrue();
    assertThat(warnings(result))
        .containsExactlyInAnyOrder(
            "row 2, supplier: the catalog has no supplier \"acmee\": did you mean Acme?",
            "row 3, supplier: the catalog has 2 suppliers \"Twins\": write the id of the one you"
                + " mean",
            "row 3, outlet: the catalog has no outlet \"Main outlets\": did you mean Main Outlet?",
            "row 2, sku: the catalog has no SKU \"SHIRT-BLUE-N\": did you mean SHIRT-BLUE-M?",
            "row 4, sku: the catalog has no SKU \"ZZZZ\": it must be there before the order is"
                + " sent");
  }

  @Test
  void anEmptyCatalogueWarnsOfNothing() {
    assertThat(importing.rows("PO-1,Acme,Main,A,1,1").warnings()).isEmpty();
  }

  @Test
  void manyImportsOfTheSameFileAtOnceMakeOneOrder() throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("a.csv"), "supplier,outlet,sku,quantity,unit_cost\nAcme,Main,A,1,1");
    Path ids =
        Files.writeString(folder.resolve("b.csv"), ImportFile.HEADER + "\nPO-1,Acme,Main,A,1,1");

    List<ImportResult> generated = atOnce(8, () -> importing.file(byBuyer(), file));
    List<ImportResult> named = atOnce(8, () -> importing.file(byBuyer(), ids));

    assertThat(generated).allMatch(ImportResult::isApplied);
    assertThat(generated.stream().mapToLong(r -> r.count(ImportedOrder.Outcome.CREATED)).sum())
        .isOne();
    assertThat(named.stream().mapToLong(r -> r.count(ImportedOrder.Outcome.CREATED)).sum()).isOne();
    assertThat(orderCount()).isEqualTo(2);
  }

  @Test
  void differentFilesAtOnceGetDifferentNumbers() throws Exception {
    List<ImportResult> results = new ArrayList<>();
    try (var threads = Executors.newFixedThreadPool(8)) {
      CyclicBarrier start = new CyclicBarrier(8);
      List<Future<ImportResult>> running = new ArrayList<>();
      for (int i = 1; i <= 8; i++) {
        Path file =
            Files.writeString(
                folder.resolve(i + ".csv"),
                "supplier,outlet,sku,quantity,unit_cost\nAcme,Main,A," + i + ",1");
        running.add(
            threads.submit(
                () -> {
                  start.await();
                  return importing.file(byBuyer(), file);
                }));
      }
      for (Future<ImportResult> one : running) {
        results.add(one.get());
      }
    }

    assertThat(results.stream().map(r -> r.orders().getFirst().publicId()))
        .containsExactlyInAnyOrder(
            "PO-2026-001",
            "PO-2026-002",
            "PO-2026-003",
            "PO-2026-004",
            "PO-2026-005",
            "PO-2026-006",
            "PO-2026-007",
            "PO-2026-008");
  }

  @Test
  void rowsInAnyOrderMakeTheSameOrders() {
    long seed = System.nanoTime();
    System.out.println("seed=" + seed);
    Random random = new Random(seed);
    List<String> rows = new ArrayList<>();
    for (int order = 1; order <= 20; order++) {
      for (int line = 1; line <= 1 + random.nextInt(6); line++) {
        rows.add(
            "PO-%d,Acme,Main,SKU-%d,%d,%d.5".formatted(order, line, 1 + random.nextInt(99), line));
      }
    }
    importing.rows(rows.toArray(String[]::new));

    for (int round = 0; round < 5; round++) {
      Collections.shuffle(rows, random);
      ImportResult result = importing.rows(rows.toArray(String[]::new));

      assertThat(result.count(ImportedOrder.Outcome.UNCHANGED)).as("seed %d", seed).isEqualTo(20);
    }
  }

  private static <T> List<T> atOnce(int times, Callable<T> action) throws Exception {
    List<T> results = new ArrayList<>();
    try (var threads = Executors.newFixedThreadPool(times)) {
      CyclicBarrier start = new CyclicBarrier(times);
      List<Future<T>> running = new ArrayList<>();
      for (int i = 0; i < times; i++) {
        running.add(
            threads.submit(
                () -> {
                  start.await();
                  return action.call();
                }));
      }
      for (Future<T> one : running) {
        results.add(one.get());
      }
    }
    return results;
  }

  private static CatalogProduct product(String id, String sku, String handle) {
    return new CatalogProduct(
        id, sku, "Product " + sku, handle, BigDecimal.ONE, true, false, false, null, null, 1, null);
  }

  private static void products(CatalogProduct... products) {
    DATABASE
        .database()
        .useTransaction(handle -> new CatalogStore().upsertProducts(handle, List.of(products)));
  }

  private PurchaseOrder order(String idOrPublicId) {
    Optional<PurchaseOrder> found =
        DATABASE.database().read(handle -> store.findByIdOrPublicId(handle, idOrPublicId));
    return found.orElseThrow();
  }

  private List<LineItem> lines(String publicId) {
    PurchaseOrderId id = order(publicId).id();
    return DATABASE.database().read(handle -> store.lines(handle, id));
  }

  private List<String> skus(String publicId) {
    return lines(publicId).stream()
        .map(
            line ->
                line.number()
                    + " "
                    + line.sku()
                    + " "
                    + line.quantity().stripTrailingZeros().toPlainString()
                    + " "
                    + line.unitCost().stripTrailingZeros().toPlainString())
        .toList();
  }

  private void approve(String publicId) {
    DATABASE
        .database()
        .useTransaction(
            handle -> store.approve(handle, order(publicId).id(), "boss", Instant.EPOCH));
  }

  private static long orderCount() {
    return DATABASE
        .database()
        .read(
            handle ->
                handle
                    .createQuery("SELECT COUNT(*) FROM vend_consignments")
                    .mapTo(Long.class)
                    .one());
  }
}
