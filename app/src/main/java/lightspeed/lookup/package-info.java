/// What people ask about Lightspeed without changing anything there: the connection, outlets,
/// suppliers, products, one consignment, the calls of a job. Read [lightspeed.lookup.LookUps]
/// first. Knows no orders.
@NullMarked
package lightspeed.lookup;

import org.jspecify.annotations.NullMarked;
