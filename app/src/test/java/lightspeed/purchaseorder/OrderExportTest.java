package lightspeed.purchaseorder;

import static lightspeed.purchaseorder.ImportFile.sentences;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Path;
import lightspeed.audit.TestAudit;
import lightspeed.db.TestDatabase;
import lightspeed.job.JobHandlers;
import lightspeed.job.JobQueue;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class OrderExportTest {
  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.migrated();
  @TempDir Path folder;

  private ImportFile importing;
  private OrderExport export;

  @BeforeEach
  void start() {
    importing = new ImportFile(folder, DATABASE.database());
    var queue = new JobQueue(DATABASE.database(), new JobHandlers());
    export =
        new OrderExport(
            new PurchaseOrderService(
                DATABASE.database(),
                new PurchaseOrderStore(),
                queue,
                () -> true,
                TestAudit.log(ImportFile.CLOCK),
                ImportFile.CLOCK));
  }

  private String exported() throws IOException {
    var text = new StringWriter();
    export.write(OrderFilter.all(), text);
    return text.toString();
  }

  @Test
  void everyColumnIsGuardedAgainstFormulasAndReadBackAsItWas() throws IOException {
    importing.text(
        ImportFile.HEADER
            + ",id,supplier_invoice,notes,name\n"
            + "PO-1,-Acme,'-Main,-A1,2,1.50,ID-1,-INV,-n,@x\n");

    assertThat(exported()).contains("PO-1,ID-1,'-Acme,'-Main,'-A1,2,1.5,,'-INV,'-n,'@x");
    assertThat(importing.text(exported()).orders())
        .singleElement()
        .satisfies(order -> assertThat(order.outcome()).isEqualTo(ImportedOrder.Outcome.UNCHANGED));
  }

  @Test
  void importingAnExportChangesNothing() throws IOException {
    importing.text(
        ImportFile.HEADER
            + ",id,due_at,supplier_invoice,notes,name\n"
            + "PO-1,\"Acme, Inc.\",Main,\"19\"\" rack\",2,1.50,ID-1,2026-05-01,INV-1,\"a\n"
            + "b\",Rack\n"
            + "PO-1,\"Acme, Inc.\",Main,B,3,0.25,ID-1,2026-05-01,INV-1,\"a\n"
            + "b\",\n"
            + "PO-2,Acme,Main,C,1,9,,,,,\n");

    var result = importing.text(exported());

    assertThat(sentences(result)).isEmpty();
    assertThat(result.orders())
        .extracting(ImportedOrder::outcome)
        .containsExactly(ImportedOrder.Outcome.UNCHANGED, ImportedOrder.Outcome.UNCHANGED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"=1+1", "+49 30 1234", "-1", "@you", "'quoted'", "''", "'=x", "plain"})
  void whatASpreadsheetWouldCalculateIsGuardedAndComesBackAsItWas(String notes) throws IOException {
    importing.text(ImportFile.HEADER + ",notes\nPO-1,Acme,Main,A,1,1,\"'" + notes + "\"\n");
    var text = exported();

    var first = importing.text(text);

    assertThat(text.lines().skip(1).findFirst().orElseThrow())
        .doesNotContainPattern(",[=+@-][^,]*,$");
    assertThat(first.orders()).extracting(ImportedOrder::outcome).isNotEmpty();
    assertThat(exported()).isEqualTo(text);
    assertThat(first.count(ImportedOrder.Outcome.UNCHANGED)).isEqualTo(1);
  }

  @Test
  void anOrderWithoutLinesHasNoRowAndIsNotCounted() throws IOException {
    Orders.stored(DATABASE.database(), "PO-EMPTY", 0);
    Orders.stored(DATABASE.database(), "PO-FULL", 3);

    var written = export.write(OrderFilter.all(), Writer.nullWriter());

    assertThat(written).isEqualTo(new OrderExport.Written(1, 3));
    assertThat(exported()).contains("PO-FULL").doesNotContain("PO-EMPTY");
  }

  @Test
  void moreOrdersThanOnePageAreAllWritten() throws IOException {
    for (int n = 0; n < 401; n++) {
      Orders.stored(DATABASE.database(), "PO-" + n, 1);
    }

    var written = export.write(OrderFilter.all(), Writer.nullWriter());

    assertThat(written).isEqualTo(new OrderExport.Written(401, 401));
    assertThat(exported().lines().skip(1).distinct()).hasSize(401);
  }

  @Test
  void aFullDiskIsTold() {
    Orders.stored(DATABASE.database(), "PO-1", 1);
    var full =
        new Writer() {
          @Override
          public void write(char[] text, int offset, int length) throws IOException {
            throw new IOException("No space left on device");
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };

    assertThatThrownBy(() -> export.write(OrderFilter.all(), full))
        .hasStackTraceContaining("No space left on device");
  }
}
