package lightspeed.outgoing;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// Answers each connection on loopback with the same bytes, whatever it is asked, and remembers the
/// requests. With no bytes it stays silent until it is closed.
final class CannedServer implements AutoCloseable {
  final List<String> requests = new CopyOnWriteArrayList<>();
  private final List<Socket> open = new CopyOnWriteArrayList<>();
  private final ServerSocket server;
  private final String answer;

  CannedServer(String answer) throws IOException {
    this(new ServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1")), answer);
  }

  /// @param server is closed with this one
  CannedServer(ServerSocket server, String answer) {
    this.server = server;
    this.answer = answer;
    Thread.ofVirtual().start(this::serve);
  }

  int port() {
    return server.getLocalPort();
  }

  private void serve() {
    while (!server.isClosed()) {
      try {
        var socket = server.accept();
        open.add(socket);
        requests.add(request(socket.getInputStream()));
        if (!answer.isEmpty()) {
          socket.getOutputStream().write(answer.getBytes(StandardCharsets.UTF_8));
          socket.close();
        }
      } catch (IOException e) {
        // A client that breaks off is a matter of the test, and so is closing.
        assert !e.toString().isEmpty();
      }
    }
  }

  /// Head and body, as text.
  private static String request(InputStream in) throws IOException {
    var head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int c = in.read();
      if (c < 0) {
        throw new IOException("no request");
      }
      head.append((char) c);
    }
    int at = head.indexOf("Content-Length: ") + "Content-Length: ".length();
    int length = Integer.parseInt(head.substring(at, head.indexOf("\r\n", at)));
    return head + new String(in.readNBytes(length), StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (var socket : open) {
      socket.close();
    }
  }
}
