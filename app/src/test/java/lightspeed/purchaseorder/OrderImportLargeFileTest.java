package lightspeed.purchaseorder;

import static lightspeed.purchaseorder.ImportFile.byBuyer;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedWriter;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import lightspeed.db.TestDatabase;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// Long files: what the import keeps in memory must not grow with them.
@Tag("slow")
final class OrderImportLargeFileTest {
  private static final int ROWS = 100_000;

  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.migrated();
  @TempDir Path folder;

  @Test
  void anOrderOfHundredThousandLinesIsImportedAndRecognised() throws IOException {
    Path file = file(row -> "PO-BIG,Acme,Main,SKU-%d,%d,1.25".formatted(row, 1 + row % 9));
    ImportFile importing = new ImportFile(folder, DATABASE.database());

    ImportResult first = importing.file(byBuyer(), file);
    ImportResult second = importing.file(byBuyer(), file);

    assertThat(first.orders()).hasSize(1);
    assertThat(first.orders().getFirst().outcome()).isEqualTo(ImportedOrder.Outcome.CREATED);
    assertThat(first.orders().getFirst().lines()).isEqualTo(ROWS);
    assertThat(second.orders().getFirst().outcome()).isEqualTo(ImportedOrder.Outcome.UNCHANGED);
    assertThat(lineCount()).isEqualTo(ROWS);
  }

  @Test
  void manyOrdersAreImportedTogether() throws IOException {
    Path file = file(row -> "PO-%d,Acme,Main,SKU-%d,1,1.25".formatted(row % 5_000, row / 5_000));

    ImportResult result = new ImportFile(folder, DATABASE.database()).file(byBuyer(), file);

    assertThat(result.count(ImportedOrder.Outcome.CREATED)).isEqualTo(5_000);
    assertThat(lineCount()).isEqualTo(ROWS);
  }

  @Test
  void whatIsKeptDoesNotGrowWithTheNumberOfBadRows() throws IOException {
    Path file = file(row -> "PO-%d,Acme,Main,SKU-%d,0,x".formatted(row, row));

    ImportResult result = new ImportFile(folder, DATABASE.database()).file(byBuyer(), file);

    assertThat(result.problemCount()).isEqualTo(2 * ROWS);
    assertThat(result.problems()).hasSize(ProblemList.KEPT);
  }

  /// A list that is handed from the reader to the database a batch at a time.
  @Test
  void rowsWaitInBatchesOnTheirWayToTheDatabase() {
    DATABASE
        .database()
        .useTransaction(
            handle -> {
              Staging staging = Staging.on(handle);
              for (int row = 1; row <= 3 * Staging.BATCH_ROWS + 1; row++) {
                staging.add(aRow(row));
                staging.addBad("PO-" + row, row);

                int inMemory = row % Staging.BATCH_ROWS;
                assertThat(stagedIn(handle, "import_rows")).isEqualTo(row - inMemory);
                assertThat(stagedIn(handle, "import_bad")).isEqualTo(row - inMemory);
              }
              staging.finish();
              assertThat(stagedIn(handle, "import_rows")).isEqualTo(3 * Staging.BATCH_ROWS + 1);
              Staging.drop(handle);
            });
  }

  private static ImportRow aRow(long row) {
    return new ImportRow(
        row,
        "PO-1",
        null,
        "Acme",
        "Main",
        "SKU-" + row,
        null,
        null,
        BigDecimal.ONE,
        BigDecimal.ONE,
        null,
        null,
        null);
  }

  private static long stagedIn(Handle handle, String table) {
    return handle.createQuery("SELECT COUNT(*) FROM " + table).mapTo(Long.class).one();
  }

  private interface Row {
    String text(int row);
  }

  private Path file(Row row) throws IOException {
    return file(ROWS, row);
  }

  private Path file(int rows, Row row) throws IOException {
    Path file = folder.resolve(rows + ".csv");
    try (BufferedWriter writer = Files.newBufferedWriter(file)) {
      writer.write(ImportFile.HEADER + "\n");
      for (int i = 0; i < rows; i++) {
        writer.write(row.text(i) + "\n");
      }
    }
    return file;
  }

  private static long lineCount() {
    return DATABASE
        .database()
        .read(
            handle ->
                handle
                    .createQuery("SELECT COUNT(*) FROM vend_consignment_line_items")
                    .mapTo(Long.class)
                    .one());
  }
}
