package lightspeed.outgoing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// Reads the status and the beginning of the body of an HTTP/1 answer, and no more of it.
///
/// **source:** RFC 9112, sections 2 to 7.
final class AnswerReader {
  private static final int MAX_HEAD_BYTES = 32_768;
  private static final int FIRST_FINAL = 200;
  private static final int NO_CONTENT = 204;
  private static final int HEXADECIMAL = 16;

  private final InputStream in;
  private int headBytes;
  private int status;
  private long length;
  private boolean isChunked;

  AnswerReader(InputStream in) {
    this.in = in;
  }

  /// @throws IOException when it is no answer, or ends before its body begins
  OutgoingHttp.Answer read() throws IOException {
    do {
      readHead();
    } while (status < FIRST_FINAL);
    return new OutgoingHttp.Answer(status, excerpt());
  }

  private void readHead() throws IOException {
    status = status(line());
    length = Long.MAX_VALUE;
    isChunked = false;
    for (var line = line(); !line.isEmpty(); line = line()) {
      var lower = line.toLowerCase(Locale.ROOT);
      if (lower.startsWith("content-length:")) {
        length = number(lower.substring("content-length:".length()), 10);
      } else if (lower.startsWith("transfer-encoding:") && lower.endsWith("chunked")) {
        isChunked = true;
      }
    }
  }

  private static int status(String line) throws IOException {
    var words = line.split(" ", 3);
    if (words.length < 2 || !words[0].startsWith("HTTP/1.") || words[1].length() != 3) {
      throw new IOException("the answer is not HTTP");
    }
    return Math.toIntExact(number(words[1], 10));
  }

  private static long number(String text, int radix) throws IOException {
    try {
      return Long.parseUnsignedLong(text.strip(), radix);
    } catch (NumberFormatException e) {
      throw new IOException("the answer is not HTTP", e);
    }
  }

  /// A line without its end.
  private String line() throws IOException {
    var line = new ByteArrayOutputStream();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new IOException("the connection was closed without an answer");
      }
      headBytes++;
      if (headBytes > MAX_HEAD_BYTES) {
        throw new IOException("the head of the answer is too large");
      }
      if (c != '\r') {
        line.write(c);
      }
    }
    return line.toString(StandardCharsets.ISO_8859_1);
  }

  /// The status is what counts: a body that breaks off leaves what came of it.
  private String excerpt() {
    var kept = new ByteArrayOutputStream();
    try {
      if (status != NO_CONTENT && isChunked) {
        for (long chunk = chunk(); chunk > 0 && isRoom(kept); chunk = chunk()) {
          copy(chunk, kept);
          if (isRoom(kept)) {
            line();
          }
        }
      } else if (status != NO_CONTENT) {
        copy(length, kept);
      }
    } catch (IOException _) {
      // Nobody needs the rest.
    }
    return kept.toString(StandardCharsets.UTF_8);
  }

  private long chunk() throws IOException {
    return number(line().split(";", 2)[0], HEXADECIMAL);
  }

  private static boolean isRoom(ByteArrayOutputStream kept) {
    return kept.size() < OutgoingHttp.MAX_EXCERPT_BYTES;
  }

  private void copy(long bytes, ByteArrayOutputStream kept) throws IOException {
    for (long left = bytes; left > 0 && isRoom(kept); left--) {
      int c = in.read();
      if (c < 0) {
        return;
      }
      kept.write(c);
    }
  }
}
