package lightspeed.server;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.util.JavalinBindException;
import java.util.List;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Answers HTTP on one port with what the features add. Each request has a virtual thread of its
/// own.
///
/// **Threads:** safe.
public final class WebServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(WebServer.class);

  /// Line and headers of one request; enough for any browser.
  private static final int MAX_HEADER_BYTES = 8 * 1024;

  private final ServerOptions options;
  private final Javalin javalin;

  /// A server that does not listen yet.
  public WebServer(ServerOptions options, List<Feature> features) {
    this.options = options;
    this.javalin = Javalin.create(config -> configure(config, features));
  }

  /// Listens from now on.
  ///
  /// @throws ServerNotStarted when the address or the port cannot be had
  public void start() {
    try {
      javalin.start();
    } catch (JavalinBindException e) {
      throw new ServerNotStarted(
          "Cannot listen on "
              + options.host()
              + ":"
              + options.port()
              + ": another program does, or the address is not one of this machine. Choose"
              + " another with --port or config:set server_port.",
          e);
    }
  }

  /// Where it listens, for people.
  public String url() {
    var host = options.host().contains(":") ? "[" + options.host() + "]" : options.host();
    return "http://" + host + ":" + port();
  }

  public int port() {
    return javalin.port();
  }

  /// Everything that it answers, for tests that must forget nothing. Files are not routes.
  public List<Route> routes() {
    return javalin.unsafe.internalRouter.allHttpHandlers().stream()
        .map(parsed -> parsed.endpoint)
        .filter(endpoint -> endpoint.method.isHttpMethod())
        .map(Route::of)
        .toList();
  }

  /// Takes no new request, lets those under way end, then ends. **Twice** is fine.
  @Override
  public void close() {
    javalin.stop();
  }

  private void configure(JavalinConfig config, List<Feature> features) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.startup.startupWatcherEnabled = false;
    config.concurrency.useVirtualThreads = true;
    config.http.prefer405over404 = true;
    config.jetty.host = options.host();
    config.jetty.port = options.port();
    config.jetty.modifyHttpConfiguration(WebServer::restrict);
    config.jetty.modifyServer(this::limit);
    config.routes.before(SecurityHeaders::set);
    // The fourth of the places that catch everything: a fault must neither end the server nor be
    // told to the world.
    config.routes.exception(
        Exception.class,
        (e, context) -> {
          LOG.error("method={} path={} failed", context.method(), context.path(), e);
          context.status(500).result("This request failed; the log says why.\n");
        });
    features.forEach(feature -> feature.addTo(config));
  }

  private static void restrict(HttpConfiguration http) {
    http.setSendServerVersion(false);
    http.setSendXPoweredBy(false);
    http.setRequestHeaderSize(MAX_HEADER_BYTES);
  }

  private void limit(Server server) {
    server.setStopTimeout(options.stopWithin().toMillis());
    server.setHandler(new GracefulHandler());
    server.addBean(new NetworkConnectionLimit(options.maxConnections(), server));
    var slowSenders = new SlowSenders(options.requestWithin());
    server.addBean(slowSenders);
    server.addEventListener(
        new org.eclipse.jetty.util.component.LifeCycle.Listener() {
          @Override
          public void lifeCycleStarting(org.eclipse.jetty.util.component.LifeCycle event) {
            for (var connector : server.getConnectors()) {
              connector.addEventListener(slowSenders);
              if (connector instanceof ServerConnector network) {
                network.setIdleTimeout(options.idle().toMillis());
                readOneAtATime(network);
              }
            }
          }
        });
  }

  private static void readOneAtATime(ServerConnector connector) {
    var plain = connector.getConnectionFactory(HttpConnectionFactory.class);
    connector.setConnectionFactories(
        List.of(new SerialHttpConnections(plain.getHttpConfiguration())));
  }
}
