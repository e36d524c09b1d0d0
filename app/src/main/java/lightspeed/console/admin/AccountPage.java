package lightspeed.console.admin;

import java.util.List;
import lightspeed.console.Frame;
import lightspeed.signin.OwnSession;
import lightspeed.signin.SecondFactors;
import org.jspecify.annotations.Nullable;

/// What people see of their own sign-in.
///
/// @param present number of the session that looks
/// @param isDemanded whether the person's role has to have a second factor
/// @param codesLeft recovery codes that were not used
/// @param offer a secret to set an app up with, null when none was begun
/// @param codes recovery codes, shown this once; empty when none were made
public record AccountPage(
    Frame frame,
    List<OwnSession> sessions,
    long present,
    boolean hasSecondFactor,
    boolean isDemanded,
    int codesLeft,
    SecondFactors.@Nullable Offer offer,
    List<String> codes) {
  public AccountPage {
    sessions = List.copyOf(sessions);
    codes = List.copyOf(codes);
  }
}
