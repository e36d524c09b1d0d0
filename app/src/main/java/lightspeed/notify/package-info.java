/// Tells the retailer's own systems what happened to an order, so that an ERP need not poll. Read
/// [lightspeed.notify.WriteNotification] first, which writes down what is to be told in the
/// transaction that made it true, then [lightspeed.notify.SendNotification]. Knows orders as they
/// are, and nothing of how they are sent or brought back.
@NullMarked
package lightspeed.notify;

import org.jspecify.annotations.NullMarked;
