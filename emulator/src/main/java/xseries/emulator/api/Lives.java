package xseries.emulator.api;

import xseries.emulator.settings.Settings;
import xseries.emulator.settings.Switch;

/// Which version of the API answers when an ended one is asked for.
final class Lives {
  private final Settings settings;

  Lives(Settings settings) {
    this.settings = settings;
  }

  Target of(Target asked) {
    ApiVersion oldest = ApiVersion.of(settings.choice(Switch.OLDEST_SUPPORTED));
    if (!asked.version().canEnd() || asked.version().age().compareTo(oldest) >= 0) {
      return asked;
    }
    boolean isGone = settings.is(Switch.END_OF_LIFE, "not_found");
    return new Target(isGone ? ApiVersion.UNKNOWN : oldest, asked.path());
  }
}
