package lightspeed.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SocketChannel;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import lightspeed.config.Network;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.SelectorManager;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.IO;
import org.jspecify.annotations.Nullable;

/// Gives each connection one of the [Places]. One that gets none is still taken, on probation: it
/// may only ask for the health of this server, and when there are many such the oldest one is
/// closed. So whoever fills all places neither keeps others from connecting nor hides that the
/// server lives. Jetty's `NetworkConnectionLimit` stops accepting for everybody instead.
///
/// Connections of our proxies carry many clients and have no limit here; their requests are counted
/// one by one, by [RequestLimits].
///
/// **Threads:** safe.
final class ConnectionLimits implements SelectorManager.AcceptListener, Connection.Listener {
  private static final int ON_PROBATION = 50;

  private final Places places;
  private final Supplier<List<Network>> proxies;
  private final Map<SelectableChannel, String> placed = new HashMap<>();
  private final Map<SelectableChannel, Waiting> onProbation = new LinkedHashMap<>();

  /// A connection on probation; what Jetty makes of it comes later.
  private static final class Waiting {
    private @Nullable EndPoint endPoint;
  }

  ConnectionLimits(Places places, Supplier<List<Network>> proxies) {
    this.places = places;
    this.proxies = proxies;
  }

  @Override
  public void onAccepting(SelectableChannel channel) {
    var address = address(channel);
    if (address == null || isProxy(address)) {
      return;
    }
    var group = ClientAddress.group(address);
    synchronized (this) {
      if (places.take(group)) {
        placed.put(channel, group);
        return;
      }
      onProbation.put(channel, new Waiting());
      if (onProbation.size() > ON_PROBATION) {
        closeOldest();
      }
    }
  }

  @Override
  public void onAcceptFailed(SelectableChannel channel, Throwable cause) {
    onClosed(channel);
  }

  @Override
  public synchronized void onClosed(SelectableChannel channel) {
    onProbation.remove(channel);
    var group = placed.remove(channel);
    if (group != null) {
      places.leave(group);
    }
  }

  @Override
  public synchronized void onOpened(Connection connection) {
    var waiting = onProbation.get(connection.getEndPoint().getTransport());
    if (waiting != null) {
      waiting.endPoint = connection.getEndPoint();
    }
  }

  @Override
  public void onClosed(Connection connection) {
    // The channel is told of.
  }

  /// Whether the connection of this request may only ask for health.
  synchronized boolean isOnProbation(Request request) {
    return onProbation.containsKey(
        request.getConnectionMetaData().getConnection().getEndPoint().getTransport());
  }

  /// Whether the other end of the connection is one of our proxies.
  boolean isFromProxy(Request request) {
    return request.getConnectionMetaData().getRemoteSocketAddress()
            instanceof InetSocketAddress peer
        && isProxy(peer.getAddress());
  }

  private void closeOldest() {
    var oldest = onProbation.entrySet().iterator();
    var entry = oldest.next();
    oldest.remove();
    var endPoint = entry.getValue().endPoint;
    if (endPoint == null) {
      IO.close(entry.getKey());
    } else {
      endPoint.close();
    }
  }

  private boolean isProxy(InetAddress address) {
    return proxies.get().stream().anyMatch(proxy -> proxy.contains(address));
  }

  private static @Nullable InetAddress address(SelectableChannel channel) {
    try {
      return channel instanceof SocketChannel socket
              && socket.getRemoteAddress() instanceof InetSocketAddress peer
          ? peer.getAddress()
          : null;
    } catch (IOException _) {
      return null;
    }
  }
}
