package lightspeed.history;

import java.time.Instant;
import java.util.List;

/// Numbers over time, for a chart and the table beneath it.
///
/// @param names of the columns of each point
/// @param points oldest first
public record Trend(List<String> names, List<Point> points) {
  public Trend {
    names = List.copyOf(names);
    points = List.copyOf(points);
  }

  /// The numbers of one stretch of time, as many as there are names.
  public record Point(Instant at, List<Double> values) {
    public Point {
      values = List.copyOf(values);
    }
  }
}
