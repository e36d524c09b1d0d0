/// Whether all is well: one small class for each thing that is looked at, and the numbers of the
/// last day. Read [lightspeed.health.HealthChecks] first. Repairs nothing.
@NullMarked
package lightspeed.health;

import org.jspecify.annotations.NullMarked;
