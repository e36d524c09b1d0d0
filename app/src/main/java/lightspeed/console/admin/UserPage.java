package lightspeed.console.admin;

import java.util.List;
import lightspeed.console.Frame;
import lightspeed.signin.Role;
import lightspeed.signin.User;
import org.jspecify.annotations.Nullable;

/// The people who may sign in.
///
/// @param link with which somebody chooses a password, shown this once; null when none was made
public record UserPage(Frame frame, List<User> users, @Nullable NewLink link) {
  /// A link that must be handed to somebody.
  public record NewLink(String name, String address) {}

  public Role[] roles() {
    return Role.values();
  }
}
