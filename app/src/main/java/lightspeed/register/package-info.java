/// The register of references: which order numbers are taken in the store, and by which
/// consignment. Lightspeed neither searches nor checks references, so its list of supplier
/// consignments is walked by version into `lightspeed_references`, and nothing is created without a
/// walk that came to its end. Read [lightspeed.register.Register] first, then
/// [lightspeed.register.WalkRegister]. Only reads Lightspeed; knows no orders.
@NullMarked
package lightspeed.register;

import org.jspecify.annotations.NullMarked;
