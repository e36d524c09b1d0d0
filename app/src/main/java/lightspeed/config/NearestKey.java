package lightspeed.config;

import java.util.Locale;
import lightspeed.spelling.EditDistance;

/// The setting whose name is nearest to a mistyped one.
///
/// @param distance how many letters must be added, removed or replaced
record NearestKey(Setting<?> setting, int distance) {
  private static final int FARTHEST = 1_000;

  static NearestKey to(String name) {
    var key = name.toLowerCase(Locale.ROOT);
    Setting<?> nearest = Settings.ALL.getFirst();
    int smallest = FARTHEST;
    EditDistance distances = new EditDistance();
    for (var setting : Settings.ALL) {
      int distance = distances.bounded(key, setting.key(), smallest - 1);
      if (distance < smallest) {
        smallest = distance;
        nearest = setting;
      }
    }
    return new NearestKey(nearest, smallest);
  }
}
