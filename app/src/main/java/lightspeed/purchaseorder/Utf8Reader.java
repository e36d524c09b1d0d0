package lightspeed.purchaseorder;

import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/// Reads UTF-8, with or without a byte order mark, and refuses anything else with the place where
/// it was found. The JDK's own reader either replaces bad bytes silently or does not say where they
/// are.
final class Utf8Reader extends Reader {
  private static final int BUFFER_BYTES = 32 * 1024;
  private static final int BYTE_ORDER_MARK_BYTES = 3;
  private static final char NEW_LINE = '\n';

  private final InputStream bytes;
  private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES).limit(0);
  private final CharsetDecoder decoder =
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT);
  private long bytesBeforeBuffer;
  private long lines = 1;
  private boolean isAtStart = true;
  private boolean isAtEnd;

  Utf8Reader(InputStream bytes) {
    this.bytes = bytes;
  }

  /// The file is not UTF-8. The message is a sentence for people.
  static final class NotUtf8 extends IOException {
    private static final long serialVersionUID = 1L;

    NotUtf8(String message) {
      super(message);
    }
  }

  @Override
  public int read(char[] target, int offset, int length) throws IOException {
    CharBuffer out = CharBuffer.wrap(target, offset, length);
    int start = out.position();
    while (out.position() == start) {
      if (isAtStart) {
        fill();
        isAtStart = false;
        skipByteOrderMark();
      }
      int before = out.position();
      CoderResult result = decoder.decode(buffer, out, isAtEnd);
      countLines(target, before, out.position());
      if (result.isError()) {
        throw notUtf8(result.length());
      }
      if (result.isUnderflow()) {
        if (isAtEnd) {
          return out.position() == start ? -1 : out.position() - start;
        }
        fill();
      } else if (out.position() == start) {
        // A pair of characters (an emoji, say) that does not fit into what was asked for.
        throw new IOException("Asked for too few characters at once: " + length);
      }
    }
    return out.position() - start;
  }

  @Override
  public void close() throws IOException {
    bytes.close();
  }

  private void fill() throws IOException {
    bytesBeforeBuffer += buffer.position();
    buffer.compact();
    int read = bytes.readNBytes(buffer.array(), buffer.position(), buffer.remaining());
    isAtEnd = buffer.position() + read < buffer.capacity();
    buffer.position(buffer.position() + read).flip();
  }

  private void skipByteOrderMark() throws NotUtf8 {
    if (startsWith(0xEF, 0xBB, 0xBF)) {
      buffer.position(BYTE_ORDER_MARK_BYTES);
    } else if (startsWith(0xFF, 0xFE) || startsWith(0xFE, 0xFF)) {
      throw new NotUtf8("The file is UTF-16, not UTF-8. Save it as \"CSV UTF-8\".");
    } else if (startsWith('P', 'K', 3, 4)) {
      throw new NotUtf8(
          "The file is a workbook or an archive, not a CSV file. Save it as \"CSV UTF-8\".");
    }
  }

  private boolean startsWith(int... expected) {
    if (buffer.remaining() < expected.length) {
      return false;
    }
    for (int i = 0; i < expected.length; i++) {
      if ((buffer.get(i) & 0xFF) != expected[i]) {
        return false;
      }
    }
    return true;
  }

  private void countLines(char[] target, int from, int to) {
    for (int i = from; i < to; i++) {
      if (target[i] == NEW_LINE) {
        lines++;
      }
    }
  }

  private NotUtf8 notUtf8(int badBytes) {
    StringBuilder hex = new StringBuilder();
    for (int i = 0; i < badBytes; i++) {
      hex.append(i == 0 ? "" : " ").append("%02X".formatted(buffer.get(buffer.position() + i)));
    }
    return new NotUtf8(
        "The file is not UTF-8: line %d, byte %d of the file is %s. Save it as \"CSV UTF-8\"."
            .formatted(lines, bytesBeforeBuffer + buffer.position() + 1, hex));
  }
}
