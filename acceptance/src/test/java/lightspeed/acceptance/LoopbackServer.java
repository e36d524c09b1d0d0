package lightspeed.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/// Listens on a free port of this machine and hands each connection to a thread of its own.
final class LoopbackServer implements AutoCloseable {
  private static final int BACKLOG = 50;

  private final ServerSocket entrance;
  private final Guest guest;

  /// What to do with a connection; it is closed afterwards, also after a failure.
  @FunctionalInterface
  interface Guest {
    void serve(Socket connection) throws IOException;
  }

  LoopbackServer(Guest guest) {
    this.guest = guest;
    try {
      entrance = new ServerSocket(0, BACKLOG, InetAddress.getLoopbackAddress());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    Thread.ofPlatform().daemon().name("proxy-" + port()).start(this::accept);
  }

  int port() {
    return entrance.getLocalPort();
  }

  static Socket connect(int port) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    return socket;
  }

  private void accept() {
    while (!entrance.isClosed()) {
      try {
        Socket connection = entrance.accept();
        connection.setTcpNoDelay(true);
        Thread.ofPlatform().daemon().name("proxy-line").start(() -> serve(connection));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket connection) {
    try (connection) {
      guest.serve(connection);
    } catch (IOException gone) {
      // One side has gone; closing the other is all there is to do.
    }
  }

  @Override
  public void close() {
    try {
      entrance.close();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
