/// The named switches: every point where the vendor is silent or contradicts itself, with our
/// default. Read [Switch] first.
@NullMarked
package xseries.emulator.settings;

import org.jspecify.annotations.NullMarked;
