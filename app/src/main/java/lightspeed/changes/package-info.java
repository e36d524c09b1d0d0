/// Brings what happened in Lightspeed back: dispatch, receipts, cancellation, edits. Read
/// [lightspeed.changes.PollConsignments] first, which notices that something changed, then
/// [lightspeed.changes.RefreshConsignment], which takes it over. Both may run at any time, in any
/// order and any number of times: what is here follows Lightspeed's versions. Writes nothing to
/// Lightspeed.
@NullMarked
package lightspeed.changes;

import org.jspecify.annotations.NullMarked;
