package lightspeed.acceptance;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import lightspeed.acceptance.Step.Kind;

/// Stands between a worker and Lightspeed. Each connection carries one request, so that the end of
/// an answer is the end of its connection.
final class LightspeedProxy implements AutoCloseable {
  private static final Pattern CONTENT_LENGTH =
      Pattern.compile("\r\nContent-Length: *(\\d+)", Pattern.CASE_INSENSITIVE);
  private static final Pattern BASE = Pattern.compile("^/api/[^/]+");
  private static final Pattern ID = Pattern.compile("(?<=/(?:consignments|products)/)[^/]{20,}");

  private final LoopbackServer server;
  private final int target;
  private final Tape tape;

  LightspeedProxy(int target, Tape tape) {
    this.target = target;
    this.tape = tape;
    this.server = new LoopbackServer(this::serve);
  }

  String url() {
    return "http://127.0.0.1:" + server.port();
  }

  @Override
  public void close() {
    server.close();
  }

  private void serve(Socket worker) throws IOException {
    InputStream in = new BufferedInputStream(worker.getInputStream());
    String head = readHead(in);
    byte[] body = in.readNBytes(contentLength(head));
    Tape.Passage passage = tape.next(Kind.CALL, label(head));
    passage.before(() -> awaitEnd(in));
    byte[] told = passage.after(exchange(head, body));
    worker.getOutputStream().write(told);
    worker.getOutputStream().flush();
  }

  private byte[] exchange(String head, byte[] body) throws IOException {
    int afterFirstLine = head.indexOf("\r\n") + 2;
    String single =
        head.substring(0, afterFirstLine)
            + "Connection: close\r\n"
            + head.substring(afterFirstLine);
    try (Socket lightspeed = LoopbackServer.connect(target)) {
      lightspeed.getOutputStream().write(single.getBytes(StandardCharsets.ISO_8859_1));
      lightspeed.getOutputStream().write(body);
      lightspeed.getOutputStream().flush();
      return lightspeed.getInputStream().readAllBytes();
    }
  }

  private static String readHead(InputStream in) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    String text = "";
    while (!text.endsWith("\r\n\r\n")) {
      int next = in.read();
      if (next < 0) {
        throw new EOFException();
      }
      head.write(next);
      text = next == '\n' ? head.toString(StandardCharsets.ISO_8859_1) : "";
    }
    return text;
  }

  private static int contentLength(String head) {
    Matcher length = CONTENT_LENGTH.matcher(head);
    return length.find() ? Integer.parseInt(length.group(1)) : 0;
  }

  /// Such as `POST /consignments/*/bulk`.
  private static String label(String head) {
    String[] words = head.split(" ", 3);
    int query = words[1].indexOf('?');
    String path = query < 0 ? words[1] : words[1].substring(0, query);
    return words[0] + " " + ID.matcher(BASE.matcher(path).replaceFirst("")).replaceAll("*");
  }

  private static void awaitEnd(InputStream in) throws IOException {
    try {
      while (in.read() >= 0) {
        // A second request on this line is none of ours.
      }
    } catch (IOException reset) {
      // That is an end, too.
    }
  }
}
