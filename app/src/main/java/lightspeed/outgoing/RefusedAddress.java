package lightspeed.outgoing;

import java.io.IOException;

/// Nothing was sent, because of where it would have gone. The message is fit to be shown.
public final class RefusedAddress extends IOException {
  private static final long serialVersionUID = 1L;

  RefusedAddress(String message) {
    super(message);
  }
}
