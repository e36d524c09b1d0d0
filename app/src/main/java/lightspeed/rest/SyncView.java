package lightspeed.rest;

import java.time.Instant;
import java.util.List;
import lightspeed.drift.Standing;
import lightspeed.sync.SyncReport;
import org.jspecify.annotations.Nullable;

/// Where an order is on its way to Lightspeed, as programs see it.
///
/// @param operations what was done, newest first
/// @param remedy the call that is the next step; null: none is
/// @param numberTaken a warning that the store has its number already
record SyncView(
    OrderView order,
    @Nullable Instant nextAttemptAt,
    List<OperationView> operations,
    String agreement,
    @Nullable String waiting,
    @Nullable Instant waitingSince,
    @Nullable String remedy,
    @Nullable String numberTaken,
    List<ConsignmentView> consignments) {

  record ConsignmentView(String id, String role, @Nullable String status) {}

  record OperationView(
      String operation,
      String status,
      Instant createdAt,
      @Nullable Instant completedAt,
      @Nullable String errorMessage) {}

  static SyncView of(SyncReport report, Standing standing) {
    var waiting = report.waiting();
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
                        ApiWords.ofNullable(one.errorMessage())))
            .toList(),
        standing.agreement().name(),
        waiting == null ? null : waiting.kind().name(),
        waiting == null ? null : waiting.since(),
        ApiWords.ofNullable(standing.remedy()),
        ApiWords.ofNullable(report.numberTaken()),
        standing.consignments().stream()
            .map(one -> new ConsignmentView(one.id(), one.role().name(), one.status()))
            .toList());
  }
}
