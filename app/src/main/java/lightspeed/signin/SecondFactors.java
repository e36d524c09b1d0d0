package lightspeed.signin;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import lightspeed.audit.AuditDetails;
import lightspeed.audit.AuditLog;
import lightspeed.config.ConfigurationInvalid;
import lightspeed.db.Database;
import lightspeed.settings.SealedColumn;
import lightspeed.settings.SecretBox;
import org.jdbi.v3.core.Handle;

/// The second thing a person proves besides the password: a code of an authenticator app, or one of
/// ten recovery codes for when the phone is lost. Each code counts once. Secrets are encrypted with
/// the key of this installation, recovery codes are kept as hashes.
///
/// **Threads:** safe.
public final class SecondFactors {
  /// Where secrets of authenticator apps are.
  public static final SealedColumn SEALED =
      new SealedColumn("users", "id", "second_factor", id -> "second_factor:" + id);

  private static final String ENTITY_TYPE = "USER";
  private static final int RECOVERY_CODES = 10;

  /// 15 bytes are 120 random bits: a plain hash of them cannot be guessed backwards.
  private static final int RECOVERY_BYTES = 15;

  private static final int GROUP = 4;

  private final Database database;
  private final SecretBox box;
  private final BooleanSupplier isDemanded;
  private final AuditLog audit;
  private final InstantSource clock;
  private final TotpCodes totp = new TotpCodes();
  private final SecureRandom random = new SecureRandom();

  /// @param isDemanded of admins and approvers, the setting `second_factor_required`
  public SecondFactors(
      Database database,
      SecretBox box,
      BooleanSupplier isDemanded,
      AuditLog audit,
      InstantSource clock) {
    this.database = database;
    this.box = box;
    this.isDemanded = isDemanded;
    this.audit = audit;
    this.clock = clock;
  }

  /// A secret that is not in use yet.
  ///
  /// @param secret to type into an app
  /// @param image the same to photograph
  public record Offer(String secret, QrImage image) {
    /// In groups, easier to type.
    public String typed() {
      return grouped(secret);
    }
  }

  /// Whether people of this role have to have one.
  public boolean isDemandedOf(Role role) {
    return isDemanded.getAsBoolean()
        && (role.rights().contains(Right.APPROVE) || role.rights().contains(Right.ADMINISTER));
  }

  /// A secret for an app, encrypted, to be kept until the person has typed a code of it.
  public String begin(Person person) {
    return box.seal(SEALED, person.id().toString(), totp.newSecret());
  }

  /// What [#begin] made, for the person.
  public Offer offer(Person person, String sealed) {
    var secret = open(person.id(), person.name(), sealed);
    return new Offer(secret, QrImage.of(TotpCodes.address(secret, person.name())));
  }

  /// From now on the person signs in with codes of this secret too.
  ///
  /// @param sealed what [#begin] made
  /// @return recovery codes, shown once
  /// @throws SignInException.InvalidInput when the code is not of this secret
  public List<String> confirm(Person person, String sealed, String code, Actor actor) {
    var secret = open(person.id(), person.name(), sealed);
    long step =
        totp.step(secret, code, clock.instant(), 0)
            .orElseThrow(
                () ->
                    new SignInException.InvalidInput(
                        List.of(
                            "This is not the code that the app shows now. Check the clock of the"
                                + " phone and type the next code.")));
    return database.inTransaction(
        handle -> {
          // Keys may have been rotated since it was begun.
          var again = box.seal(SEALED, person.id().toString(), secret);
          SecondFactorStore.set(handle, person.id(), again, step);
          append(handle, actor, "user.second_factor", person.name());
          return newCodes(handle, person.id());
        });
  }

  /// Ten other recovery codes, shown once; those given before are void.
  public List<String> newRecoveryCodes(Person person, Actor actor) {
    return database.inTransaction(
        handle -> {
          if (SecondFactorStore.lock(handle, person.id()).isEmpty()) {
            throw new SignInException.Conflict("Set an authenticator app up first.");
          }
          append(handle, actor, "user.recovery_codes", person.name());
          return newCodes(handle, person.id());
        });
  }

  public int recoveryCodesLeft(Person person) {
    return database.read(handle -> SecondFactorStore.codes(handle, person.id()));
  }

  /// Takes one's own second factor away.
  ///
  /// @throws SignInException.InvalidInput when the code is wrong
  /// @throws SignInException.Conflict when the role has to have one
  public void remove(Person person, String code, Actor actor) {
    if (isDemandedOf(person.role())) {
      throw new SignInException.Conflict(
          "Your role signs in with a second factor (second_factor_required).");
    }
    database.useTransaction(
        handle -> {
          if (use(handle, person.id(), person.name(), code) == Used.NONE) {
            throw new SignInException.InvalidInput(List.of("This code is wrong or was used."));
          }
          clear(handle, person.id());
          append(handle, actor, "user.second_factor_removed", person.name());
        });
  }

  /// Takes the second factor of a person away who has lost it, and signs them out everywhere.
  ///
  /// **Twice:** changes nothing.
  ///
  /// @throws SignInException.NotFound when there is no such person
  public void reset(String name, Actor actor) {
    database.useTransaction(
        handle -> {
          var user = Users.require(handle, name);
          clear(handle, user.id());
          UserStore.endSessions(handle, user.id());
          append(handle, actor, "user.second_factor_reset", user.name());
        });
  }

  /// Which code it was.
  enum Used {
    NONE,
    APP,
    RECOVERY
  }

  /// Uses a code up, whichever it is.
  ///
  /// @throws SignInException.Conflict when the secret cannot be read with the key of this
  ///     installation
  Used use(User user, String code) {
    return database.inTransaction(handle -> use(handle, user.id(), user.name(), code));
  }

  private Used use(Handle tx, UserId user, String name, String code) {
    var row = SecondFactorStore.lock(tx, user);
    if (row.isEmpty()) {
      return Used.NONE;
    }
    if (SecondFactorStore.useCode(tx, user, hash(code))) {
      return Used.RECOVERY;
    }
    var secret = open(user, name, row.get().sealed());
    var step = totp.step(secret, code, clock.instant(), row.get().lastStep());
    if (step.isEmpty()) {
      return Used.NONE;
    }
    SecondFactorStore.used(tx, user, step.getAsLong());
    return Used.APP;
  }

  private static void clear(Handle tx, UserId user) {
    SecondFactorStore.set(tx, user, null, null);
    SecondFactorStore.replaceCodes(tx, user, List.of());
  }

  private List<String> newCodes(Handle tx, UserId user) {
    var codes = new ArrayList<String>();
    for (int i = 0; i < RECOVERY_CODES; i++) {
      var bytes = new byte[RECOVERY_BYTES];
      random.nextBytes(bytes);
      codes.add(grouped(TotpCodes.base32(bytes).toLowerCase(Locale.ROOT)));
    }
    SecondFactorStore.replaceCodes(tx, user, codes.stream().map(SecondFactors::hash).toList());
    return codes;
  }

  private String open(UserId user, String name, String sealed) {
    try {
      return box.open(SEALED, user.toString(), sealed);
    } catch (ConfigurationInvalid invalid) {
      throw new SignInException.Conflict(
          "The second factor of "
              + name
              + " cannot be read with the key of this installation. Bring the old key back, or run:"
              + " lightspeed-cli user:change "
              + name
              + " --reset-second-factor");
    }
  }

  private static String hash(String code) {
    return Secrets.hash("recovery:" + code.replaceAll("[\\s-]", "").toLowerCase(Locale.ROOT));
  }

  private static String grouped(String text) {
    return text.replaceAll("(.{" + GROUP + "})(?=.)", "$1-");
  }

  private void append(Handle handle, Actor actor, String action, String name) {
    audit.append(
        handle,
        actor.name(),
        action,
        ENTITY_TYPE,
        name,
        new AuditDetails().json(),
        actor.address());
  }
}
