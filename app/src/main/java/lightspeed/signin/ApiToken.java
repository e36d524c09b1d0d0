package lightspeed.signin;

import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A program that may call the API. The token itself is known to nobody but that program.
///
/// @param name under which its changes are in the audit log, as `token:<name>`
/// @param expiresAt null: never
/// @param revokedAt null: it is valid
public record ApiToken(
    long id,
    String name,
    Set<Scope> scopes,
    @Nullable String createdBy,
    Instant createdAt,
    @Nullable Instant lastUsedAt,
    @Nullable Instant expiresAt,
    @Nullable Instant revokedAt) {
  public ApiToken {
    scopes = Set.copyOf(scopes);
  }

  public boolean may(Right right) {
    return right == Right.PUBLIC || scopes.stream().anyMatch(scope -> scope.right() == right);
  }

  /// What `actor` of the audit log is. No person can be called so.
  public String actor() {
    return "token:" + name;
  }

  boolean isValidAt(Instant now) {
    return revokedAt == null && (expiresAt == null || now.isBefore(expiresAt));
  }
}
