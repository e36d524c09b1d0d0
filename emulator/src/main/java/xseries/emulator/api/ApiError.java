package xseries.emulator.api;

import java.io.Serial;

/// An answer that is not a success, with the vendor's simple body `{"error": …}`.
final class ApiError extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  private final int status;

  ApiError(int status, String message) {
    super(message);
    this.status = status;
  }

  ApiError(int status, String message, Throwable cause) {
    super(message, cause);
    this.status = status;
  }

  int status() {
    return status;
  }
}
