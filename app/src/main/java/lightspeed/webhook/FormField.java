package lightspeed.webhook;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Finds a field in a body of `application/x-www-form-urlencoded`. Decodes only the field that is
/// asked for, and keeps what is no proper escape as it stands, because a delivery that was proven
/// to be genuine is kept in any case.
final class FormField {
  private static final int HEX = 16;

  private FormField() {}

  /// The decoded values of every field with this name, which is plain ASCII.
  static List<byte[]> all(byte[] body, String name) {
    List<byte[]> values = new ArrayList<>();
    int from = 0;
    while (from <= body.length) {
      int to = indexOf(body, '&', from, body.length);
      int equals = indexOf(body, '=', from, to);
      if (new String(decode(body, from, equals), StandardCharsets.UTF_8).equals(name)) {
        values.add(decode(body, Math.min(equals + 1, to), to));
      }
      from = to + 1;
    }
    return values;
  }

  private static int indexOf(byte[] body, char wanted, int from, int to) {
    for (int i = from; i < to; i++) {
      if (body[i] == wanted) {
        return i;
      }
    }
    return to;
  }

  private static byte[] decode(byte[] body, int from, int to) {
    var decoded = new ByteArrayOutputStream(to - from);
    for (int i = from; i < to; i++) {
      if (body[i] == '+') {
        decoded.write(' ');
      } else if (body[i] == '%'
          && i + 2 < to
          && digit(body[i + 1]) >= 0
          && digit(body[i + 2]) >= 0) {
        decoded.write(digit(body[i + 1]) * HEX + digit(body[i + 2]));
        i += 2;
      } else {
        decoded.write(body[i]);
      }
    }
    return decoded.toByteArray();
  }

  private static int digit(byte character) {
    return Character.digit((char) character, HEX);
  }
}
