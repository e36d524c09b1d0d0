package lightspeed.console.orders;

import lightspeed.console.Frame;
import lightspeed.purchaseorder.PurchaseOrder;
import lightspeed.sync.SyncPlan;

/// The calls that sending an order would make.
public record PlanPage(Frame frame, PurchaseOrder order, SyncPlan plan) {}
