package lightspeed.signin;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import lightspeed.audit.AuditDetails;
import lightspeed.audit.AuditLog;
import lightspeed.config.Secret;
import lightspeed.db.Database;
import org.jspecify.annotations.Nullable;

/// Tokens with which programs call the API. Making and revoking one is in the audit log; both hold
/// at once.
///
/// **Threads:** safe.
public final class ApiTokens {
  /// Tells people and secret scanners what they have found.
  static final String PREFIX = "lsi_";

  private static final String ENTITY_TYPE = "TOKEN";

  /// Exact enough to find tokens that nobody uses, and no write at each request.
  private static final Duration USED_EVERY = Duration.ofMinutes(1);

  private final Database database;
  private final AuditLog audit;
  private final InstantSource clock;
  private final Secrets secrets = new Secrets();

  public ApiTokens(Database database, AuditLog audit, InstantSource clock) {
    this.database = database;
    this.audit = audit;
    this.clock = clock;
  }

  /// Makes a token. It acts for the person who makes it.
  ///
  /// @param lives null: until it is revoked
  /// @throws SignInException.InvalidInput when the name cannot be used or there is no scope
  /// @throws SignInException.Conflict when there is a valid one of this name
  public NewToken create(String typed, Set<Scope> scopes, @Nullable Duration lives, Actor actor) {
    var name = NameForm.of(typed);
    if (scopes.isEmpty()) {
      throw new SignInException.InvalidInput(List.of("A token needs at least one scope."));
    }
    var secret = PREFIX + secrets.next();
    var hash = Secrets.hash(secret);
    return database.inTransaction(
        handle -> {
          if (!TokenStore.lockValid(handle, name).isEmpty()) {
            throw new SignInException.Conflict(
                "There is already a token called " + name + "; revoke it or choose another name.");
          }
          var now = clock.instant().truncatedTo(ChronoUnit.MICROS);
          var person = UserStore.find(handle, actor.name()).map(User::person).orElse(null);
          var token =
              new ApiToken(
                  0,
                  name,
                  scopes,
                  person,
                  actor.name(),
                  now,
                  null,
                  lives == null ? null : now.plus(lives),
                  null);
          TokenStore.insert(handle, token, hash);
          var details =
              new AuditDetails()
                  .with(
                      "scopes",
                      scopes.stream().sorted().map(Scope::word).collect(Collectors.joining(",")));
          audit.append(
              handle,
              actor.name(),
              "token.created",
              ENTITY_TYPE,
              name,
              details.json(),
              actor.address());
          return new NewToken(TokenStore.byHash(handle, hash).orElseThrow(), new Secret(secret));
        });
  }

  /// All, also those that are not valid any more, newest first.
  public List<ApiToken> list() {
    return database.read(TokenStore::all);
  }

  /// From now on the token is refused.
  ///
  /// @throws SignInException.NotFound when there is no valid one of this name
  public void revoke(String name, Actor actor) {
    database.useTransaction(
        handle -> {
          var valid = TokenStore.lockValid(handle, name);
          if (valid.isEmpty()) {
            throw new SignInException.NotFound("There is no valid token called " + name + ".");
          }
          valid.forEach(token -> TokenStore.revoke(handle, token.id(), clock.instant()));
          audit.append(
              handle, actor.name(), "token.revoked", ENTITY_TYPE, name, null, actor.address());
        });
  }

  /// Whose secret this is; empty when it is of no valid token.
  Optional<ApiToken> find(String secret) {
    var now = clock.instant();
    var found =
        database
            .read(handle -> TokenStore.byHash(handle, Secrets.hash(secret)))
            .filter(token -> token.isValidAt(now));
    found
        .filter(token -> isDue(token.lastUsedAt(), now))
        .ifPresent(
            token -> database.useTransaction(handle -> TokenStore.used(handle, token.id(), now)));
    return found;
  }

  private static boolean isDue(@Nullable Instant lastUsed, Instant now) {
    return lastUsed == null || !now.isBefore(lastUsed.plus(USED_EVERY));
  }
}
