package lightspeed.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/// Names that look like settings and are none. What begins with `LIGHTSPEED_` can only be meant for
/// this program; the other prefixes, such as `SESSION_`, are shared with other programs in an
/// environment, so that there such a name is only a warning.
public final class UnknownNames {
  private static final String OURS_ALONE = "LIGHTSPEED_";

  /// Read by the launcher, before there are settings.
  private static final List<String> LAUNCHER_NAMES =
      List.of(
          "LIGHTSPEED_JAVA_HOME",
          "LIGHTSPEED_JAVA_OPTIONS",
          "LIGHTSPEED_NO_BUILD",
          "LIGHTSPEED_NO_AOT",
          "LIGHTSPEED_JDK_FOLDERS");

  /// This near to a setting, a name is a typing mistake, whoever else may use its prefix.
  private static final int TYPING_MISTAKE = 3;

  private static final List<String> PREFIXES = prefixes();

  private UnknownNames() {}

  private static List<String> prefixes() {
    var found = new TreeSet<String>();
    for (var setting : Settings.ALL) {
      found.add(setting.environmentName().substring(0, setting.key().indexOf('_') + 1));
    }
    return List.copyOf(found);
  }

  /// Whether `name` has a prefix of a setting and is neither one nor read by the launcher.
  static boolean isUnknown(String name) {
    // A loop, not a stream: this runs for every name in the environment of every short command.
    for (var prefix : PREFIXES) {
      if (name.startsWith(prefix)) {
        return !LAUNCHER_NAMES.contains(name) && Settings.find(name).isEmpty();
      }
    }
    return false;
  }

  static boolean isOursAlone(String name) {
    return name.startsWith(OURS_ALONE);
  }

  /// A sentence for each name that is probably a mistyped setting.
  public static List<String> mistypedIn(Map<String, String> environment) {
    return warnings(environment, TYPING_MISTAKE);
  }

  /// A sentence for each name with one of our prefixes that is no setting.
  public static List<String> in(Map<String, String> environment) {
    return warnings(environment, Integer.MAX_VALUE);
  }

  private static List<String> warnings(Map<String, String> environment, int farthest) {
    var warnings = new ArrayList<String>();
    for (var name : new TreeSet<>(environment.keySet())) {
      if (isUnknown(name) && !isOursAlone(name)) {
        var nearest = NearestKey.to(name);
        if (nearest.distance() <= farthest) {
          warnings.add(sentence(name, nearest));
        }
      }
    }
    return warnings;
  }

  private static String sentence(String name, NearestKey nearest) {
    return name
        + " in the environment is not a setting and has no effect here."
        + (nearest.distance() <= TYPING_MISTAKE
            ? " Did you mean " + nearest.setting().key().toUpperCase(Locale.ROOT) + "?"
            : "");
  }
}
