package lightspeed.retailer;

import lightspeed.xseries.CallLog;

/// A call on its way into the log.
///
/// @param recordedNanos when it was recorded, by [System#nanoTime()]
record LoggedCall(CallLog.Entry entry, long recordedNanos) {}
