package lightspeed.signin;

import java.time.Instant;
import lightspeed.config.Secret;

/// A link with which one person chooses a password, once. Shown once, to the one who asked for it.
///
/// @param path after the server's address; whoever has it may use it
/// @param expiresAt afterwards it does nothing
public record SetUpLink(Secret path, Instant expiresAt) {
  static final String ROOT = "/set-up/";

  static SetUpLink of(String token, Instant expiresAt) {
    return new SetUpLink(new Secret(ROOT + token), expiresAt);
  }
}
