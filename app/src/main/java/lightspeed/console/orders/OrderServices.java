package lightspeed.console.orders;

import lightspeed.catalog.Partners;
import lightspeed.drift.DriftService;
import lightspeed.drift.SettleShown;
import lightspeed.history.CappedCounts;
import lightspeed.history.Timeline;
import lightspeed.installation.Installation;
import lightspeed.purchaseorder.OrderExport;
import lightspeed.purchaseorder.OrderImport;
import lightspeed.purchaseorder.PurchaseOrderService;
import lightspeed.receipt.Receipts;
import lightspeed.register.Register;
import lightspeed.sync.AdoptService;
import lightspeed.sync.BesideService;
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
    AdoptService adopting,
    BesideService beside,
    DriftService drift,
    Receipts receipts,
    SettleShown settling,
    Register register,
    Installation installation,
    Timeline timeline,
    CappedCounts counts,
    Partners partners) {}
