package xseries.emulator.http;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;

/// Writes answers of every kind to one connection.
final class ResponseWriter {
  private static final int DRIP_STEPS = 50;
  private static final byte[] FLOOD = filler();

  private final OutputStream out;
  private final InstantSource clock;
  private final Sleeper sleeper;

  ResponseWriter(OutputStream out, InstantSource clock, Sleeper sleeper) {
    this.out = out;
    this.clock = clock;
    this.sleeper = sleeper;
  }

  /// Head and body leave in one write, so that no delayed acknowledgement slows the answer.
  void send(Response response, boolean hasBody, boolean keepsOpen) throws IOException {
    byte[] head = head(response, keepsOpen, Integer.toString(response.length()));
    byte[] body = hasBody ? response.bytes() : new byte[0];
    byte[] all = Arrays.copyOf(head, head.length + body.length);
    System.arraycopy(body, 0, all, head.length, body.length);
    out.write(all);
    out.flush();
  }

  void sendHalf(Response response) throws IOException {
    out.write(head(response, false, Integer.toString(response.length())));
    out.write(response.bytes(), 0, response.length() / 2);
    out.flush();
  }

  void drip(Response response, Duration over) throws IOException, InterruptedException {
    out.write(head(response, false, Integer.toString(response.length())));
    out.flush();
    byte[] body = response.bytes();
    int step = Math.max(1, body.length / DRIP_STEPS);
    int steps = Math.max(1, (body.length + step - 1) / step);
    for (int from = 0; from < body.length; from += step) {
      sleeper.sleep(over.dividedBy(steps));
      out.write(body, from, Math.min(step, body.length - from));
      out.flush();
    }
  }

  void flood(Response response, long bytes) throws IOException {
    out.write(head(response, false, ""));
    long left = bytes;
    while (left > 0) {
      int step = (int) Math.min(left, FLOOD.length);
      out.write(FLOOD, 0, step);
      left -= step;
    }
    out.flush();
  }

  private byte[] head(Response response, boolean keepsOpen, String length) {
    Instant now = clock.instant();
    StringBuilder head = new StringBuilder(256);
    head.append("HTTP/1.1 ").append(response.status()).append(' ');
    head.append(Reason.of(response.status())).append("\r\n");
    head.append("Date: ").append(HttpDate.of(now)).append("\r\n");
    response
        .headers()
        .forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
    if (!length.isEmpty() && response.status() != 204) {
      head.append("Content-Length: ").append(length).append("\r\n");
    }
    head.append(keepsOpen ? "Connection: keep-alive" : "Connection: close").append("\r\n\r\n");
    return head.toString().getBytes(StandardCharsets.ISO_8859_1);
  }

  private static byte[] filler() {
    byte[] filler = new byte[64 * 1024];
    Arrays.fill(filler, (byte) 'x');
    filler[0] = '"';
    return filler;
  }
}
