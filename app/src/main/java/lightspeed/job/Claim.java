package lightspeed.job;

/// A job that a worker took for one start of it. Whoever writes a result must show the token.
///
/// @param attempt which try this is, from 1
/// @param start which start this is, from 1; postponed and lost ones count too
/// @param token no other claim of any job ever has it
record Claim(
    JobId id,
    JobType type,
    String payload,
    Priority priority,
    int attempt,
    int start,
    long token,
    String workerId) {}
