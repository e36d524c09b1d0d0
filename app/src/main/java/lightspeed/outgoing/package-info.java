/// HTTP requests to others than Lightspeed: receivers of notifications, and our own server when we
/// look whether it answers. Read [lightspeed.outgoing.OutgoingHttp] first; where the address is not
/// ours, [lightspeed.outgoing.GuardedPost].
@NullMarked
package lightspeed.outgoing;

import org.jspecify.annotations.NullMarked;
