package lightspeed.server;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.util.Optional;
import java.util.function.Supplier;

/// `/health/live`: this process answers. `/health/ready`: it can do its work; 503 with the reason
/// while it cannot, so that a load balancer sends requests elsewhere.
public final class HealthRoutes implements Feature {
  static final String ROOT = "/health/";

  private final Supplier<Optional<String>> notReadyBecause;

  /// @param notReadyBecause asked at each request; a sentence without secrets, empty when ready
  public HealthRoutes(Supplier<Optional<String>> notReadyBecause) {
    this.notReadyBecause = notReadyBecause;
  }

  @Override
  public void addTo(JavalinConfig config) {
    config.routes.get(ROOT + "live", context -> context.result("live\n"));
    config.routes.get(ROOT + "ready", this::ready);
  }

  private void ready(Context context) {
    notReadyBecause
        .get()
        .ifPresentOrElse(
            reason -> context.status(503).result(reason + "\n"), () -> context.result("ready\n"));
  }
}
