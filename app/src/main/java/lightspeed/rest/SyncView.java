package lightspeed.rest;

import java.time.Instant;
import java.util.List;
import lightspeed.sync.SyncReport;
import org.jspecify.annotations.Nullable;

/// Where an order is on its way to Lightspeed, as programs see it.
///
/// @param operations what was done, newest first
record SyncView(OrderView order, @Nullable Instant nextAttemptAt, List<OperationView> operations) {

  record OperationView(
      String operation,
      String status,
      Instant createdAt,
      @Nullable Instant completedAt,
      @Nullable String errorMessage) {}

  static SyncView of(SyncReport report) {
    return new SyncView(
        OrderView.of(report.order()),
        report.nextAttemptAt(),
        report.operations().stream()
            .map(
                one ->
                    new OperationView(
                        one.operation(),
                        one.status(),
                        one.createdAt(),
                        one.completedAt(),
                        one.errorMessage()))
            .toList());
  }
}
