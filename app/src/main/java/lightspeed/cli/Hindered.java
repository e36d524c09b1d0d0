package lightspeed.cli;

import lightspeed.installation.Hindrance;
import lightspeed.installation.InstallationRefused;

/// Refuses what this installation must not do at Lightspeed.
final class Hindered {
  private Hindered() {}

  /// Before anything is sent.
  ///
  /// @throws InstallationRefused when it may not be
  /// @throws lightspeed.xseries.XSeriesException when Lightspeed does not tell which store it is
  static void refuseSending(Services services) {
    services.installation().hindrance().ifPresent(Hindered::refuse);
  }

  /// Before the store is read: a copy may do that, but of its own store only.
  ///
  /// @throws InstallationRefused when it is another store
  static void refuseReading(Services services) {
    services.installation().requireItsStore();
  }

  private static void refuse(Hindrance hindrance) {
    var cause = hindrance.cause();
    throw cause != null ? cause : new InstallationRefused(hindrance);
  }
}
