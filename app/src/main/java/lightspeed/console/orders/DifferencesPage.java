package lightspeed.console.orders;

import java.util.List;
import lightspeed.console.Frame;
import lightspeed.drift.Difference;
import lightspeed.drift.DriftService;
import lightspeed.drift.DriftStore.Finding;
import lightspeed.drift.SettleShown;

/// What an order and Lightspeed say differently at this moment, and what settling it would do.
public record DifferencesPage(Frame frame, DriftService.Report report) {
  /// Names what is shown here; a decision hands it back.
  public String shown() {
    return SettleShown.shown(report);
  }

  /// What of it taking over settles; empty: that door is closed.
  public List<Difference> taken() {
    return report.doors().taken();
  }

  /// What of it pushing settles; empty: that door is closed.
  public List<Difference> pushed() {
    return report.doors().pushed();
  }

  /// What nobody ignores.
  public List<Difference> open() {
    return report.open().stream().map(Finding::difference).toList();
  }
}
