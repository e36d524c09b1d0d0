package lightspeed.signin;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import lightspeed.audit.AuditDetails;
import lightspeed.audit.AuditLog;
import lightspeed.db.Database;
import lightspeed.db.SqlErrors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;

/// One-time links: the first admin's, which `serve` prints while there is none, and those with
/// which people choose a password. There is no password that comes with the product.
///
/// **Threads:** safe.
public final class SetUp {
  private static final String ENTITY_TYPE = "USER";

  private final Database database;
  private final PasswordHashes hashes;
  private final AuditLog audit;
  private final InstantSource clock;
  private final Secrets secrets = new Secrets();

  SetUp(Database database, PasswordHashes hashes, AuditLog audit, InstantSource clock) {
    this.database = database;
    this.hashes = hashes;
    this.audit = audit;
    this.clock = clock;
  }

  public SetUp(Database database, AuditLog audit, InstantSource clock) {
    this(database, new PasswordHashes(), audit, clock);
  }

  /// Whose link it is.
  ///
  /// @param name empty: of the first admin, who chooses a name too
  record Invitation(Optional<String> name) {}

  /// A link for the first admin; empty when there is an admin. A link given before is void.
  public Optional<SetUpLink> firstLink() {
    return database.inTransaction(
        handle -> {
          NameKeys.fill(handle);
          if (!UserStore.lockAdmins(handle).isEmpty()) {
            return Optional.<SetUpLink>empty();
          }
          var token = secrets.next();
          var now = clock.instant();
          var expires = now.plus(Users.LINK_LIVES);
          LinkStore.replace(handle, null, token, OwnActors.SERVER, now, expires);
          audit.append(handle, OwnActors.SERVER, "set_up.link", ENTITY_TYPE, null, null, null);
          return Optional.of(SetUpLink.of(token, expires));
        });
  }

  /// Whose link this is; empty when it was used, is too old or never was.
  Optional<Invitation> look(String token) {
    return database.read(
        handle -> LinkStore.find(handle, token, clock.instant()).flatMap(f -> of(handle, f)));
  }

  /// Uses the link up and sets the password. All sessions of the person end.
  ///
  /// @param name counts for the first admin only
  /// @throws SignInException.NotFound when the link is not valid (any more)
  /// @throws SignInException.InvalidInput when name or password cannot be used; the link stays
  User use(String token, String name, String password, String address)
      throws PasswordHashes.Overloaded, InterruptedException {
    var invitation = look(token).orElseThrow(SetUp::isVoid);
    var called = invitation.name().orElseGet(() -> NameForm.ofPerson(name.strip()));
    var problems = PasswordRules.problems(called, password);
    if (!problems.isEmpty()) {
      throw new SignInException.InvalidInput(problems);
    }
    var hash = hashes.of(password);
    return database.inTransaction(
        handle -> {
          var link = LinkStore.lock(handle, token, clock.instant()).orElseThrow(SetUp::isVoid);
          var id = link.user();
          if (id == null) {
            id = firstAdmin(handle, called, hash);
          } else {
            UserStore.setPassword(handle, id, hash);
          }
          LinkStore.endAll(handle, link.user());
          var user = UserStore.find(handle, id).filter(User::isActive).orElseThrow(SetUp::isVoid);
          var details = new AuditDetails().with("role", user.role().word());
          audit.append(
              handle,
              user.name(),
              "set_up.done",
              ENTITY_TYPE,
              user.name(),
              details.json(),
              address);
          return user;
        });
  }

  private UserId firstAdmin(Handle handle, String name, String hash) {
    if (!UserStore.lockAdmins(handle).isEmpty()) {
      throw isVoid();
    }
    try {
      return UserStore.insert(handle, name, Role.ADMIN, hash, clock.instant());
    } catch (JdbiException failure) {
      if (SqlErrors.isDuplicateKey(failure)) {
        throw new SignInException.InvalidInput(List.of("The name " + name + " is already taken."));
      }
      throw failure;
    }
  }

  private static Optional<Invitation> of(Handle handle, LinkStore.Found found) {
    var id = found.user();
    if (id == null) {
      return UserStore.hasAdmin(handle)
          ? Optional.empty()
          : Optional.of(new Invitation(Optional.empty()));
    }
    return UserStore.find(handle, id)
        .filter(User::isActive)
        .map(user -> new Invitation(Optional.of(user.name())));
  }

  private static SignInException.NotFound isVoid() {
    return new SignInException.NotFound(
        "This link was used or is too old. Ask an admin for another one; the very first one is"
            + " printed by lightspeed-cli serve when it starts.");
  }
}
