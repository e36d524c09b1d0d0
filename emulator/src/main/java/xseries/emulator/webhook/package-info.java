/// Webhook subscriptions. Sending them is not in yet: it will listen where subscriptions are kept.
/// Read [Subscriptions] first.
@NullMarked
package xseries.emulator.webhook;

import org.jspecify.annotations.NullMarked;
