/// What seeded campaigns share: seeds played side by side in lanes, counts of what happened, and
/// products in which chosen methods do nothing. Read [lightspeed.campaign.Campaign] first.
@NullMarked
package lightspeed.campaign;

import org.jspecify.annotations.NullMarked;
