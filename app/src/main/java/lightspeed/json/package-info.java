/// The JSON mappers of the product. Read [lightspeed.json.Json], the only class. Knows nothing
/// else.
@NullMarked
package lightspeed.json;

import org.jspecify.annotations.NullMarked;
