/// Pages about what comes and goes: webhooks and their subscriptions, the log of API calls, numbers
/// over time. Read [lightspeed.console.traffic.CallPages] first. No SQL, no call to Lightspeed.
@NullMarked
package lightspeed.console.traffic;

import org.jspecify.annotations.NullMarked;
