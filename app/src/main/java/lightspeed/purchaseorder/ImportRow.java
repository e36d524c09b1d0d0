package lightspeed.purchaseorder;

import java.math.BigDecimal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/// A row of an import file in which every cell is good by itself.
///
/// @param orderKey which order it belongs to: the public id, or "" when the file has none
/// @param id the order's own id, null when not given
/// @param sku null when only the handle is given
record ImportRow(
    long row,
    String orderKey,
    @Nullable String id,
    String supplier,
    String outlet,
    @Nullable String sku,
    @Nullable String handle,
    @Nullable String name,
    BigDecimal quantity,
    BigDecimal unitCost,
    @Nullable LocalDate dueAt,
    @Nullable String supplierInvoice,
    @Nullable String notes) {}
