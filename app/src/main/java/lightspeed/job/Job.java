package lightspeed.job;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A row of `queue_jobs`: a piece of work and where it stands.
///
/// @param attempts tries that count; postponed and lost starts do not
/// @param maxAttempts null: as many as the retry policy says at that moment
/// @param starts how often it was started at all
/// @param losses how often its worker died or lost it
/// @param workerId who runs it, or ran it to its end; null while it waits
/// @param isCancelRequested its handler is asked to stop at its next safe point
/// @param errorMessage why it failed, or why it waits again
/// @param availableAt not started before this moment
public record Job(
    JobId id,
    JobType type,
    JobStatus status,
    Priority priority,
    String payload,
    @Nullable String uniqueKey,
    int attempts,
    @Nullable Integer maxAttempts,
    int starts,
    int losses,
    @Nullable String workerId,
    boolean isCancelRequested,
    @Nullable String errorMessage,
    Instant availableAt,
    @Nullable Instant startedAt,
    @Nullable Instant finishedAt,
    Instant createdAt) {}
