package lightspeed.config;

import org.jspecify.annotations.Nullable;

/// One thing that is wrong with the configuration.
///
/// @param key the setting, or the name that was taken for one
/// @param shownValue the value as people may see it (secrets masked), null when there is none
/// @param source where it came from, such as `environment` or `.env line 3`
/// @param reason what is wrong and what is allowed
public record SettingProblem(
    String key, @Nullable String shownValue, String source, String reason) {

  /// One line for people.
  public String sentence() {
    var value = shownValue == null ? "" : " = \"" + shownValue + "\"";
    return key + value + " (" + source + "): " + reason;
  }
}
