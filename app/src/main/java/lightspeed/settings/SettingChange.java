package lightspeed.settings;

import lightspeed.config.EffectiveSetting;
import org.jspecify.annotations.Nullable;

/// What setting or unsetting a value did.
///
/// @param changed false when the database held (or lacked) that value before
/// @param hiddenBy the stronger source that leaves the database's value without effect in this
///     process, null when there is none
public record SettingChange(boolean changed, @Nullable EffectiveSetting hiddenBy) {}
