package lightspeed.restore;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a restore did and what it found.
///
/// @param version of the backup's tables
/// @param migrations how many were applied to them afterwards
/// @param orders how many there are now
/// @param newest when the newest of what the backup holds was written; null when it holds nothing
/// @param epoch that began
/// @param tokensBack names of API tokens that had been revoked or removed and are valid again
/// @param peopleBack names of people who had been disabled or removed and may sign in again
/// @param walk what the list of consignments showed
public record Restored(
    int version,
    int migrations,
    long orders,
    @Nullable Instant newest,
    long epoch,
    List<String> tokensBack,
    List<String> peopleBack,
    Walk walk) {
  public Restored {
    tokensBack = List.copyOf(tokensBack);
    peopleBack = List.copyOf(peopleBack);
  }

  /// What the list of consignments showed.
  ///
  /// @param trouble why it was not walked to its end; null when it was
  /// @param unexplained consignments newer than the backup that no order has as its own
  public record Walk(@Nullable String trouble, List<Unexplained> unexplained) {
    public Walk {
      unexplained = List.copyOf(unexplained);
    }
  }

  /// A consignment that no order explains.
  ///
  /// @param order the number of ours that it has; null when no order has it
  public record Unexplained(
      String consignment, @Nullable String reference, String status, @Nullable String order) {}
}
