package lightspeed.rest;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import lightspeed.purchaseorder.DueDates;
import lightspeed.purchaseorder.OrderDraft;
import org.jspecify.annotations.Nullable;

/// An order as programs send it; every member may be missing until it is checked.
///
/// @param clientId for a new order: under which it is made once
/// @param publicId for a new order: its number; null: the next free one
record OrderBody(
    @Nullable String clientId,
    @Nullable String publicId,
    @Nullable String supplier,
    @Nullable String outlet,
    @Nullable String supplierInvoice,
    @Nullable String notes,
    @Nullable String dueAt,
    @Nullable List<@Nullable Line> lines) {
  /// More digits than any number that we take.
  private static final int MAX_DIGITS = 40;

  private static final String MISSING = "is missing";

  /// One line as programs send it.
  record Line(
      @Nullable String sku,
      @Nullable String name,
      @Nullable BigDecimal quantity,
      @Nullable BigDecimal unitCost) {}

  /// The draft that it asks for; whether it can be one is for the service to say.
  ///
  /// @param zones of outlets: a due date may come as a moment
  /// @throws Refused when something is missing or no number or date
  OrderDraft draft(Function<String, ZoneId> zones) {
    var errors = new FieldErrors();
    require(supplier, "supplier", errors);
    require(outlet, "outlet", errors);
    var draftLines = draftLines(errors);
    var due = due(zones, errors);
    if (!errors.isEmpty()) {
      throw new Refused(errors.problem("The order cannot be taken like this."));
    }
    return new OrderDraft(
        Objects.requireNonNull(supplier),
        Objects.requireNonNull(outlet),
        supplierInvoice,
        notes,
        due,
        draftLines);
  }

  private List<OrderDraft.Line> draftLines(FieldErrors errors) {
    var result = new ArrayList<OrderDraft.Line>();
    if (lines == null) {
      errors.add("lines", MISSING);
      return result;
    }
    var tooMany = OrderDraft.problemOfLines(lines.size());
    if (tooMany != null) {
      errors.add("lines", tooMany);
    }
    for (int i = 0; i < lines.size(); i++) {
      var place = "lines[" + (i + 1) + "]";
      var line = lines.get(i);
      if (line == null) {
        errors.add(place, MISSING);
        continue;
      }
      require(line.sku(), place + ".sku", errors);
      requireNumber(line.quantity(), place + ".quantity", errors);
      requireNumber(line.unitCost(), place + ".unit_cost", errors);
      if (line.sku() != null && line.quantity() != null && line.unitCost() != null) {
        result.add(new OrderDraft.Line(line.sku(), line.name(), line.quantity(), line.unitCost()));
      }
    }
    return result;
  }

  private @Nullable LocalDate due(Function<String, ZoneId> zones, FieldErrors errors) {
    if (dueAt == null) {
      return null;
    }
    return switch (DueDates.read(
        dueAt, () -> zones.apply(Objects.requireNonNullElse(outlet, "")))) {
      case DueDates.Read.Day(var day) -> day;
      case DueDates.Read.Problem(var reason) -> {
        errors.add("due_at", reason);
        yield null;
      }
    };
  }

  private static void require(@Nullable Object value, String field, FieldErrors errors) {
    if (value == null) {
      errors.add(field, MISSING);
    }
  }

  /// A number such as 1e999999999 costs seconds and memory as soon as somebody writes it out.
  private static void requireNumber(@Nullable BigDecimal value, String field, FieldErrors errors) {
    require(value, field, errors);
    if (value != null
        && (Math.abs((long) value.scale()) > MAX_DIGITS || value.precision() > MAX_DIGITS)) {
      errors.add(field, "has too many digits");
    }
  }
}
