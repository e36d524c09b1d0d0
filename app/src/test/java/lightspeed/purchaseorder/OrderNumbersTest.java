package lightspeed.purchaseorder;

import static lightspeed.purchaseorder.ImportFile.warnings;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import lightspeed.audit.TestAudit;
import lightspeed.catalog.Folded;
import lightspeed.db.TestDatabase;
import lightspeed.job.JobHandlers;
import lightspeed.job.JobQueue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Which numbers new orders may have, and which they are given.
final class OrderNumbersTest {
  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.migrated();

  @TempDir Path folder;

  private PurchaseOrderService service;
  private ImportFile importing;

  @BeforeEach
  void start() {
    importing = new ImportFile(folder, DATABASE.database());
    service =
        new PurchaseOrderService(
            DATABASE.database(),
            new PurchaseOrderStore(),
            new JobQueue(DATABASE.database(), new JobHandlers()),
            () -> false,
            TestAudit.log(ImportFile.CLOCK),
            ImportFile.CLOCK);
  }

  @Test
  void aGeneratedNumberIsNoneThatStaffGaveAConsignmentInLightspeed() {
    inLightspeed("c-1", "PO-2026-001");
    inLightspeed("c-2", "po-2026-002 ");
    inLightspeed("c-3", "PO-2026-003");
    DATABASE
        .database()
        .useTransaction(
            tx ->
                tx.execute(
                    "UPDATE lightspeed_references SET gone_at = NOW(6)"
                        + " WHERE consignment_id = 'c-3'"));

    assertThat(created(null)).isEqualTo("PO-2026-003");
    assertThat(created(null)).isEqualTo("PO-2026-004");
  }

  @Test
  void aFileWithoutNumbersGetsNoneThatStaffGaveAConsignmentInLightspeed() {
    inLightspeed("c-1", "PO-2026-001");

    ImportResult result = importing.text("supplier,outlet,sku,quantity,unit_cost\nAcme,Main,A,1,1");

    assertThat(result.orders().getFirst().publicId()).isEqualTo("PO-2026-002");
  }

  @Test
  void numbersThatDifferOnlyInCaseAreTwoOrdersAndWarnedOf() {
    assertThat(service.warnings(order("PO-7"))).isEmpty();

    assertThat(service.warnings(order("po-7")))
        .containsExactly(
            "po-7 differs from order PO-7 only in upper and lower case: they are two orders, but"
                + " easily mistaken for one");
  }

  @Test
  void anImportWarnsOfNewNumbersThatDifferOnlyInCase() {
    importing.rows("PO-7,Acme,Main,A,1,1");

    ImportResult result =
        importing.rows("po-7,Acme,Main,A,1,1", "x-1,Acme,Main,A,1,1", "X-1,Acme,Main,A,1,1");
    ImportResult again = importing.rows("po-7,Acme,Main,A,1,1");

    assertThat(result.count(ImportedOrder.Outcome.CREATED)).isEqualTo(3);
    assertThat(warnings(result))
        .hasSize(2)
        .anyMatch(warning -> warning.contains("po-7 differs from order PO-7 only in upper"))
        .anyMatch(warning -> warning.contains("x-1 differs from order X-1 only in upper"));
    assertThat(warnings(again)).isEmpty();
  }

  @Test
  void aNumberThatAConsignmentInLightspeedHasIsWarnedOf() {
    inLightspeed("c-9", "PO-9");
    String warning =
        "consignment c-9 (SENT) in Lightspeed has the number PO-9: sending takes it over if it is"
            + " this very order, and stops for a person otherwise";

    ImportResult imported = importing.rows("PO-9,Acme,Main,A,1,1", "PO-8,Acme,Main,A,1,1");

    assertThat(warnings(imported)).hasSize(1).first().asString().contains(warning);
    assertThat(service.warnings(service.find("PO-9").orElseThrow())).containsExactly(warning);
    assertThat(service.warnings(service.find("PO-8").orElseThrow())).isEmpty();
  }

  @Test
  void anApprovedOrderIsNotWarnedOfForItsOwnConsignment() {
    importing.rows("PO-9,Acme,Main,A,1,1");
    service.approve("PO-9", "ann");
    inLightspeed("c-9", "PO-9");

    assertThat(warnings(importing.rows("PO-9,Acme,Main,A,1,1"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {".", "..", "PO\u00071", "PO\n1", "\u0000", "PO-1\u007F", "PO-\u00851"})
  void numbersThatMeanAFolderOrHaveControlCharactersAreRefused(String number) {
    assertThat(TextCells.problemOfId(number)).isNotNull();
    assertThatThrownBy(() -> service.create(number, Orders.draft(1), "ann"))
        .isInstanceOf(PurchaseOrderException.InvalidInput.class);
  }

  private String created(@Nullable String publicId) {
    return service.create(publicId, Orders.draft(1), "ann").order().publicId();
  }

  private PurchaseOrder order(String publicId) {
    return service.create(publicId, Orders.draft(1), "ann").order();
  }

  private static void inLightspeed(String consignment, String reference) {
    DATABASE
        .database()
        .useTransaction(
            tx ->
                tx.execute(
                    """
                    INSERT INTO lightspeed_references
                      (consignment_id, reference, folded_reference, status, outlet_id, version)
                    VALUES (?, ?, ?, 'SENT', 'o-1', 1)
                    """,
                    consignment,
                    reference,
                    Folded.of(reference)));
  }
}
