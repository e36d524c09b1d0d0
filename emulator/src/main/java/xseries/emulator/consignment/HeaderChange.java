package xseries.emulator.consignment;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import xseries.emulator.json.BadField;
import xseries.emulator.json.Fields;

/// What a client writes into the head of a consignment; fields that are not given stay as they are.
public final class HeaderChange {
  private final Fields fields;

  public HeaderChange(Fields fields) {
    this.fields = fields;
  }

  boolean has(String name) {
    return fields.hasValue(name);
  }

  @Nullable Type type() {
    return constant(Type.class, "type");
  }

  @Nullable Status status() {
    return constant(Status.class, "status");
  }

  @Nullable String outletId() {
    return fields.text("outlet_id");
  }

  @Nullable String name() {
    return fields.text("name");
  }

  /// The fields over what was there before.
  Consignment.Header over(Consignment.Header old) {
    String outletId = fields.text("outlet_id");
    String name = fields.text("name");
    return new Consignment.Header(
        outletId == null ? old.outletId() : outletId,
        name == null ? old.name() : name,
        fields.has("reference") ? fields.text("reference") : old.reference(),
        fields.has("supplier_invoice") ? fields.text("supplier_invoice") : old.supplierInvoice(),
        fields.has("supplier_id") ? fields.text("supplier_id") : old.supplierId(),
        fields.has("source_outlet_id") ? fields.text("source_outlet_id") : old.sourceOutletId(),
        fields.has("due_at") ? fields.time("due_at") : old.dueAt(),
        fields.hasValue("consignment_date") ? date() : old.consignmentDate(),
        fields.hasValue("show_inactive")
            ? Boolean.TRUE.equals(fields.bool("show_inactive"))
            : old.showInactive());
  }

  private Instant date() {
    Instant date = fields.time("consignment_date");
    if (date == null) {
      throw new BadField("consignment_date", "must be a date and time");
    }
    return date;
  }

  private <E extends Enum<E>> @Nullable E constant(Class<E> type, String name) {
    String text = fields.text(name);
    if (text == null) {
      return null;
    }
    try {
      return Enum.valueOf(type, text.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new Refusal(Refusal.Why.RULE, name + " " + text + " is not known", e);
    }
  }
}
