package lightspeed.console.admin;

import java.util.List;
import lightspeed.console.Frame;
import lightspeed.installation.ConfirmInstallation;
import lightspeed.installation.Overview;
import lightspeed.sync.SwitchStore;

/// What this installation is: whether it sends, for which store, what its database remembers.
///
/// @param inTheWay what keeps the store from being left
public record InstallationPage(
    Frame frame, ConfirmInstallation.State state, SwitchStore.InTheWay inTheWay) {

  public Overview now() {
    return state.overview();
  }

  /// In words, so that nobody has to know the words of the kinds.
  public String inWords() {
    return state.hindrance() == null
        ? "This installation sends orders to Lightspeed."
        : state.hindrance().sentence();
  }

  public String shown() {
    return state.shown();
  }

  public List<String> halfSent() {
    return inTheWay.halfSent();
  }

  public List<String> running() {
    return inTheWay.running();
  }
}
