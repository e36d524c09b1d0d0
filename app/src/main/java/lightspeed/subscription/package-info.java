/// Our webhook subscriptions at Lightspeed: what is there, what should be there. Read
/// [lightspeed.subscription.Subscriptions] first. Receives nothing; that is package `webhook`.
@NullMarked
package lightspeed.subscription;

import org.jspecify.annotations.NullMarked;
