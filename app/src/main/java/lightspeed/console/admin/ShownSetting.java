package lightspeed.console.admin;

import lightspeed.config.EffectiveSetting;
import lightspeed.config.Setting;
import lightspeed.config.SettingSource;

/// A setting as the page shows it; of a secret only whether it is set.
public record ShownSetting(EffectiveSetting effective) {

  public Setting<?> setting() {
    return effective.setting();
  }

  public String value() {
    return effective.isSet() ? effective.shown() : "not set";
  }

  /// What a field for it starts with; nothing for secrets.
  public String editable() {
    return setting().isSecret() || !effective.isSet() ? "" : effective.shown();
  }

  public boolean canBeChanged() {
    return setting().place() == Setting.Place.ANYWHERE;
  }

  /// It was set here and can be taken back.
  public boolean isFromDatabase() {
    return effective.source() == SettingSource.DATABASE
        || effective.hides().contains(SettingSource.DATABASE);
  }

  /// Something stronger than this page decides.
  public boolean isDecidedElsewhere() {
    return effective.source().isStrongerThan(SettingSource.DATABASE);
  }
}
