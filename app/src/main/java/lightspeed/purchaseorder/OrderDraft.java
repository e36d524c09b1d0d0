package lightspeed.purchaseorder;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a buyer writes into an order, before anything is known of Lightspeed.
///
/// @param supplier Lightspeed's id or exact name
/// @param outlet Lightspeed's id or exact name
public record OrderDraft(
    String supplier,
    String outlet,
    @Nullable String supplierInvoice,
    @Nullable String notes,
    @Nullable LocalDate dueAt,
    List<Line> lines) {
  /// As many as an import was ever tried with; an order of a program is smaller, because its body
  // is.
  public static final int MOST_LINES = 100_000;

  /// What is wrong with so many lines; null when nothing is.
  public static @Nullable String problemOfLines(int lines) {
    return lines <= MOST_LINES
        ? null
        : "an order has at most " + MOST_LINES + " lines, this one has " + lines;
  }

  public OrderDraft {
    lines = List.copyOf(lines);
  }

  /// All that is wrong with it; empty when it can be saved. Whether Lightspeed knows what it names
  /// is not asked.
  public List<PurchaseOrderException.InvalidInput.Problem> problems() {
    return CheckDraft.problems(null, this);
  }

  /// One line; lines are numbered from 1 in the order given.
  ///
  /// @param quantity a whole number from 1 to 1,000,000
  /// @param unitCost without tax, from 0 to 10,000,000 with at most 5 decimals
  public record Line(String sku, @Nullable String name, BigDecimal quantity, BigDecimal unitCost) {}
}
