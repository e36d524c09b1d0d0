package lightspeed.signin;

import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import lightspeed.audit.ActorName;
import org.jspecify.annotations.Nullable;

/// A program that may call the API. The token itself is known to nobody but that program.
///
/// A program acts for the person who made its token: it may no more than that person may, and ends
/// with them. Of one made at the shell, whoever works there answers for it.
///
/// @param person whom it acts for; null when it was made at the shell
/// @param expiresAt null: never
/// @param revokedAt null: it is valid
public record ApiToken(
    long id,
    String name,
    Set<Scope> scopes,
    @Nullable Person person,
    @Nullable String createdBy,
    Instant createdAt,
    @Nullable Instant lastUsedAt,
    @Nullable Instant expiresAt,
    @Nullable Instant revokedAt) {
  public ApiToken {
    scopes = Set.copyOf(scopes);
  }

  public boolean may(Right right) {
    return right == Right.PUBLIC
        || (scopes.stream().anyMatch(scope -> scope.right() == right)
            && (person == null || person.may(right)));
  }

  /// Whose work its changes are.
  public String actsFor() {
    return person == null
        ? Objects.requireNonNullElse(createdBy, OwnActors.UNKNOWN)
        : person.name();
  }

  /// What `actor` of the audit log is.
  public String actor() {
    return ActorName.withToken(actsFor(), name);
  }

  boolean isValidAt(Instant now) {
    return revokedAt == null && (expiresAt == null || now.isBefore(expiresAt));
  }
}
