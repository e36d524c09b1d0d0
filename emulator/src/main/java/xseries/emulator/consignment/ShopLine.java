package xseries.emulator.consignment;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/// What staff do to one line, named by SKU; values that are null stay as they are.
///
/// @param isRemoved whether the line is taken off the order
public record ShopLine(
    String sku,
    @Nullable BigDecimal count,
    @Nullable BigDecimal received,
    @Nullable BigDecimal cost,
    boolean isRemoved) {}
