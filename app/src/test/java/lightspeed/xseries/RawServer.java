package lightspeed.xseries;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// A server that answers with exactly the bytes a test wants, whatever the request was: for answers
/// that no well-behaved server gives. One request for each connection.
final class RawServer implements AutoCloseable {

  /// Writes the answer; what it throws means that the client went away.
  @FunctionalInterface
  interface Script {
    void answer(Socket connection, OutputStream out) throws IOException, InterruptedException;
  }

  private final ServerSocket listening;
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final CountDownLatch clientWentAway = new CountDownLatch(1);

  private RawServer(ServerSocket listening) {
    this.listening = listening;
  }

  static RawServer answering(Script script) throws IOException {
    RawServer server = new RawServer(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
    Thread.ofVirtual().start(() -> server.serve(script));
    return server;
  }

  /// Answers with a status line, a content type, further header lines and a body.
  static RawServer answering(String status, String contentType, String headers, String body)
      throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    String head =
        "HTTP/1.1 %s\r\nContent-Type: %s\r\nContent-Length: %d\r\n%sConnection: close\r\n\r\n"
            .formatted(status, contentType, bytes.length, headers);
    return answering(
        (_, out) -> {
          out.write(head.getBytes(StandardCharsets.US_ASCII));
          out.write(bytes);
        });
  }

  static RawServer answeringJson(String status, String body) throws IOException {
    return answering(status, "application/json", "", body);
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + listening.getLocalPort());
  }

  /// Request heads with their bodies, in the order of arrival.
  List<String> requests() {
    return requests;
  }

  boolean sawTheClientGoAway() throws InterruptedException {
    return clientWentAway.await(10, TimeUnit.SECONDS);
  }

  private void serve(Script script) {
    while (!listening.isClosed()) {
      try {
        Socket connection = listening.accept();
        Thread.ofVirtual().start(() -> answer(script, connection));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void answer(Script script, Socket connection) {
    try (connection) {
      requests.add(read(connection));
      OutputStream out = connection.getOutputStream();
      script.answer(connection, out);
      out.flush();
    } catch (IOException e) {
      clientWentAway.countDown();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String read(Socket connection) throws IOException {
    BufferedReader in =
        new BufferedReader(
            new InputStreamReader(connection.getInputStream(), StandardCharsets.ISO_8859_1));
    StringBuilder request = new StringBuilder();
    int length = 0;
    for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
      request.append(line).append('\n');
      if (line.regionMatches(true, 0, "content-length:", 0, 15)) {
        length = Integer.parseInt(line.substring(15).strip());
      }
    }
    request.append('\n');
    for (int i = 0; i < length; i++) {
      request.append((char) in.read());
    }
    return request.toString();
  }

  @Override
  public void close() {
    try {
      listening.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
