/// Checks what is shipped against lists of known vulnerabilities, by hand with `./build --audit`.
/// Read [lightspeed.supply.Audit] first. Knows nothing of the product.
@NullMarked
package lightspeed.supply;

import org.jspecify.annotations.NullMarked;
