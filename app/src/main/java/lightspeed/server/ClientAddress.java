package lightspeed.server;

import io.javalin.http.Context;
import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import lightspeed.config.Network;
import org.eclipse.jetty.server.Request;
import org.jspecify.annotations.Nullable;

/// Who sent a request: the other end of the socket, unless that is one of our proxies. Then the
/// last address of `X-Forwarded-For` that is none of ours; what stands before it anyone can write.
public final class ClientAddress {
  /// Bytes of an IPv6 address that one customer has; the rest he chooses freely.
  private static final int IPV6_PREFIX_BYTES = 8;

  private ClientAddress() {}

  /// Who sent this request.
  ///
  /// @param proxies whose word counts
  public static InetAddress of(Context context, List<Network> proxies) {
    return of(context.req(), proxies);
  }

  /// As [#of(Context, List)], before a request has a context.
  public static InetAddress of(HttpServletRequest request, List<Network> proxies) {
    return of(
        request.getRemoteAddr(), Collections.list(request.getHeaders("X-Forwarded-For")), proxies);
  }

  static InetAddress of(Request request, List<Network> proxies) {
    return of(
        Request.getRemoteAddr(request),
        request.getHeaders().getValuesList("X-Forwarded-For"),
        proxies);
  }

  /// @param forwardedFor every `X-Forwarded-For` header, in their order
  static InetAddress of(String socket, List<String> forwardedFor, List<Network> proxies) {
    var client = InetAddress.ofLiteral(bare(socket));
    List<String> hops = new ArrayList<>();
    forwardedFor.forEach(header -> hops.addAll(Arrays.asList(header.split(",", -1))));
    while (isOurs(client, proxies) && !hops.isEmpty()) {
      var before = parse(hops.removeLast().strip());
      if (before == null) {
        return client;
      }
      client = before;
    }
    return client;
  }

  /// Under which a limit counts it: IPv6 addresses of one network count together.
  public static String group(InetAddress client) {
    var bytes = client.getAddress();
    if (bytes.length <= IPV6_PREFIX_BYTES) {
      return client.getHostAddress();
    }
    Arrays.fill(bytes, IPV6_PREFIX_BYTES, bytes.length, (byte) 0);
    try {
      return InetAddress.getByAddress(bytes).getHostAddress();
    } catch (UnknownHostException e) {
      throw new IllegalStateException("16 bytes are an address", e);
    }
  }

  private static boolean isOurs(InetAddress address, List<Network> proxies) {
    return proxies.stream().anyMatch(proxy -> proxy.contains(address));
  }

  private static @Nullable InetAddress parse(String text) {
    try {
      return InetAddress.ofLiteral(text);
    } catch (IllegalArgumentException _) {
      return null;
    }
  }

  /// Jetty writes IPv6 addresses in brackets, the system link-local ones with a zone.
  private static String bare(String socket) {
    var address =
        socket.startsWith("[") && socket.endsWith("]")
            ? socket.substring(1, socket.length() - 1)
            : socket;
    int zone = address.indexOf('%');
    return zone < 0 ? address : address.substring(0, zone);
  }
}
