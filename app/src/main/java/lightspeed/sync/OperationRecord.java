package lightspeed.sync;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One row of an order's history, as people see it.
public record OperationRecord(
    String operation,
    String status,
    Instant createdAt,
    @Nullable Instant completedAt,
    @Nullable String errorMessage) {}
