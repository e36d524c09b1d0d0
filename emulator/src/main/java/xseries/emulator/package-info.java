/// A stand-alone server that behaves as the Lightspeed Retail (X-Series) API is documented to. Read
/// [Emulator] first. It shares no class with the product that it tests.
@NullMarked
package xseries.emulator;

import org.jspecify.annotations.NullMarked;
