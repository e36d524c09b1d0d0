package lightspeed.history;

import java.time.Instant;
import java.util.List;

/// Numbers over time, for a chart and the table beneath it.
///
/// @param names of the columns of each point
/// @param counts of each column, whether it counts what happened: where there is no point it is
///     zero; of the others nothing is known there
/// @param points oldest first
public record Trend(List<String> names, List<Boolean> counts, List<Point> points) {
  public Trend {
    names = List.copyOf(names);
    counts = List.copyOf(counts);
    points = List.copyOf(points);
  }

  /// The numbers of one stretch of time, as many as there are names.
  public record Point(Instant at, List<Double> values) {
    public Point {
      values = List.copyOf(values);
    }
  }
}
