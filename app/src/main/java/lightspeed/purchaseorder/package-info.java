/// Purchase orders: what they are, which changes of state are allowed, how they are stored,
/// imported and approved. Read [lightspeed.purchaseorder.PurchaseOrderService] first, then
/// [lightspeed.purchaseorder.PurchaseOrderStore]. Knows nothing of Lightspeed's API: it only puts
/// the job that sends an order into the queue.
@NullMarked
package lightspeed.purchaseorder;

import org.jspecify.annotations.NullMarked;
