package lightspeed.sync;

import java.time.Duration;

/// A journalled write whose outcome is not known: a row that is IN_PROGRESS while nobody works on
/// it.
///
/// @param age since it was written, by the database's clock
record JournalEntry(long id, Operation operation, Intent intent, Duration age) {}
