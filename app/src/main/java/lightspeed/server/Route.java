package lightspeed.server;

import io.javalin.router.Endpoint;
import io.javalin.security.Roles;
import io.javalin.security.RouteRole;
import java.util.Set;

/// One thing that the server answers.
///
/// @param path as registered, with `{names}` for its parts that vary
/// @param rights what it asks for; empty: nothing was said
public record Route(String method, String path, Set<RouteRole> rights) {
  public Route {
    rights = Set.copyOf(rights);
  }

  static Route of(Endpoint endpoint) {
    var roles = endpoint.metadata(Roles.class);
    return new Route(
        endpoint.method.name(), endpoint.path, roles == null ? Set.of() : roles.getRoles());
  }
}
