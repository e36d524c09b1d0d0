package lightspeed.cli;

import lightspeed.installation.InstallationRefused;
import lightspeed.purchaseorder.PurchaseOrder;

/// Refuses what this installation must not do at Lightspeed.
final class Hindered {
  private Hindered() {}

  /// Before anything is sent.
  ///
  /// @throws InstallationRefused when it may not be
  /// @throws lightspeed.xseries.XSeriesException when Lightspeed does not tell which store it is
  static void refuseSending(Services services) {
    services.installation().hindrance().ifPresent(InstallationRefused::refuse);
  }

  /// Before the store is read: a copy may do that, but of its own store only.
  ///
  /// @throws InstallationRefused when it is another store
  static void refuseReading(Services services) {
    services.installation().requireItsStore();
  }

  /// Before something is queued that only Lightspeed can do: what is refused must not wait.
  static void refuseSendingOf(Services services, PurchaseOrder order) {
    if (order.hasConsignment()) {
      refuseSending(services);
    }
  }
}
