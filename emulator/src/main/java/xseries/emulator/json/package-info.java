/// The one JSON mapper, and readers that take numbers for strings and strings for numbers as the
/// vendor's own samples do. Read [Json] first.
@NullMarked
package xseries.emulator.json;

import org.jspecify.annotations.NullMarked;
