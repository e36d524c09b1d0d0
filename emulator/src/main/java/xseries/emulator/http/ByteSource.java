package xseries.emulator.http;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;

/// Buffered bytes of one connection, with the look-ahead that tells whether the client has gone.
final class ByteSource {
  private final Socket socket;
  private final InputStream in;
  private final byte[] buffer = new byte[8192];
  private int position;
  private int limit;

  ByteSource(Socket socket) throws IOException {
    this.socket = socket;
    this.in = socket.getInputStream();
  }

  /// The next byte, or -1 at the end.
  int read() throws IOException {
    if (position == limit && !fill()) {
      return -1;
    }
    return buffer[position++] & 0xff;
  }

  void readFully(byte[] target, int offset, int length) throws IOException {
    int done = 0;
    while (done < length) {
      if (position == limit && !fill()) {
        throw new EOFException("The client closed the connection inside a body.");
      }
      int step = Math.min(length - done, limit - position);
      System.arraycopy(buffer, position, target, offset + done, step);
      position += step;
      done += step;
    }
  }

  /// A line without its end. Longer than `max` bytes is refused.
  String readLine(int max) throws IOException, BadRequest {
    StringBuilder line = new StringBuilder();
    while (true) {
      int next = read();
      if (next < 0) {
        throw new EOFException("The client closed the connection inside a line.");
      }
      if (next == '\n') {
        int length = line.length();
        if (length > 0 && line.charAt(length - 1) == '\r') {
          line.setLength(length - 1);
        }
        return line.toString();
      }
      if (line.length() >= max) {
        throw new BadRequest(431, "The request line or header fields are too long.");
      }
      line.append((char) next);
    }
  }

  /// Whether the client has closed or reset its side. Bytes that arrive meanwhile are kept.
  boolean isClientGone() {
    if (position < limit) {
      return false;
    }
    try {
      int before = socket.getSoTimeout();
      socket.setSoTimeout(1);
      try {
        return !fill();
      } catch (SocketTimeoutException e) {
        return false; // silent, and therefore still there
      } finally {
        socket.setSoTimeout(before);
      }
    } catch (IOException e) {
      return true;
    }
  }

  /// Swallows what the client still sends, so that closing does not destroy the answer on its way.
  void drain(int timeoutMillis, long maxBytes) {
    try {
      socket.setSoTimeout(timeoutMillis);
      long left = maxBytes;
      while (left > 0) {
        int got = in.read(buffer);
        if (got < 0) {
          return;
        }
        left -= got;
      }
    } catch (IOException e) {
      // The connection is being given up anyway.
    }
  }

  private boolean fill() throws IOException {
    int got = in.read(buffer, 0, buffer.length);
    if (got <= 0) {
      return false;
    }
    position = 0;
    limit = got;
    return true;
  }
}
