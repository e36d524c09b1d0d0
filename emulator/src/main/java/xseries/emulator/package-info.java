/// A stand-alone server that behaves as the Lightspeed Retail (X-Series) API is documented to.
@NullMarked
package xseries.emulator;

import org.jspecify.annotations.NullMarked;
