package lightspeed.sync;

import java.time.Duration;

/// A journalled write whose outcome is not known: a row that is IN_PROGRESS while nobody works on
/// it.
///
/// @param epoch of the database in which it was announced
/// @param waited since an attempt first took it over, by the database's clock; zero for the first
record JournalEntry(long id, Operation operation, Intent intent, long epoch, Duration waited) {}
