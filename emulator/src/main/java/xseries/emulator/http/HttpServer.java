package xseries.emulator.http;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// Accepts connections and gives each a virtual thread.
///
/// Threads: [#start] and [#close] may be called from any thread; the handler is called
/// concurrently.
public final class HttpServer implements AutoCloseable {
  private final ServerSocket listener;
  private final Handler handler;
  private final Limits limits;
  private final InstantSource clock;
  private final Sleeper sleeper;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  private HttpServer(
      ServerSocket listener, Handler handler, Limits limits, InstantSource clock, Sleeper sleeper) {
    this.listener = listener;
    this.handler = handler;
    this.limits = limits;
    this.clock = clock;
    this.sleeper = sleeper;
  }

  /// Binds and begins to accept.
  ///
  /// @throws java.net.BindException when the port is taken
  public static HttpServer start(
      InetSocketAddress address,
      Handler handler,
      Limits limits,
      InstantSource clock,
      Sleeper sleeper)
      throws IOException {
    ServerSocket listener = new ServerSocket();
    try {
      listener.setReuseAddress(true); // a restart on the same port must not wait for old sockets
      listener.bind(address, 1024);
    } catch (IOException e) {
      listener.close();
      throw e;
    }
    HttpServer server = new HttpServer(listener, handler, limits, clock, sleeper);
    Thread.ofPlatform().name("emulator-accept").daemon(true).start(server::accept);
    return server;
  }

  public int port() {
    return listener.getLocalPort();
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        serve(listener.accept());
      } catch (IOException e) {
        if (listener.isClosed()) {
          return;
        }
        // One connection failed before it was ours (for example reset in the backlog); go on.
        Thread.onSpinWait();
      }
    }
  }

  private void serve(Socket socket) throws IOException {
    if (open.size() >= limits.maxConnections()) {
      socket.close();
      return;
    }
    open.add(socket);
    Connection connection = new Connection(socket, handler, limits, clock, sleeper);
    Thread.ofVirtual()
        .name("emulator-connection")
        .start(
            () -> {
              try {
                connection.run();
              } finally {
                open.remove(socket);
              }
            });
  }

  /// Stops accepting and closes every connection. A request being applied is finished, not
  /// answered.
  @Override
  public void close() throws IOException {
    listener.close();
    for (Socket socket : open) {
      socket.close();
    }
  }
}
