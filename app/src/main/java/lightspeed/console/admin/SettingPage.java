package lightspeed.console.admin;

import java.util.List;
import lightspeed.console.Frame;
import lightspeed.signin.Right;

/// All settings.
public record SettingPage(Frame frame, List<SettingGroup> groups) {
  public boolean mayChange() {
    return frame.may(Right.ADMINISTER);
  }
}
