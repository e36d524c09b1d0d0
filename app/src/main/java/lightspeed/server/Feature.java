package lightspeed.server;

import io.javalin.config.JavalinConfig;

/// What one feature adds to the server: its routes, filters or static files. To add one: a class
/// that implements this and a line in `App` that hands it to [WebServer].
@FunctionalInterface
public interface Feature {

  /// Called once, before the server starts. Paths of different features must not overlap.
  void addTo(JavalinConfig config);
}
