/// The emulator's own API for tests and people: journal, faults, settings, the shop side. Read
/// [ControlHandler] first. Clients of the vendor's API never see it.
@NullMarked
package xseries.emulator.control;

import org.jspecify.annotations.NullMarked;
