package lightspeed.server;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/// A connection on which bytes are sent as they are, from an address of the loopback network.
public final class RawClient implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 60_000;

  private final Socket socket;

  private RawClient(Socket socket) {
    this.socket = socket;
  }

  /// Connects.
  ///
  /// @param from such as `127.0.0.2`
  public static RawClient from(String from, int port) throws IOException {
    var socket = new Socket();
    socket.bind(new InetSocketAddress(InetAddress.ofLiteral(from), 0));
    socket.setSoTimeout(PATIENCE_MILLIS);
    socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PATIENCE_MILLIS);
    return new RawClient(socket);
  }

  public RawClient send(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    return this;
  }

  /// As [#send], where the other end may have closed already.
  public void sendIfItIsTaken(String text) {
    try {
      send(text);
    } catch (IOException refused) {
      // The answer says why.
    }
  }

  /// The head of the answer; empty when the connection ended without one.
  public String head() throws IOException {
    var head = new StringBuilder();
    try {
      while (!head.toString().endsWith("\r\n\r\n")) {
        int next = socket.getInputStream().read();
        if (next < 0) {
          return head.toString();
        }
        head.append((char) next);
      }
    } catch (java.net.SocketException closed) {
      return head.toString();
    }
    return head.toString();
  }

  /// Everything until the other end closes.
  public String all() throws IOException {
    return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  /// The status of the answer, 0 when there was none.
  public int status() throws IOException {
    var head = head();
    return head.startsWith("HTTP/1.1 ") ? Integer.parseInt(head.substring(9, 12)) : 0;
  }

  /// As [#status()], 0 when nothing came within this time.
  int statusWithin(int millis) throws IOException {
    socket.setSoTimeout(millis);
    try {
      return status();
    } catch (java.net.SocketTimeoutException nothingYet) {
      return 0;
    } finally {
      socket.setSoTimeout(PATIENCE_MILLIS);
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
