/// Brings purchase orders into Lightspeed exactly once, and the catalogue back: the only package
/// that writes to Lightspeed. Read [lightspeed.sync.SendPurchaseOrder] first, then
/// the steps it names in their order. `docs/architecture.md` has the protocol in words.
@NullMarked
package lightspeed.sync;

import org.jspecify.annotations.NullMarked;
