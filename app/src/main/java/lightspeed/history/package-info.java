/// What happened, read for people: the timeline of an order, the log of API calls, why orders
/// failed, and numbers over time. Read [lightspeed.history.Timeline] first. Only reads; must not
/// know Lightspeed or pages.
@NullMarked
package lightspeed.history;

import org.jspecify.annotations.NullMarked;
