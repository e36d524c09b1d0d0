package lightspeed.job;

import lightspeed.db.Database;

/// What all loops of one worker share.
record LoopContext(Database database, WorkerState state, DatabaseOutage outage) {}
