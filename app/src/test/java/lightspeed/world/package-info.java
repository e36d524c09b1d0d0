/// The seeded campaign of a world that changes: staff, catalogue, operators, restores, broken
/// calls. Read [lightspeed.world.WorldCampaignTest] first.
@NullMarked
package lightspeed.world;

import org.jspecify.annotations.NullMarked;
