/// Pages about purchase orders: the list, one order with its timeline, drafts, import and export.
/// Read [lightspeed.console.orders.OrderPages] first. No SQL, no call to Lightspeed.
@NullMarked
package lightspeed.console.orders;

import org.jspecify.annotations.NullMarked;
