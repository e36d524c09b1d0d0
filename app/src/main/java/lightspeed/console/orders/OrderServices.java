package lightspeed.console.orders;

import lightspeed.catalog.Partners;
import lightspeed.drift.DriftService;
import lightspeed.history.CappedCounts;
import lightspeed.history.Timeline;
import lightspeed.purchaseorder.OrderExport;
import lightspeed.purchaseorder.OrderImport;
import lightspeed.purchaseorder.PurchaseOrderService;
import lightspeed.sync.CancelService;
import lightspeed.sync.ReopenService;
import lightspeed.sync.SyncService;

/// What the pages about orders call.
public record OrderServices(
    PurchaseOrderService orders,
    OrderImport imports,
    OrderExport exports,
    SyncService sync,
    CancelService cancelling,
    ReopenService reopening,
    DriftService drift,
    Timeline timeline,
    CappedCounts counts,
    Partners partners) {}
