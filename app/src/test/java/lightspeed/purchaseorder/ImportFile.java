package lightspeed.purchaseorder;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import lightspeed.catalog.CatalogStore;
import lightspeed.db.Database;

/// Writes small import files and imports them.
final class ImportFile {
  static final String HEADER = "public_id,supplier,outlet,sku,quantity,unit_cost";
  static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2026-03-04T05:06:07.123456Z"));

  private final Path folder;
  private final Database database;

  ImportFile(Path folder, Database database) {
    this.folder = folder;
    this.database = database;
  }

  static ImportOptions byBuyer() {
    return ImportOptions.by("buyer");
  }

  /// Imports rows under [#HEADER].
  ImportResult rows(String... rows) {
    return rows(byBuyer(), rows);
  }

  ImportResult rows(ImportOptions options, String... rows) {
    return text(
        options, String.join("\n", Stream.concat(Stream.of(HEADER), Stream.of(rows)).toList()));
  }

  ImportResult text(String text) {
    return text(byBuyer(), text);
  }

  ImportResult text(ImportOptions options, String text) {
    return bytes(options, text.getBytes(StandardCharsets.UTF_8));
  }

  ImportResult bytes(ImportOptions options, byte[] bytes) {
    try {
      Path file = Files.write(folder.resolve("orders.csv"), bytes);
      return file(options, file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  ImportResult file(ImportOptions options, Path file) {
    try {
      return new OrderImport(database, new CatalogStore(), CLOCK).run(file, options);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<String> sentences(ImportResult result) {
    return result.problems().stream().map(ImportProblem::sentence).toList();
  }

  static List<String> warnings(ImportResult result) {
    return result.warnings().stream().map(ImportProblem::sentence).toList();
  }
}
