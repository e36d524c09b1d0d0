package lightspeed.signin;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import lightspeed.audit.AuditDetails;
import lightspeed.audit.AuditLog;
import lightspeed.db.Database;
import lightspeed.db.SqlErrors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;

/// The people who may sign in. Each change is in the audit log and holds at once, also in sessions
/// that are under way. Console and commands call this.
///
/// **Threads:** safe.
public final class Users {
  static final Duration LINK_LIVES = Duration.ofHours(24);
  private static final String ENTITY_TYPE = "USER";

  private final Database database;
  private final PasswordHashes hashes;
  private final AuditLog audit;
  private final InstantSource clock;
  private final Secrets secrets = new Secrets();

  Users(Database database, PasswordHashes hashes, AuditLog audit, InstantSource clock) {
    this.database = database;
    this.hashes = hashes;
    this.audit = audit;
    this.clock = clock;
  }

  public Users(Database database, AuditLog audit, InstantSource clock) {
    this(database, new PasswordHashes(), audit, clock);
  }

  /// All of them, by name.
  public List<User> list() {
    return database.read(UserStore::all);
  }

  public Optional<User> find(String name) {
    return database.read(handle -> UserStore.find(handle, name));
  }

  /// Adds a person without a password.
  ///
  /// @return with which the person chooses one
  /// @throws SignInException.InvalidInput when the name cannot be used
  /// @throws SignInException.Conflict when it is taken
  public SetUpLink create(String typed, Role role, Actor actor) {
    var name = NameForm.ofPerson(typed);
    return database.inTransaction(
        handle -> {
          var id = insert(handle, name, role, null);
          var link = link(handle, id, actor);
          append(handle, actor, "user.created", name, new AuditDetails().with("role", role.word()));
          return link;
        });
  }

  /// Adds a person with a password.
  ///
  /// @throws SignInException.InvalidInput when name or password cannot be used
  /// @throws SignInException.Conflict when the name is taken
  public void create(String typed, Role role, String password, Actor actor)
      throws InterruptedException {
    var name = NameForm.ofPerson(typed);
    var hash = hash(name, password);
    database.useTransaction(
        handle -> {
          insert(handle, name, role, hash);
          append(handle, actor, "user.created", name, new AuditDetails().with("role", role.word()));
        });
  }

  /// **Twice:** changes nothing.
  ///
  /// @throws SignInException.NotFound when there is no such person
  /// @throws SignInException.Conflict when nobody would be left who can administer
  public void changeRole(String name, Role role, Actor actor) {
    database.useTransaction(
        handle -> {
          var user = require(handle, name);
          if (user.role() == role) {
            return;
          }
          if (role != Role.ADMIN) {
            requireOtherAdmin(handle, user);
          }
          UserStore.setRole(handle, user.id(), role);
          append(
              handle,
              actor,
              "user.role",
              user.name(),
              new AuditDetails().with("from", user.role().word()).with("to", role.word()));
        });
  }

  /// The person cannot sign in any more and is signed out everywhere.
  ///
  /// **Twice:** changes nothing.
  ///
  /// @throws SignInException.NotFound when there is no such person
  /// @throws SignInException.Conflict when nobody would be left who can administer
  public void disable(String name, Actor actor) {
    setActive(name, false, actor);
  }

  /// The person may sign in again.
  ///
  /// **Twice:** changes nothing.
  ///
  /// @throws SignInException.NotFound when there is no such person
  public void enable(String name, Actor actor) {
    setActive(name, true, actor);
  }

  /// Sets a password and signs the person out everywhere. For one's own password see the page
  /// `/password`, which asks for the old one.
  ///
  /// @throws SignInException.NotFound when there is no such person
  /// @throws SignInException.InvalidInput when the password cannot be used
  public void setPassword(String name, String password, Actor actor) throws InterruptedException {
    var known = database.read(handle -> UserStore.find(handle, name)).orElseThrow(() -> none(name));
    var hash = hash(known.name(), password);
    database.useTransaction(
        handle -> {
          var user = require(handle, name);
          UserStore.setPassword(handle, user.id(), hash);
          LinkStore.endAll(handle, user.id());
          append(handle, actor, "user.password", user.name(), new AuditDetails());
        });
  }

  /// Another link with which the person chooses a password; the old password holds until then,
  /// earlier links are void.
  ///
  /// @throws SignInException.NotFound when there is no such person
  /// @throws SignInException.Conflict when the person is disabled
  public SetUpLink newLink(String name, Actor actor) {
    return database.inTransaction(
        handle -> {
          var user = require(handle, name);
          if (!user.isActive()) {
            throw new SignInException.Conflict(user.name() + " is disabled; enable first.");
          }
          var link = link(handle, user.id(), actor);
          append(handle, actor, "user.link", user.name(), new AuditDetails());
          return link;
        });
  }

  /// Signs the person out everywhere.
  ///
  /// @throws SignInException.NotFound when there is no such person
  public void endSessions(String name, Actor actor) {
    database.useTransaction(
        handle -> {
          var user = require(handle, name);
          UserStore.endSessions(handle, user.id());
          append(handle, actor, "user.signed_out_everywhere", user.name(), new AuditDetails());
        });
  }

  /// Whether anybody can administer; before the first set-up nobody can.
  boolean hasAdmin() {
    return database.read(UserStore::hasAdmin);
  }

  /// Writes down that somebody signed out.
  void signedOut(String name, Actor actor) {
    database.useTransaction(
        handle -> append(handle, actor, "sign_in.ended", name, new AuditDetails()));
  }

  private void setActive(String name, boolean isActive, Actor actor) {
    database.useTransaction(
        handle -> {
          var user = require(handle, name);
          if (user.isActive() == isActive) {
            return;
          }
          if (!isActive) {
            requireOtherAdmin(handle, user);
            LinkStore.endAll(handle, user.id());
          }
          UserStore.setActive(handle, user.id(), isActive);
          append(
              handle,
              actor,
              isActive ? "user.enabled" : "user.disabled",
              user.name(),
              new AuditDetails());
        });
  }

  private SetUpLink link(Handle handle, UserId id, Actor actor) {
    var token = secrets.next();
    var now = clock.instant();
    LinkStore.replace(handle, id, token, actor.name(), now, now.plus(LINK_LIVES));
    return SetUpLink.of(token, now.plus(LINK_LIVES));
  }

  private UserId insert(Handle handle, String name, Role role, @Nullable String hash) {
    NameKeys.fill(handle);
    try {
      return UserStore.insert(handle, name, role, hash, clock.instant());
    } catch (JdbiException failure) {
      if (SqlErrors.isDuplicateKey(failure)) {
        throw new SignInException.Conflict("The name " + name + " is already taken.");
      }
      throw failure;
    }
  }

  private String hash(String name, String password) throws InterruptedException {
    var problems = PasswordRules.problems(name, password);
    if (!problems.isEmpty()) {
      throw new SignInException.InvalidInput(problems);
    }
    try {
      return hashes.of(password);
    } catch (PasswordHashes.Overloaded _) {
      throw new SignInException.Conflict("Too many people sign in right now; try again.");
    }
  }

  private void append(
      Handle handle, Actor actor, String action, String name, AuditDetails details) {
    audit.append(handle, actor.name(), action, ENTITY_TYPE, name, details.json(), actor.address());
  }

  static User require(Handle handle, String name) {
    NameKeys.fill(handle);
    return UserStore.lock(handle, name).orElseThrow(() -> none(name));
  }

  private static SignInException.NotFound none(String name) {
    return new SignInException.NotFound("No user is named " + name + ".");
  }

  static void requireOtherAdmin(Handle handle, User user) {
    var admins = UserStore.lockAdmins(handle);
    if (admins.equals(List.of(user.id()))) {
      throw new SignInException.Conflict(
          user.name() + " is the only admin. Make another user an admin first.");
    }
  }
}
