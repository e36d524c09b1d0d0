/// Misbehaviour on demand: which request meets which fault. Read [Faults] first. It knows nothing
/// of how a fault is carried out.
@NullMarked
package xseries.emulator.fault;

import org.jspecify.annotations.NullMarked;
