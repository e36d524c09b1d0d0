/// What was asked of the emulator and what came of it. Read [RequestJournal] first. It knows
/// nothing of the API.
@NullMarked
package xseries.emulator.journal;

import org.jspecify.annotations.NullMarked;
