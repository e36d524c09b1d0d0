package lightspeed.xseries;

import java.io.IOException;

/// An answer went on beyond the largest body we read; its connection was dropped.
final class BodyTooLarge extends IOException {
  private static final long serialVersionUID = 1L;

  BodyTooLarge(int maxBodyBytes) {
    super("it is longer than " + maxBodyBytes + " bytes");
  }
}
