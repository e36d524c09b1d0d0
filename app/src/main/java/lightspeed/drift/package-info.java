/// What differs between an order and its consignment, field by field, and what a person may do
/// about it. Read [lightspeed.drift.Comparison] first, then [lightspeed.drift.DriftService]. Does
/// not know when comparisons are made.
@NullMarked
package lightspeed.drift;

import org.jspecify.annotations.NullMarked;
