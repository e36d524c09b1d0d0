package lightspeed.history;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A part of a timeline, newest first.
///
/// @param next where the following part starts, null when this is the last one
public record TimelinePage(List<TimelineEntry> entries, @Nullable Position next) {
  public TimelinePage {
    entries = List.copyOf(entries);
  }

  /// The last entry that was shown. What happens meanwhile moves nothing.
  public record Position(Instant at, TimelineKind kind, long id) implements Comparable<Position> {
    private static final Comparator<Position> OLDEST_FIRST =
        Comparator.comparing(Position::at)
            .thenComparing(Position::kind)
            .thenComparingLong(Position::id);

    @Override
    public int compareTo(Position other) {
      return OLDEST_FIRST.compare(this, other);
    }
  }
}
