package lightspeed.console.admin;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lightspeed.config.EffectiveSetting;

/// Settings that belong together: their names begin with the same word.
///
/// @param word that word, such as `queue`
public record SettingGroup(String word, List<ShownSetting> settings) {
  private static final Map<String, String> TITLES =
      Map.of(
          "lightspeed", "Lightspeed",
          "queue", "Queue and workers",
          "sync", "Sync",
          "approval", "Approval",
          "webhook", "Webhooks",
          "notify", "Notifications",
          "server", "Server",
          "session", "Signing in",
          "retention", "How long records are kept",
          "log", "Log files");

  public SettingGroup {
    settings = List.copyOf(settings);
  }

  public String title() {
    return TITLES.getOrDefault(word, word);
  }

  static List<SettingGroup> of(List<EffectiveSetting> all) {
    Map<String, List<ShownSetting>> groups = new LinkedHashMap<>();
    for (var one : all) {
      var key = one.setting().key();
      groups
          .computeIfAbsent(key.substring(0, key.indexOf('_')), _ -> new ArrayList<>())
          .add(new ShownSetting(one));
    }
    List<SettingGroup> result = new ArrayList<>();
    groups.forEach((word, settings) -> result.add(new SettingGroup(word, settings)));
    return result;
  }
}
