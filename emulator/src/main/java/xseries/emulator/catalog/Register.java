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
        .absent("receipt_template_id")
        .absent("register_open_time")
        .time("deleted_at", deletedAt)
        .whole("version", version)
        .node();
  }
}
