package lightspeed.purchaseorder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.TimeZone;
import lightspeed.audit.TestAudit;
import lightspeed.db.TestDatabase;
import lightspeed.job.JobHandlers;
import lightspeed.job.JobQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The due date of a file is that day, wherever the outlet is and the process runs.
final class DueDayTest {
  private static final String HEADER = ImportFile.HEADER + ",due_at\n";

  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.migrated();

  @TempDir Path folder;

  private final TimeZone zoneOfThisProcess = TimeZone.getDefault();
  private final PurchaseOrderService service =
      new PurchaseOrderService(
          DATABASE.database(),
          new PurchaseOrderStore(),
          new JobQueue(DATABASE.database(), new JobHandlers()),
          () -> false,
          TestAudit.log(ImportFile.CLOCK),
          ImportFile.CLOCK);

  @AfterEach
  void restoreZone() {
    TimeZone.setDefault(zoneOfThisProcess);
  }

  @ParameterizedTest
  @CsvSource({
    "America/New_York,Pacific/Auckland",
    "Pacific/Auckland,America/New_York",
    "Pacific/Honolulu,Pacific/Honolulu",
    "UTC,Pacific/Kiritimati"
  })
  void aDayOfAFileIsThatDayAndComesBackInTheExport(String outlet, String process)
      throws IOException {
    TimeZone.setDefault(TimeZone.getTimeZone(process));
    outletIsIn(outlet);
    ImportFile importing = new ImportFile(folder, DATABASE.database());

    ImportResult created =
        importing.text(HEADER + "PO-1501,Harbour Trading Co,Auckland,WCV-10002,6,4.5,2026-12-01");

    assertThat(created.count(ImportedOrder.Outcome.CREATED)).isEqualTo(1);
    assertThat(service.get("PO-1501").order().dueAt()).isEqualTo(LocalDate.of(2026, 12, 1));
    String export = export();
    assertThat(export).contains(",2026-12-01,");
    assertThat(importing.text(export).count(ImportedOrder.Outcome.UNCHANGED)).isEqualTo(1);
  }

  @Test
  void aMomentOfAFileIsTheDayThatItFallsOnAtTheOutlet() {
    outletIsIn("America/New_York");
    ImportFile importing = new ImportFile(folder, DATABASE.database());

    importing.text(
        HEADER
            + "PO-1,Acme,Auckland,A,1,1,2026-12-01T00:00:00Z\n"
            + "PO-2,Acme,Auckland,A,1,1,2026-12-01T05:00:00Z\n"
            + "PO-3,Acme,elsewhere,A,1,1,2026-12-01T00:00:00Z");

    assertThat(service.get("PO-1").order().dueAt()).isEqualTo(LocalDate.of(2026, 11, 30));
    assertThat(service.get("PO-2").order().dueAt()).isEqualTo(LocalDate.of(2026, 12, 1));
    assertThat(service.get("PO-3").order().dueAt()).isEqualTo(LocalDate.of(2026, 12, 1));
  }

  private String export() throws IOException {
    StringWriter out = new StringWriter();
    new OrderExport(service).write(OrderFilter.all(), out);
    return out.toString();
  }

  private static void outletIsIn(String zone) {
    DATABASE
        .database()
        .useTransaction(
            tx ->
                tx.execute(
                    "INSERT INTO vend_outlets (id, name, time_zone, version) VALUES ('o-1',"
                        + " 'Auckland', ?, 1)",
                    zone));
  }
}
