package lightspeed.purchaseorder;

import de.siegmar.fastcsv.writer.CsvWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Writes orders as the CSV that [OrderImport] reads: importing an export changes nothing.
///
/// Orders are read page by page, each as it is at that moment, so that any number needs little
/// memory.
///
/// **Threads:** safe.
public final class OrderExport {
  private static final int PAGE = 200;

  private static final ImportColumn[] COLUMNS = {
    ImportColumn.PUBLIC_ID,
    ImportColumn.ID,
    ImportColumn.SUPPLIER,
    ImportColumn.OUTLET,
    ImportColumn.SKU,
    ImportColumn.QUANTITY,
    ImportColumn.UNIT_COST,
    ImportColumn.DUE_AT,
    ImportColumn.SUPPLIER_INVOICE,
    ImportColumn.NOTES,
    ImportColumn.NAME
  };

  private final PurchaseOrderService orders;

  public OrderExport(PurchaseOrderService orders) {
    this.orders = orders;
  }

  /// How much was written.
  ///
  /// @param orders those with at least one line
  public record Written(long orders, long lines) {}

  /// Takes one order after the other.
  @FunctionalInterface
  public interface Receiver {
    /// Returns whether it wants more.
    boolean accept(OrderWithLines order) throws IOException;
  }

  /// Hands over every order that passes the filter, newest first.
  public void forEach(OrderFilter filter, Receiver receiver) throws IOException {
    OrderPage.@Nullable Position after = null;
    do {
      OrderPage page = orders.list(filter, after, PAGE);
      for (PurchaseOrder order : page.orders()) {
        if (!receiver.accept(new OrderWithLines(order, orders.lines(order.id())))) {
          return;
        }
      }
      after = page.next();
    } while (after != null);
  }

  /// Writes a header and a row for each line. An order without lines has no row.
  ///
  /// @param out is flushed, not closed
  /// @throws IOException when `out` takes no more; what was written until then is there
  public Written write(OrderFilter filter, Writer out) throws IOException {
    try {
      return writeRows(filter, out);
    } catch (UncheckedIOException e) {
      // FastCSV wraps what the writer throws.
      throw Objects.requireNonNull(e.getCause());
    }
  }

  private Written writeRows(OrderFilter filter, Writer out) throws IOException {
    CsvWriter csv = CsvWriter.builder().build(out);
    csv.writeRecord(Stream.of(COLUMNS).map(ImportColumn::word).toArray(String[]::new));
    long[] counts = {0, 0};
    forEach(
        filter,
        found -> {
          for (LineItem line : found.lines()) {
            csv.writeRecord(cells(found.order(), line));
          }
          counts[0] += found.lines().isEmpty() ? 0 : 1;
          counts[1] += found.lines().size();
          return true;
        });
    csv.flush();
    return new Written(counts[0], counts[1]);
  }

  private static String[] cells(PurchaseOrder order, LineItem line) {
    return Stream.of(
            order.publicId(),
            order.id().value(),
            order.supplier(),
            order.outlet(),
            line.sku(),
            plain(line.quantity()),
            plain(line.unitCost()),
            order.dueAt() == null ? "" : order.dueAt().toString(),
            text(order.supplierInvoice()),
            text(order.notes()),
            text(line.name()))
        .map(TextCells::guarded)
        .toArray(String[]::new);
  }

  private static String plain(BigDecimal number) {
    return number.stripTrailingZeros().toPlainString();
  }

  private static String text(@Nullable String value) {
    return value == null ? "" : value;
  }
}
