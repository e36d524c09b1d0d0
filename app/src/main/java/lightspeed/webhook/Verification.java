package lightspeed.webhook;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import lightspeed.config.Secret;
import lightspeed.config.WebhookConfig;
import org.jspecify.annotations.Nullable;

/// Decides whether a delivery is genuine. A signature that is there and can be checked decides
/// alone; otherwise the secret in the path does. Comparing takes the same time wherever two values
/// differ, and every allowed reading is tried whether or not an earlier one fitted.
final class Verification {
  private final List<Secret> signingSecrets;
  private final List<Secret> pathSecrets;

  Verification(WebhookConfig config) {
    this.signingSecrets = config.signingSecrets();
    this.pathSecrets = config.pathSecrets();
  }

  /// Whether the delivery is genuine whatever its body says.
  boolean isProvenByPath(@Nullable String pathSecret, List<String> signatures) {
    boolean isSigned = !signatures.isEmpty() && !signingSecrets.isEmpty();
    return !isSigned && isPathSecret(pathSecret);
  }

  /// Whether the body need not be read to know that the delivery is forged.
  boolean isHopeless(@Nullable String pathSecret, List<String> signatures) {
    boolean isSigned = !signatures.isEmpty() && !signingSecrets.isEmpty();
    return !isSigned && !isPathSecret(pathSecret);
  }

  /// What proves the delivery; empty when nothing does.
  ///
  /// @param pathSecret from the address that was called
  /// @param signatures every `X-Signature` header
  /// @param body as it came
  /// @param payload the decoded form field; null when there is none. The vendor does not say
  ///     whether it or the body is signed.
  Optional<Delivery.Proof> proof(
      @Nullable String pathSecret,
      List<String> signatures,
      byte[] body,
      byte @Nullable [] payload) {
    if (signatures.isEmpty() || signingSecrets.isEmpty()) {
      return isPathSecret(pathSecret) ? Optional.of(Delivery.Proof.PATH_SECRET) : Optional.empty();
    }
    if (signatures.size() > 1) {
      return Optional.empty();
    }
    return SignatureHeader.read(signatures.getFirst())
        .filter(signature -> isSignature(signature, body, payload))
        .map(_ -> Delivery.Proof.SIGNATURE);
  }

  private boolean isSignature(byte[] signature, byte[] body, byte @Nullable [] payload) {
    boolean fits = false;
    for (var secret : signingSecrets) {
      fits |= MessageDigest.isEqual(signature, Hmac.of(secret, body));
      if (payload != null) {
        fits |= MessageDigest.isEqual(signature, Hmac.of(secret, payload));
      }
    }
    return fits;
  }

  private boolean isPathSecret(@Nullable String given) {
    if (given == null) {
      return false;
    }
    var bytes = given.getBytes(StandardCharsets.UTF_8);
    boolean fits = false;
    for (var secret : pathSecrets) {
      fits |= MessageDigest.isEqual(bytes, secret.reveal().getBytes(StandardCharsets.UTF_8));
    }
    return fits;
  }
}
