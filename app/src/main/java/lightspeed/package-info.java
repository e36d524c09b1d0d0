/// The product: wiring (`App`) and entry (`Main`). Read `App` first.
@NullMarked
package lightspeed;

import org.jspecify.annotations.NullMarked;
