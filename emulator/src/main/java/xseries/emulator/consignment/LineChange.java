package xseries.emulator.consignment;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/// What a client asks for one product; a value that was not given is null.
public record LineChange(
    String productId,
    @Nullable BigDecimal count,
    @Nullable BigDecimal received,
    @Nullable BigDecimal cost) {}
