package lightspeed.purchaseorder;

import static lightspeed.purchaseorder.ImportFile.HEADER;
import static lightspeed.purchaseorder.ImportFile.byBuyer;
import static lightspeed.purchaseorder.ImportFile.sentences;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Random;
import lightspeed.catalog.CatalogStore;
import lightspeed.db.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// Files that cannot be imported: each says in a sentence where and why, and nothing is written.
final class OrderImportBadFilesTest {
  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.migrated();
  @TempDir Path folder;

  private ImportFile importing;

  @BeforeEach
  void start() {
    importing = new ImportFile(folder, DATABASE.database());
  }

  @AfterEach
  void nothingWasWritten() {
    long orders =
        DATABASE
            .database()
            .read(
                handle ->
                    handle
                        .createQuery("SELECT COUNT(*) FROM vend_consignments")
                        .mapTo(Long.class)
                        .one());
    assertThat(orders).isZero();
  }

  @Test
  void anEmptyFileHasNothingToImport() {
    for (String empty : new String[] {"", "\uFEFF", "\n\n \r\n", ",,,\n"}) {
      assertThat(sentences(importing.text(empty)))
          .as("file <%s>", empty)
          .containsExactly("The file is empty: it needs a header row and a row for each line.");
    }
  }

  @Test
  void aHeaderAloneHasNothingToImport() {
    assertThat(sentences(importing.text(HEADER + "\n\n")))
        .containsExactly("The file has a header but no rows: there is nothing to import.");
  }

  @Test
  void aMissingFileIsTold() {
    OrderImport orderImport =
        new OrderImport(DATABASE.database(), new CatalogStore(), ImportFile.CLOCK);

    assertThatThrownBy(() -> orderImport.run(folder.resolve("none.csv"), byBuyer()))
        .isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void anotherEncodingIsToldWithLineAndByte() {
    byte[] latin =
        (HEADER + "\nPO-1,M\u00fcller,Main,A,1,1\n").getBytes(StandardCharsets.ISO_8859_1);
    byte[] windows =
        (HEADER + "\nPO-1,A\u20ac,Main,A,1,1").getBytes(Charset.forName("windows-1252"));

    assertThat(sentences(importing.bytes(byBuyer(), latin)))
        .containsExactly(
            "The file is not UTF-8: line 2, byte 56 of the file is FC. Save it as \"CSV UTF-8\".");
    assertThat(sentences(importing.bytes(byBuyer(), windows)))
        .containsExactly(
            "The file is not UTF-8: line 2, byte 56 of the file is 80. Save it as \"CSV UTF-8\".");
  }

  @Test
  void aBadByteFarBehindTheHeaderIsToldWithLineAndByte() throws Exception {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.write((HEADER + "\n").getBytes(StandardCharsets.UTF_8));
    for (int i = 0; i < 10_000; i++) {
      file.write("PO-1,Acme,Main,\u00c4%d,1,1\n".formatted(i).getBytes(StandardCharsets.UTF_8));
    }
    int before = file.size();
    file.write(0xC3);
    file.write('\n');

    assertThat(sentences(importing.bytes(byBuyer(), file.toByteArray())))
        .containsExactly(
            "The file is not UTF-8: line 10002, byte %d of the file is C3. Save it as \"CSV UTF-8\"."
                .formatted(before + 1));
  }

  @Test
  void otherKindsOfFilesAreRecognised() {
    assertThat(sentences(importing.bytes(byBuyer(), HEADER.getBytes(StandardCharsets.UTF_16))))
        .containsExactly("The file is UTF-16, not UTF-8. Save it as \"CSV UTF-8\".");
    assertThat(sentences(importing.bytes(byBuyer(), new byte[] {'P', 'K', 3, 4, 20, 0})))
        .containsExactly(
            "The file is a workbook or an archive, not a CSV file. Save it as \"CSV UTF-8\".");
  }

  @Test
  void everythingWrongWithTheHeaderIsToldAtOnce() {
    assertThat(
            sentences(
                importing.text(
                    "public_id,suplier,SKU,sku,qty,colour,unit-cost,supply_price\n1,2,3,4,5,6,7,8")))
        .containsExactly(
            "row 1, suplier: is not a column of an import file: did you mean supplier?",
            "row 1, sku: is there twice: keep one of the two columns",
            "row 1, qty: is not a column of an import file: remove it; there are public_id, id,"
                + " supplier, outlet, sku, handle, quantity, unit_cost, supply_price, due_at,"
                + " supplier_invoice, notes, name",
            "row 1, colour: is not a column of an import file: remove it; there are public_id, id,"
                + " supplier, outlet, sku, handle, quantity, unit_cost, supply_price, due_at,"
                + " supplier_invoice, notes, name",
            "row 1, supply_price: is there twice: keep one of the two columns",
            "row 1, quantity: is missing: the file needs this column",
            "row 1, supplier: is missing: add the column, or give --supplier for the whole file",
            "row 1, outlet: is missing: add the column, or give --outlet for the whole file");
  }

  @Test
  void aSupplierGivenTwiceIsRefused() {
    ImportOptions options = byBuyer().forSupplierAndOutlet("Acme", null);

    assertThat(sentences(importing.rows(options, "PO-1,Acme,Main,A,1,1")))
        .containsExactly(
            "row 1, supplier: is in the file, and --supplier was given, too: remove one of the two");
  }

  @Test
  void aBadSupplierOptionIsRefused() {
    assertThatThrownBy(() -> importing.text(byBuyer().forSupplierAndOutlet("=1+1", ""), "sku\n"))
        .isInstanceOf(PurchaseOrderException.InvalidInput.class)
        .hasMessage(
            "supplier: \"=1+1\" looks like a formula: write the text without the leading =\n"
                + "outlet: is empty");
  }

  @Test
  void cellsThatLookLikeFormulasAreRefusedWhereOthersLookThemUp() {
    assertThat(
            sentences(
                importing.text(
                    HEADER
                        + ",id,notes,supplier_invoice\n"
                        + "=1+1,@SUM(A1),+cmd|' /C calc'!A0,=A1,1,1,@id,=1+1,+5\n")))
        .containsExactly(
            "row 2, public_id: \"=1+1\" looks like a formula: write the text without the leading =",
            "row 2, id: \"@id\" looks like a formula: write the text without the leading @",
            "row 2, supplier: \"@SUM(A1)\" looks like a formula: write the text without the leading"
                + " @",
            "row 2, outlet: \"+cmd|' /C calc'!A0\" looks like a formula: write the text without the"
                + " leading +",
            "row 2, sku: \"=A1\" looks like a formula: write the text without the leading =",
            "row 2, supplier_invoice: \"+5\" looks like a formula: write the text without the leading"
                + " +");
  }

  @Test
  void orderNumbersHaveOnlyCharactersThatStandAnywhere() {
    assertThat(
            sentences(
                importing.rows(
                    "PO 1,Acme,Main,A,1,1",
                    "-PO,Acme,Main,A,1,1",
                    "PO;DROP,Acme,Main,A,1,1",
                    "PÖ-1,Acme,Main,A,1,1",
                    "P".repeat(65) + ",Acme,Main,A,1,1")))
        .allSatisfy(sentence -> assertThat(sentence).contains("public_id: "))
        .hasSize(5)
        .first()
        .isEqualTo(
            "row 2, public_id: \"PO 1\" has characters that an order number cannot have: use letters"
                + " a to z, digits and - _ . / #, not starting with -");
  }

  @Test
  void invisibleCharactersAreMadeVisible() {
    assertThat(
            sentences(
                importing.rows(
                    "PO-1,Ac\u0000me,Main,A,1,1",
                    "PO-1,Acme,Main,A\u200BB,1,1",
                    "PO-1,Acme,Main,A,1\u0007,1")))
        .containsExactly(
            "row 2, supplier: has the invisible character U+0000 at position 3: remove it",
            "row 3, sku: has the invisible character U+200B at position 2: remove it",
            "row 4, quantity: \"1\\u0007\" is not a number: write digits and a point, such as 1000 or"
                + " 1000.5");
  }

  @Test
  void tooLongCellsAreRefused() {
    assertThat(
            sentences(
                importing.text(
                    HEADER
                        + ",notes,name\nPO-1,%s,Main,%s,1,1,%s,%s"
                            .formatted(
                                "s".repeat(256),
                                "k".repeat(300),
                                "\uD83D\uDE00".repeat(2001),
                                "n".repeat(513)))))
        .containsExactlyInAnyOrder(
            "row 2, supplier: has 256 characters, at most 255 fit",
            "row 2, sku: has 300 characters, at most 255 fit",
            "row 2, notes: has 2001 characters, at most 2000 fit",
            "row 2, name: has 513 characters, at most 512 fit");
  }

  @Test
  void rowsWithTooManyOrTooFewCellsAreRefused() {
    assertThat(
            sentences(
                importing.rows(
                    "PO-1,Acme,Main,A,1", "PO-1,Acme,Main,A,1,1,50", "PO-1,Acme,Main,A,1,1")))
        .containsExactly(
            "row 2: the row has 5 cells, the header has 6: is a separator missing or not in"
                + " quotation marks?",
            "row 3: the row has 7 cells, the header has 6: is a separator missing or not in"
                + " quotation marks?");
  }

  @Test
  void aCellWithoutColumnNameIsRefused() {
    assertThat(
            sentences(importing.text(HEADER + ",\nPO-1,Acme,Main,A,1,1,\nPO-1,Acme,Main,B,1,1,x")))
        .containsExactly("row 3: cell 7 has no column name above it");
  }

  @Test
  void aSecondHeaderIsRefused() {
    assertThat(
            sentences(
                importing.rows(
                    "PO-1,Acme,Main,A,1,1", "Public_ID,supplier,OUTLET,sku,quantity,supply_price")))
        .containsExactly("row 3: this row repeats the header: remove it");
  }

  @Test
  void unbalancedQuotationMarksAreToldWithTheirRow() {
    assertThat(sentences(importing.rows("PO-1,Acme,Main,A,1,1", "PO-1,\"Acme,Main,B,1,1", "x")))
        .singleElement()
        .asString()
        .startsWith(
            "row 3: from here on the file cannot be read as CSV: is a quotation mark missing");
    assertThat(sentences(importing.rows("PO-1,\"Ac\"me,Main,B,1,1")))
        .singleElement()
        .asString()
        .startsWith("row 2: from here on the file cannot be read as CSV");
    assertThat(sentences(importing.rows("PO-1,\"Ac", "x\n".repeat(200_000))))
        .singleElement()
        .asString()
        .startsWith("row 2: from here on the file cannot be read as CSV");
  }

  @Test
  void everyBadCellOfARowIsToldAtOnce() {
    assertThat(sentences(importing.text(HEADER + ",due_at\n,,,,,,soon")))
        .containsExactly(
            "row 2, public_id: is empty",
            "row 2, supplier: is empty",
            "row 2, outlet: is empty",
            "row 2, quantity: is empty",
            "row 2, unit_cost: is empty",
            "row 2, due_at: \"soon\" is not a date: write year-month-day such as 2026-03-01");
    assertThat(sentences(importing.rows("PO-1,Acme,Main,,1,1")))
        .containsExactly("row 2, sku: is empty");
  }

  @Test
  void allProblemsAreCountedButOnlyTheFirstAreKept() {
    String[] rows = new String[3000];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = "PO-1,Acme,Main,A" + i + ",0,1";
    }

    ImportResult result = importing.rows(rows);

    assertThat(result.problemCount()).isEqualTo(3000);
    assertThat(result.problems()).hasSize(ProblemList.KEPT);
    assertThat(result.problems().getFirst().row()).isEqualTo(2);
  }

  @Test
  void randomBytesNeverDoMoreThanBeRefused() {
    long seed = System.nanoTime();
    System.out.println("seed=" + seed);
    Random random = new Random(seed);
    String alphabet = "\",;\t\n\r=@+-0159.eE\u0000 Aé☂PO-1,Acme,Main";
    for (int round = 0; round < 60; round++) {
      StringBuilder text = new StringBuilder(random.nextBoolean() ? HEADER + "\n" : "");
      for (int i = random.nextInt(200); i > 0; i--) {
        text.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
      if (bytes.length > 0 && random.nextInt(4) == 0) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }

      ImportResult result = importing.bytes(byBuyer().dryRun(true), bytes);

      assertThat(result.hasProblems() || !result.orders().isEmpty())
          .as("seed %d round %d", seed, round)
          .isTrue();
    }
  }
}
