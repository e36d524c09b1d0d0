package lightspeed.server;

import java.util.List;
import java.util.function.Supplier;
import lightspeed.config.Network;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/// Lets requests in as [ConnectionLimits] decided about their connections, and gives each request
/// that comes by one of our proxies a place by the address of its client. Questions about the
/// health of this server are always let in.
final class RequestLimits extends Handler.Wrapper {
  private final ConnectionLimits connections;
  private final Places places;
  private final Supplier<List<Network>> proxies;

  /// @param places for requests that come by proxies
  RequestLimits(
      Handler next, ConnectionLimits connections, Places places, Supplier<List<Network>> proxies) {
    super(next);
    this.connections = connections;
    this.places = places;
    this.proxies = proxies;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    if (isAboutHealth(request)) {
      return super.handle(request, response, callback);
    }
    if (connections.isOnProbation(request)) {
      response.getHeaders().put(HttpHeader.CONNECTION, HttpHeaderValue.CLOSE.asString());
      Response.writeError(request, response, callback, 503);
      return true;
    }
    if (!connections.isFromProxy(request)) {
      return super.handle(request, response, callback);
    }
    var client = ClientAddress.group(ClientAddress.of(request, proxies.get()));
    if (!places.take(client)) {
      Response.writeError(request, response, callback, 503);
      return true;
    }
    Request.addCompletionListener(request, _ -> places.leave(client));
    return super.handle(request, response, callback);
  }

  private static boolean isAboutHealth(Request request) {
    var path = request.getHttpURI().getCanonicalPath();
    return path != null && path.startsWith(HealthRoutes.ROOT);
  }
}
