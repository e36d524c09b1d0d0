package lightspeed.outgoing;

import java.io.IOException;

/// Nothing was sent, because of where it would have gone. The message is fit to be shown.
public final class RefusedAddress extends IOException {
  static final String OF_A_CLOUD = "there clouds tell machines their secrets, so nothing is sent";

  private static final long serialVersionUID = 1L;

  RefusedAddress(String message) {
    super(message);
  }
}
