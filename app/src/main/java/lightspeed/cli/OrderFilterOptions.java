package lightspeed.cli;

import java.time.Instant;
import lightspeed.purchaseorder.OrderFilter;
import lightspeed.purchaseorder.OrderState;
import lightspeed.purchaseorder.SyncStatus;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Which orders a command is about, for every command that takes many.
final class OrderFilterOptions {
  @Parameters(
      arity = "0..1",
      paramLabel = "<text>",
      description = {
        "How a number begins, or a whole SKU or consignment; of the newest 10,000 orders also part"
            + " of number, supplier, outlet or invoice."
      })
  private @Nullable String search;

  @Option(
      names = "--state",
      paramLabel = "STATE",
      description = "DRAFT, APPROVED, SENT, DISPATCHED, RECEIVED or CANCELLED.")
  private @Nullable OrderState state;

  @Option(
      names = "--sync-status",
      paramLabel = "STATUS",
      description = "NOT_SYNCED, QUEUED, SYNCING, SYNCED or FAILED.")
  private @Nullable SyncStatus syncStatus;

  @Option(names = "--supplier", paramLabel = "NAME", description = "Only of this supplier.")
  private @Nullable String supplier;

  @Option(names = "--outlet", paramLabel = "NAME", description = "Only for this outlet.")
  private @Nullable String outlet;

  @Option(
      names = "--since",
      paramLabel = "TIME",
      description = "Created since: 30m, 24h, 7d, a date or an ISO time.")
  private @Nullable String since;

  /// @throws UsageError when `--since` is no time
  OrderFilter filter(Instant now) {
    return new OrderFilter(
        state,
        syncStatus,
        supplier,
        outlet,
        search,
        since == null ? null : Moment.read(since, now));
  }
}
