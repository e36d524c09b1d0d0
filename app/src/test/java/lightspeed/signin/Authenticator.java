package lightspeed.signin;

import java.time.Instant;

/// The app on a person's phone.
public final class Authenticator {
  private Authenticator() {}

  /// What the app shows at a moment.
  ///
  /// @param key as a page shows it
  public static String code(String key, Instant at) {
    return new TotpCodes().code(key.replace("-", ""), at);
  }
}
