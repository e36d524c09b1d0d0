package lightspeed.sync;

/// One call of a plan.
///
/// @param path after the version base
public record PlannedCall(String method, String path, String summary) {}
