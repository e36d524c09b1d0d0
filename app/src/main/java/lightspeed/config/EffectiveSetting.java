package lightspeed.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What holds for one setting, where it comes from and what it hides.
///
/// @param text the value in force, null when there is none; show [#shown()] instead, because this
///     may be a secret
/// @param source where it comes from; DEFAULT also when there is none
/// @param origin the source in words, with file and line where it has them
/// @param hides sources that say something too but are weaker, strongest first
public record EffectiveSetting(
    Setting<?> setting,
    @Nullable String text,
    SettingSource source,
    String origin,
    List<SettingSource> hides) {

  public EffectiveSetting {
    hides = List.copyOf(hides);
  }

  /// Whether the text is encrypted: secrets of the database are until they are used.
  boolean isSealed() {
    return source == SettingSource.DATABASE && setting.isSecret();
  }

  public boolean isSet() {
    return text != null;
  }

  /// The value as people may see it: secrets masked, empty when there is none.
  public String shown() {
    return text == null ? "" : setting.shown(text);
  }

  @Override
  public String toString() {
    return setting.key() + "=" + shown() + " (" + origin + ")";
  }
}
