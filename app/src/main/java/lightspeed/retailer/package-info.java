/// What all processes of one retailer share about Lightspeed: the call budget, the API log, and
/// whether the credentials are refused. Read [lightspeed.retailer.SharedBudget] first. Knows no
/// orders and makes no API call.
@NullMarked
package lightspeed.retailer;

import org.jspecify.annotations.NullMarked;
