package xseries.emulator.http;

import java.io.Serial;

/// The bytes on the connection are not an acceptable request; answered, then the connection is
/// closed.
final class BadRequest extends Exception {
  @Serial private static final long serialVersionUID = 1L;

  private final int status;

  BadRequest(int status, String message) {
    super(message);
    this.status = status;
  }

  int status() {
    return status;
  }
}
