package lightspeed.server;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.HttpResponseException;
import io.javalin.util.JavalinBindException;
import io.javalin.util.JavalinException;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import lightspeed.config.Network;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
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
  private final Supplier<List<Network>> proxies;
  private final Javalin javalin;

  /// A server that does not listen yet.
  public WebServer(ServerOptions options, List<Feature> features) {
    this(options, List::of, features);
  }

  /// A server that does not listen yet.
  ///
  /// @param proxies whose word about the client's address counts, at the moment
  public WebServer(ServerOptions options, Supplier<List<Network>> proxies, List<Feature> features) {
    this.options = options;
    this.proxies = proxies;
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

  /// Takes no new request, lets those under way end for a moment, then ends. **Twice** is fine.
  @Override
  public void close() {
    try {
      javalin.stop();
    } catch (JavalinException e) {
      if (!(e.getCause() instanceof TimeoutException)) {
        throw e;
      }
      LOG.warn("event=stopped requests that did not end in {} were cut off", options.stopWithin());
    }
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
    config.jetty.modifyServletContextHandler(
        context -> context.setErrorHandler(new ErrorAnswers()));
    config.routes.before(SecurityHeaders::set);
    // The fourth of the places that catch everything: a fault must neither end the server nor be
    // told to the world.
    config.routes.exception(
        Exception.class,
        (e, context) -> {
          var refusal = SentBody.of(context).refusal();
          int status = status(e);
          if (refusal.isEmpty() && status == 500) {
            LOG.error("method={} path={} failed", context.method(), context.path(), e);
          }
          ErrorAnswers.write(context, refusal.orElse(ErrorAnswers.problem(status)));
        });
    config.routes.exception(
        HttpResponseException.class,
        (e, context) -> {
          var allowed = e.getDetails().get("availableMethods");
          if (allowed != null) {
            context.header("Allow", allowed);
          }
          ErrorAnswers.write(context, ErrorAnswers.problem(e.getStatus()));
        });
    config.router.javaLangErrorHandler(
        (response, error) -> {
          LOG.error("a request failed", error);
          response.setStatus(500);
        });
    features.forEach(feature -> feature.addTo(config));
  }

  /// What Jetty says when it could not read what was sent; everything else is a fault of ours.
  private static int status(Exception thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof TimeoutException) {
        return 408;
      }
    }
    return thrown instanceof HttpException http ? http.getCode() : 500;
  }

  private static void restrict(HttpConfiguration http) {
    http.setSendServerVersion(false);
    http.setSendXPoweredBy(false);
    http.setRequestHeaderSize(MAX_HEADER_BYTES);
  }

  private void limit(Server server) {
    server.setStopTimeout(options.stopWithin().toMillis());
    var known = new KnownAddresses(System::nanoTime);
    var connections = new ConnectionLimits(new Places(options.maxConnections(), known), proxies);
    server.setHandler(
        new GracefulHandler(
            new RequestLimits(
                new BodyLimits(known, proxies, options.requestWithin(), System::nanoTime),
                connections,
                new Places(options.maxConnections(), known),
                proxies)));
    server.setErrorHandler(new ErrorAnswers());
    var slowSenders = new SlowSenders(options.requestWithin());
    server.addBean(slowSenders);
    server.addEventListener(
        new org.eclipse.jetty.util.component.LifeCycle.Listener() {
          @Override
          public void lifeCycleStarting(org.eclipse.jetty.util.component.LifeCycle event) {
            for (var connector : server.getConnectors()) {
              connector.addEventListener(slowSenders);
              connector.addEventListener(connections);
              connector.addBean(connections);
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
