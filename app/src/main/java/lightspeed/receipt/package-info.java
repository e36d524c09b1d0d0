/// The deliveries of an order: what came when, with which invoice. Read
/// [lightspeed.receipt.ReadDeliveries] first. Only shows: what an order received is its
/// consignment's total, and must not be changed here.
@NullMarked
package lightspeed.receipt;

import org.jspecify.annotations.NullMarked;
