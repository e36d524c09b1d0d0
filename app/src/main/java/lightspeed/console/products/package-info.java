/// Pages about products: SKUs that no product has, what stands for what. Read
/// [lightspeed.console.products.ProductPages] first. No SQL, no call to Lightspeed.
@NullMarked
package lightspeed.console.products;

import org.jspecify.annotations.NullMarked;
