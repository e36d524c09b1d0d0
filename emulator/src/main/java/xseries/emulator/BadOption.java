package xseries.emulator;

import java.io.Serial;

/// The command line asks for something that cannot be; the message says what.
final class BadOption extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  BadOption(String message) {
    super(message);
  }
}
