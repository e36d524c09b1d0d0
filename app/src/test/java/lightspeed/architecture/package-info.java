/// The structure of the product as rules that the build checks.
@NullMarked
package lightspeed.architecture;

import org.jspecify.annotations.NullMarked;
