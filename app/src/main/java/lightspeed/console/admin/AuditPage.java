package lightspeed.console.admin;

import java.util.Objects;
import lightspeed.audit.AuditTrail;
import lightspeed.console.Frame;
import lightspeed.console.Show;

/// The audit log, newest first.
///
/// @param actor only what this one did, empty: all
/// @param action only what begins like this, empty: all
public record AuditPage(Frame frame, String actor, String action, AuditTrail.Page found) {
  /// The address of the following page.
  public String nextPage() {
    return "/audit?actor="
        + Show.part(actor)
        + "&action="
        + Show.part(action)
        + "&before="
        + Objects.requireNonNull(found.next());
  }
}
