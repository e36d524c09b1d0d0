package lightspeed.config;

import java.util.Locale;

/// The setting whose name is nearest to a mistyped one.
///
/// @param distance how many letters must be added, removed or replaced
record NearestKey(Setting<?> setting, int distance) {

  static NearestKey to(String name) {
    var key = name.toLowerCase(Locale.ROOT);
    Setting<?> nearest = Settings.ALL.getFirst();
    int smallest = Integer.MAX_VALUE;
    for (var setting : Settings.ALL) {
      int distance = distance(key, setting.key());
      if (distance < smallest) {
        smallest = distance;
        nearest = setting;
      }
    }
    return new NearestKey(nearest, smallest);
  }

  /// Levenshtein's distance, with one row of the table at a time.
  private static int distance(String from, String to) {
    var row = new int[to.length() + 1];
    for (int j = 0; j <= to.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[to.length()];
  }
}
