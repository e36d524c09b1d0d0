package lightspeed.purchaseorder;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;
import lightspeed.catalog.CatalogStore;
import lightspeed.catalog.OutletZones;
import lightspeed.db.Database;
import org.jdbi.v3.core.Handle;

/// Imports purchase orders from a CSV file: all of it or, when a row is bad, nothing (or all but
/// the orders with bad rows, if asked). Importing the same file again changes nothing.
///
/// 1. Every row is read and checked by itself ([CheckRow]); good ones go to temporary tables
///    ([Staging]), so that a file of any length needs little memory.
/// 2. Rows become orders and lines ([StagedOrders]); what concerns several rows is checked by the
///    database ([CheckStaged]).
/// 3. Orders are compared with those that exist, and written ([ApplyStaged]); until then no row of
///    anyone else is locked.
///
/// All of it is one transaction.
///
/// **Threads:** safe.
public final class OrderImport {
  private final Database database;
  private final PublicIds publicIds;
  private final ImportWarnings importWarnings;

  public OrderImport(Database database, CatalogStore catalog, InstantSource clock) {
    this.database = database;
    this.publicIds = new PublicIds(clock);
    this.importWarnings = new ImportWarnings(catalog);
  }

  /// Imports a file, or tells what it would do.
  ///
  /// **Twice:** the same file changes nothing the second time.
  ///
  /// @throws IOException when the file cannot be opened or read; whatever is wrong with its content
  ///     is in the result
  public ImportResult run(Path file, ImportOptions options) throws IOException {
    return run(file, options, bytes -> {});
  }

  /// As [#run(Path, ImportOptions)].
  ///
  /// @param progress hears how many bytes of the file were read; starts anew when the transaction
  ///     is tried again
  public ImportResult run(Path file, ImportOptions options, LongConsumer progress)
      throws IOException {
    requirePartners(options);
    return database.inTransaction(
        handle -> {
          try {
            return new Run(handle, options, progress).of(file);
          } finally {
            Staging.drop(handle);
          }
        });
  }

  private static void requirePartners(ImportOptions options) {
    ProblemList problems = new ProblemList();
    if (options.supplier() != null) {
      addIfBad(problems, ImportColumn.SUPPLIER, options.supplier());
    }
    if (options.outlet() != null) {
      addIfBad(problems, ImportColumn.OUTLET, options.outlet());
    }
    if (problems.count() > 0) {
      throw new PurchaseOrderException.InvalidInput(
          problems.sorted().stream()
              .map(
                  problem ->
                      new PurchaseOrderException.InvalidInput.Problem(
                          String.valueOf(problem.column()), problem.reason()))
              .toList());
    }
  }

  private static void addIfBad(ProblemList problems, ImportColumn column, String value) {
    String problem = TextCells.problemOfName(value, CheckRow.MAX_NAME);
    if (problem != null) {
      problems.add(0, column.word(), problem);
    }
  }

  /// One import on one connection.
  private final class Run {
    private final Handle handle;
    private final ImportOptions options;
    private final LongConsumer progress;
    private final ProblemList problems = new ProblemList();
    private final ProblemList warnings = new ProblemList();
    private final Map<String, ZoneId> zones = new HashMap<>();
    private long rows;

    /// A row is bad and nobody can tell to which order it belongs, or there is only one: none may
    /// be imported.
    private boolean isHopeless;

    Run(Handle handle, ImportOptions options, LongConsumer progress) {
      this.handle = handle;
      this.options = options;
      this.progress = progress;
    }

    ImportResult of(Path file) throws IOException {
      Staging staging = Staging.on(handle);
      MessageDigest digest = sha256();
      Optional<ImportHeader> header;
      try (InputStream bytes =
              new DigestInputStream(
                  new CountedInput(Files.newInputStream(file), progress), digest);
          CsvRows csv = CsvRows.of(bytes)) {
        header = stage(csv, staging);
      } catch (CsvRows.Unreadable e) {
        problems.add(e.row(), null, String.valueOf(e.getMessage()));
        isHopeless = true;
        header = Optional.empty();
      }
      staging.finish();
      if (header.isEmpty()) {
        return nothing();
      }
      return compare(header.get(), fingerprint(digest));
    }

    private Optional<ImportHeader> stage(CsvRows csv, Staging staging) {
      Optional<List<String>> first = csv.next();
      if (first.isEmpty()) {
        problems.add(0, null, "The file is empty: it needs a header row and a row for each line.");
        return Optional.empty();
      }
      ImportHeader header = ImportHeader.read(csv.row(), first.get(), options, problems);
      if (problems.count() > 0) {
        return Optional.empty();
      }
      CheckRow check = new CheckRow(header, options, csv.separator(), problems, this::zone);
      for (var cells = csv.next(); cells.isPresent(); cells = csv.next()) {
        rows++;
        switch (check.check(csv.row(), cells.get())) {
          case CheckRow.Checked.Good(ImportRow row) -> staging.add(row);
          case CheckRow.Checked.Bad(var orderKey) -> {
            if (orderKey == null || !header.has(ImportColumn.PUBLIC_ID)) {
              isHopeless = true;
            } else {
              staging.addBad(orderKey, csv.row());
            }
          }
        }
      }
      if (rows == 0) {
        problems.add(0, null, "The file has a header but no rows: there is nothing to import.");
        return Optional.empty();
      }
      return Optional.of(header);
    }

    private ZoneId zone(String outlet) {
      return zones.computeIfAbsent(outlet, name -> OutletZones.of(handle, name));
    }

    private ImportResult compare(ImportHeader header, String fingerprint) {
      StagedOrders.resolveHandles(handle);
      StagedOrders.gather(handle);
      CheckStaged.withinTheFile(handle, problems);
      CheckStaged.againstTheDatabase(handle, problems);
      importWarnings.collect(handle, warnings);
      isHopeless |= !header.has(ImportColumn.PUBLIC_ID);
      if (problems.count() > 0 && (isHopeless || !options.isPartial())) {
        return nothing();
      }
      ApplyStaged apply = new ApplyStaged(handle, header, publicIds, fingerprint);
      apply.run(options.isDryRun() ? null : options.actor());
      return result(!options.isDryRun(), apply.outcomes(options.listed()));
    }

    private ImportResult nothing() {
      return result(false, new ApplyStaged.Outcomes(List.of(), Map.of()));
    }

    private ImportResult result(boolean isApplied, ApplyStaged.Outcomes orders) {
      return new ImportResult(
          isApplied,
          orders.first(),
          orders.counts(),
          rows,
          problems.count(),
          problems.sorted(),
          warnings.count(),
          warnings.sorted());
    }

    private String fingerprint(MessageDigest digest) {
      for (String given : new String[] {options.supplier(), options.outlet()}) {
        digest.update((byte) 0);
        digest.update((given == null ? "" : given).getBytes(StandardCharsets.UTF_8));
      }
      return HexFormat.of().formatHex(digest.digest());
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has SHA-256", e);
    }
  }
}
