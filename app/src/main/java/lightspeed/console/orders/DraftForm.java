package lightspeed.console.orders;

import io.javalin.http.Context;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import lightspeed.console.Asked;
import lightspeed.console.Show;
import lightspeed.purchaseorder.OrderDraft;
import lightspeed.purchaseorder.OrderWithLines;
import lightspeed.purchaseorder.PurchaseOrderException.InvalidInput;
import org.jspecify.annotations.Nullable;

/// A draft as a form has it: every field as the person typed it, so that nothing is lost when
/// something is wrong.
///
/// @param publicId empty: the next free number
/// @param dueAt a day, or empty
/// @param lockVersion of the order when the form was made, to notice when others changed it; empty
///     for a new one
public record DraftForm(
    String publicId,
    String supplier,
    String outlet,
    String supplierInvoice,
    String notes,
    String dueAt,
    String lockVersion,
    List<Line> lines) {
  /// A form of more lines would be larger than the server takes; files are for those.
  public static final int MOST_LINES = 200;

  private static final int SPARE_LINES = 5;

  public DraftForm {
    lines = List.copyOf(lines);
  }

  /// One row of the form.
  public record Line(String sku, String name, String quantity, String unitCost) {
    static final Line EMPTY = new Line("", "", "", "");

    boolean isEmpty() {
      return sku.isEmpty() && name.isEmpty() && quantity.isEmpty() && unitCost.isEmpty();
    }
  }

  static DraftForm empty() {
    return new DraftForm("", "", "", "", "", "", "", List.of()).withSpareLines();
  }

  static DraftForm of(OrderWithLines found) {
    var order = found.order();
    return new DraftForm(
            order.publicId(),
            order.supplier(),
            order.outlet(),
            text(order.supplierInvoice()),
            text(order.notes()),
            Show.day(order.dueAt()),
            Integer.toString(order.lockVersion()),
            found.lines().stream()
                .map(
                    line ->
                        new Line(
                            line.sku(),
                            text(line.name()),
                            Show.number(line.quantity()),
                            Show.number(line.unitCost())))
                .toList())
        .withSpareLines();
  }

  static DraftForm of(Context ctx) {
    var skus = Asked.fields(ctx, "sku");
    var names = Asked.fields(ctx, "name");
    var quantities = Asked.fields(ctx, "quantity");
    var costs = Asked.fields(ctx, "cost");
    List<Line> lines = new ArrayList<>();
    for (int row = 0; row < Math.min(skus.size(), MOST_LINES); row++) {
      var line =
          new Line(cell(skus, row), cell(names, row), cell(quantities, row), cell(costs, row));
      if (!line.isEmpty()) {
        lines.add(line);
      }
    }
    return new DraftForm(
        Asked.field(ctx, "public_id"),
        Asked.field(ctx, "supplier"),
        Asked.field(ctx, "outlet"),
        Asked.field(ctx, "supplier_invoice"),
        Asked.field(ctx, "notes"),
        Asked.field(ctx, "due_at"),
        Asked.field(ctx, "lock_version"),
        lines);
  }

  /// With a few rows to type into.
  DraftForm withSpareLines() {
    List<Line> more = new ArrayList<>(lines);
    for (int n = 0; n < SPARE_LINES && more.size() < MOST_LINES; n++) {
      more.add(Line.EMPTY);
    }
    return new DraftForm(
        publicId, supplier, outlet, supplierInvoice, notes, dueAt, lockVersion, more);
  }

  /// What the form says.
  ///
  /// @throws InvalidInput when a number or the date cannot be read; with all that is wrong
  OrderDraft draft() {
    List<InvalidInput.Problem> problems = new ArrayList<>();
    List<OrderDraft.Line> read = new ArrayList<>();
    for (int row = 0; row < lines.size(); row++) {
      var line = lines.get(row);
      var place = "lines[" + (row + 1) + "].";
      read.add(
          new OrderDraft.Line(
              line.sku(),
              orNull(line.name()),
              number(line.quantity(), place + "quantity", problems),
              number(line.unitCost(), place + "unit_cost", problems)));
    }
    var due = due(problems);
    var draft = new OrderDraft(supplier, outlet, orNull(supplierInvoice), orNull(notes), due, read);
    if (!problems.isEmpty()) {
      problems.addAll(draft.problems());
      throw new InvalidInput(problems);
    }
    return draft;
  }

  /// Which version of the order the form showed.
  ///
  /// @throws InvalidInput when it does not say
  Integer seenVersion() {
    if (!lockVersion.matches("[0-9]{1,9}")) {
      throw new InvalidInput("lock_version", "is missing; open the form again");
    }
    return Integer.valueOf(lockVersion);
  }

  private @Nullable LocalDate due(List<InvalidInput.Problem> problems) {
    try {
      return dueAt.isEmpty() ? null : LocalDate.parse(dueAt);
    } catch (DateTimeParseException _) {
      problems.add(
          new InvalidInput.Problem("due_at", "is not a date; write year-month-day: 2026-03-01"));
      return null;
    }
  }

  private static BigDecimal number(String text, String field, List<InvalidInput.Problem> problems) {
    if (!text.matches("-?[0-9]{1,20}(\\.[0-9]{1,10})?")) {
      problems.add(
          new InvalidInput.Problem(
              field, text.isEmpty() ? "is empty" : "is not a number; write it like 1234.50"));
      return BigDecimal.ONE;
    }
    return new BigDecimal(text);
  }

  private static String cell(List<String> column, int row) {
    return row < column.size() ? column.get(row).strip() : "";
  }

  private static String text(@Nullable String value) {
    return value == null ? "" : value;
  }

  private static @Nullable String orNull(String text) {
    return text.isEmpty() ? null : text;
  }
}
