package lightspeed.signin;

import io.nayuki.qrcodegen.QrCode;

/// A text as a picture that phones read, for a page: the squares as one path of SVG, so that
/// neither a script nor a picture of another place is needed.
///
/// @param size of the picture in squares, with its margin
/// @param path the `d` of the path
public record QrImage(int size, String path) {
  /// As the standard asks.
  private static final int MARGIN = 4;

  static QrImage of(String text) {
    var code = QrCode.encodeText(text, QrCode.Ecc.MEDIUM);
    var path = new StringBuilder();
    for (int y = 0; y < code.size; y++) {
      for (int x = 0; x < code.size; x++) {
        if (code.getModule(x, y)) {
          path.append('M').append(x + MARGIN).append(',').append(y + MARGIN).append("h1v1h-1z");
        }
      }
    }
    return new QrImage(code.size + 2 * MARGIN, path.toString());
  }
}
