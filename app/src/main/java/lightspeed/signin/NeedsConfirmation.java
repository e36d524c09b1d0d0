package lightspeed.signin;

import io.javalin.http.Context;
import io.javalin.security.RouteRole;
import java.util.function.Predicate;

/// On a route beside its [Right]: a person whose last proof of who they are is too old gives the
/// password again first. For what a stranger at an open screen, or with a stolen cookie, would do.
///
/// @param when of which requests it is asked
public record NeedsConfirmation(Predicate<Context> when) implements RouteRole {
  /// Of no request.
  public static final NeedsConfirmation NEVER = new NeedsConfirmation(_ -> false);

  /// Of each request.
  public static final NeedsConfirmation ALWAYS = new NeedsConfirmation(_ -> true);
}
