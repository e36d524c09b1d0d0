package xseries.emulator.catalog;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;
import xseries.emulator.json.Wire;
import xseries.emulator.store.Row;

/// A till. Their number sets the rate limit.
public record Register(
    String id, String name, String outletId, int number, @Nullable Instant deletedAt, long version)
    implements Row {

  ObjectNode toJson(boolean printsNulls) {
    return new Wire(printsNulls)
        .text("id", id)
        .text("name", name)
        .text("outlet_id", outletId)
        .whole("ask_for_note_on_save", 1)
        .flag("print_note_on_receipt", false)
        .flag("ask_for_user_on_sale", false)
        .flag("show_discounts_on_receipts", true)
        .flag("print_receipt", true)
        .flag("email_receipt", false)
        .text("invoice_prefix", "R" + number + "-")
        .text("invoice_suffix", "")
        .whole("invoice_sequence", 1)
        .flag("is_open", true)
        .flag("is_quick_keys_enabled", true)
        .text("button_layout_id", part("1"))
        .text("receipt_template_id", part("2"))
        .text("register_open_time", "2024-02-01T08:00:00+00:00")
        .absent("register_close_time")
        .text("register_open_sequence_id", part("3"))
        .text("cash_managed_payment_type_id", part("4"))
        .time("deleted_at", deletedAt)
        .whole("version", version)
        .node();
  }

  /// In the form of 0.9, which has text for flags and no version.
  ObjectNode toOldJson() {
    return new Wire(true)
        .text("id", id)
        .text("name", name)
        .text("outlet_id", outletId)
        .text("button_layout_id", part("1"))
        .text("print_receipt", "1")
        .text("email_receipt", "0")
        .text("ask_for_note_on_save", "1")
        .text("print_note_on_receipt", "0")
        .text("ask_for_user_on_sale", "0")
        .text("show_discounts_on_receipt", "1")
        .text("receipt_header", "")
        .text("receipt_barcoded", "0")
        .text("receipt_footer", "")
        .text("receipt_style_class", "")
        .text("invoice_prefix", "R" + number + "-")
        .text("invoice_suffix", "")
        .whole("invoice_sequence", 1)
        .text("register_open_count_sequence", "1")
        .text("register_open_sequence_id", part("3"))
        .text("register_open_time", "2024-02-01 08:00:00")
        .text("register_close_time", "")
        .text("cash_managed_payment_type_id", part("4"))
        .flag("is_quick_keys_enabled", true)
        .text("quick_key_template_id", part("5"))
        .node();
  }

  /// The id of something that belongs to this register.
  private String part(String digit) {
    return digit + id.substring(1);
  }
}
