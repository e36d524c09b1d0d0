package lightspeed.server;

import io.javalin.config.JavalinConfig;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.function.Supplier;
import lightspeed.config.Network;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpScheme;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.Request;

/// Makes a request secure when one of our proxies says that it came by https. What others say does
/// not count.
public final class ForwardedScheme implements Feature, HttpConfiguration.Customizer {
  private final Supplier<List<Network>> proxies;

  /// @param proxies whose word counts, at the moment
  public ForwardedScheme(Supplier<List<Network>> proxies) {
    this.proxies = proxies;
  }

  @Override
  public void addTo(JavalinConfig config) {
    config.jetty.modifyHttpConfiguration(http -> http.addCustomizer(this));
  }

  @Override
  public Request customize(Request request, HttpFields.Mutable responseHeaders) {
    return "https".equalsIgnoreCase(request.getHeaders().get(HttpHeader.X_FORWARDED_PROTO))
            && isFromProxy(request)
        ? new Secure(request)
        : request;
  }

  private boolean isFromProxy(Request request) {
    return request.getConnectionMetaData().getRemoteSocketAddress()
            instanceof InetSocketAddress peer
        && proxies.get().stream().anyMatch(proxy -> proxy.contains(peer.getAddress()));
  }

  private static final class Secure extends Request.Wrapper {
    private final HttpURI uri;

    Secure(Request request) {
      super(request);
      this.uri = HttpURI.build(request.getHttpURI()).scheme(HttpScheme.HTTPS).asImmutable();
    }

    @Override
    public HttpURI getHttpURI() {
      return uri;
    }

    @Override
    public boolean isSecure() {
      return true;
    }
  }
}
