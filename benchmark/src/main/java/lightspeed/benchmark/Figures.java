package lightspeed.benchmark;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What one run measured, by name; the unit is part of the name.
record Figures(Map<String, Double> values) {
  static Figures of(Map<String, Double> values) {
    return new Figures(new LinkedHashMap<>(values));
  }

  /// Minimum, median and maximum of each figure over all runs.
  static String summary(List<Figures> runs) {
    StringBuilder text = new StringBuilder();
    text.append(String.format(Locale.ROOT, "%-34s %12s %12s %12s%n", "", "min", "median", "max"));
    for (String name : runs.getFirst().values().keySet()) {
      List<Double> sorted = runs.stream().map(run -> run.values().get(name)).sorted().toList();
      text.append(
          String.format(
              Locale.ROOT,
              "%-34s %12.1f %12.1f %12.1f%n",
              name,
              sorted.getFirst(),
              sorted.get(sorted.size() / 2),
              sorted.getLast()));
    }
    return text.toString();
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    values.forEach(
        (name, value) ->
            text.append(text.isEmpty() ? "" : ", ")
                .append(String.format(Locale.ROOT, "%s %.1f", name, value)));
    return text.toString();
  }
}
