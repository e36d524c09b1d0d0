package xseries.emulator.api;

import xseries.emulator.settings.Settings;
import xseries.emulator.settings.Switch;

/// Which version of the API answers when an ended one is asked for.
final class Lives {
  private static final String FIRST = "2.0";

  private final Settings settings;

  Lives(Settings settings) {
    this.settings = settings;
  }

  Target of(Target asked) {
    boolean isVersioned = asked.base() == Target.Base.TWO || asked.base() == Target.Base.DATED;
    String oldest = settings.choice(Switch.OLDEST_SUPPORTED);
    // 2.0 sorts before every date
    if (!isVersioned || asked.version().compareTo(oldest) >= 0) {
      return asked;
    }
    if (settings.is(Switch.END_OF_LIFE, "not_found")) {
      return new Target(Target.Base.NONE, asked.version(), asked.path());
    }
    Target.Base answering = oldest.equals(FIRST) ? Target.Base.TWO : Target.Base.DATED;
    return new Target(answering, oldest, asked.path());
  }
}
