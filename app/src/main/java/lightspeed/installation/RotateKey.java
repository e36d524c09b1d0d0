package lightspeed.installation;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import lightspeed.audit.AuditDetails;
import lightspeed.audit.AuditLog;
import lightspeed.config.ConfigurationInvalid;
import lightspeed.db.Database;
import lightspeed.settings.KeyChange;
import lightspeed.settings.KeySource;
import lightspeed.settings.Reseal;
import org.jdbi.v3.core.Handle;

/// Gives this installation another key.
///
/// 1. The row of the installation is locked: one rotation at a time.
/// 2. The key file gets the new key as the first one; those of before stay and only open. A crash
///    after this leaves secrets that older keys sealed; they are opened as before, and the next
///    rotation goes on from here instead of making another key.
/// 3. Every secret is sealed with the new key, and the mark of who may send is renewed; the mark of
///    before counts too until older keys are forgotten. All this is one transaction: a crash leaves
///    2 or 3, whole.
///
/// Running processes read the key file for each use, so they follow at once.
///
/// **Twice:** another key each time, unless there was something to finish.
///
/// **Threads:** safe; across processes too.
public final class RotateKey {
  private static final int SALT_BYTES = 16;

  private final Database database;
  private final KeySource keys;
  private final KeyChange change;
  private final Reseal reseal;
  private final AuditLog audit;
  private final String host;
  private final SecureRandom random = new SecureRandom();

  /// @param host name of this machine, as servers write it down
  public RotateKey(
      Database database,
      KeySource keys,
      KeyChange change,
      Reseal reseal,
      AuditLog audit,
      String host) {
    this.database = database;
    this.keys = keys;
    this.change = change;
    this.reseal = reseal;
    this.audit = audit;
    this.host = host;
  }

  /// What was done.
  ///
  /// @param isNew whether another key seals now; false when an interrupted rotation was finished,
  ///     or nothing was to do
  /// @param names of the keys afterwards
  /// @param secrets what became of them
  public record Done(boolean isNew, KeySource.Names names, Reseal.Result secrets) {}

  /// Rotates, or finishes a rotation that was interrupted.
  ///
  /// @param isShared whether other machines that are at work use the same key file
  /// @throws InstallationRefused when other machines are at work that do not know the new key, or
  ///     `LIGHTSPEED_KEY` holds one key only
  /// @throws ConfigurationInvalid when the key file cannot be changed; nothing was
  public Done rotate(boolean isShared, String actor) {
    return database.inTransaction(
        tx -> {
          InstallationStanding standing = InstallationStore.lock(tx);
          boolean isUnfinished = isUnfinished(tx, standing);
          if (!isUnfinished) {
            requireFile();
            requireKnownElsewhere(tx, isShared);
            change.rotate();
          }
          var before = standing.key();
          var secrets = sealAgain(tx, standing);
          var names = names();
          append(
              tx,
              actor,
              "key.rotated",
              new AuditDetails()
                  .with("from", before == null ? null : before.id())
                  .with("to", names.current())
                  .with("sealed", String.valueOf(secrets.resealed())));
          return new Done(!isUnfinished, names, secrets);
        });
  }

  /// Makes the next key without using it, so that the key file can be copied to other machines.
  ///
  /// @throws InstallationRefused when the keys are not in a file
  /// @throws ConfigurationInvalid when the key file cannot be changed
  public KeySource.Names prepare() {
    database.useTransaction(
        tx -> {
          var _ = InstallationStore.lock(tx);
          requireFile();
          change.prepare();
        });
    return names();
  }

  /// Forgets the older keys, once whatever they sealed is sealed with the newest one for good. What
  /// only they open, such as secrets in older backups, is lost.
  ///
  /// @throws InstallationRefused when the keys are not in a file, or the rotation was a moment ago
  /// @throws ConfigurationInvalid when the key file cannot be changed; older keys are kept then
  public Done forgetOlder(String actor) {
    var secrets =
        database.inTransaction(
            tx -> {
              InstallationStanding standing = InstallationStore.lock(tx);
              requireSettled();
              var forgotten = String.join(" ", names().older());
              var resealed = sealAgain(tx, standing);
              InstallationStore.forgetSecondKey(tx);
              append(tx, actor, "key.forgotten", new AuditDetails().with("keys", forgotten));
              return resealed;
            });
    database.useTransaction(
        tx -> {
          var _ = InstallationStore.lock(tx);
          requireSettled();
          change.forgetOlder();
        });
    return new Done(false, names(), secrets);
  }

  private void requireSettled() {
    requireFile();
    var notYet = change.notYet();
    if (notYet != null) {
      throw new InstallationRefused("rotated_just_now", notYet);
    }
  }

  private void append(Handle tx, String actor, String action, AuditDetails details) {
    audit.append(tx, actor, action, "INSTALLATION", "1", details.json(), null);
  }

  /// How the secrets of the database stand to the keys here.
  public Reseal.Result look() {
    return database.read(reseal::look);
  }

  private KeySource.Names names() {
    return keys.names().orElseThrow();
  }

  private boolean isUnfinished(Handle tx, InstallationStanding standing) {
    var names = keys.names();
    if (names.isEmpty() || names.get().older().isEmpty()) {
      return false;
    }
    var mark = standing.key();
    boolean isMarkOlder = mark != null && names.get().older().contains(mark.id());
    return isMarkOlder || reseal.look(tx).resealed() > 0 || !change.isPossible();
  }

  private Reseal.Result sealAgain(Handle tx, InstallationStanding standing) {
    var secrets = reseal.all(tx);
    var mark = standing.key();
    boolean isOurs =
        mark != null
            && keys.marks(mark.salt()).stream().anyMatch(one -> one.value().equals(mark.mark()));
    if (isOurs && !Objects.requireNonNull(mark).id().equals(names().current())) {
      byte[] salt = new byte[SALT_BYTES];
      random.nextBytes(salt);
      String text = HexFormat.of().formatHex(salt);
      InstallationStore.renewMark(tx, text, keys.markOrCreate(text));
    }
    return secrets;
  }

  private void requireFile() {
    if (!change.isPossible()) {
      throw new InstallationRefused(
          "key_is_given",
          "LIGHTSPEED_KEY holds the key, so it cannot be changed here. Put a new one before it,"
              + " with a comma between (new,old), wherever this installation runs, restart its"
              + " processes, and run config:rotate-key again. A new one: openssl rand -base64 32");
    }
  }

  private void requireKnownElsewhere(Handle tx, boolean isShared) {
    if (isShared || keys.names().filter(names -> names.next() != null).isPresent()) {
      return;
    }
    List<String> others = AtWork.hosts(tx).stream().filter(one -> !one.equals(host)).toList();
    if (!others.isEmpty()) {
      throw new InstallationRefused(
          "other_machines",
          "Workers or servers of other machines are at work: "
              + String.join(", ", others)
              + ". They could not open what the new key seals. Run config:rotate-key --prepare,"
              + " copy "
              + keys
              + " there, then rotate. If they use this very file: --yes.");
    }
  }
}
