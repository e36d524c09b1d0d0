/// Pages about what is under way: the sync of orders, the queue, one job, the overview. Read
/// [lightspeed.console.work.SyncPages] first. No SQL, no call to Lightspeed.
@NullMarked
package lightspeed.console.work;

import org.jspecify.annotations.NullMarked;
