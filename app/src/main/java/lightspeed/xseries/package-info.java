/// Client of the Lightspeed Retail (X-Series) API: typed calls, sorted failures, paging, records as
/// on the wire. Read [lightspeed.xseries.XSeriesClient] first. Knows no database and none of our
/// orders: the shared budget and the call log are small interfaces handed to it.
@NullMarked
package lightspeed.xseries;

import org.jspecify.annotations.NullMarked;
