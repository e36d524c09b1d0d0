package lightspeed.db;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// What can go wrong with the database, as kinds that callers tell apart. Every message is a
/// sentence that says what to do next and holds no password.
public abstract sealed class DatabaseException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private DatabaseException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /// Waiting may help: the database may be well again without anyone changing this program or its
  /// settings. A loop that looks at the tables anew may wait and go on. It is no licence to run
  /// the same change again: see [OutcomeUnknown].
  public boolean isTransient() {
    return false;
  }

  /// No connection, or it was lost before COMMIT was sent: nothing of the transaction stays.
  public static final class Unreachable extends DatabaseException {
    private static final long serialVersionUID = 1L;

    Unreachable(String message, @Nullable Throwable cause) {
      super(message, cause);
    }

    @Override
    public boolean isTransient() {
      return true;
    }
  }

  /// The connection was lost while COMMIT was under way: the transaction is either whole in the
  /// database or not at all. Only looking tells.
  public static final class OutcomeUnknown extends DatabaseException {
    private static final long serialVersionUID = 1L;

    OutcomeUnknown(String message, @Nullable Throwable cause) {
      super(message, cause);
    }

    @Override
    public boolean isTransient() {
      return true;
    }
  }

  /// Deadlock, lock time-out, too many connections, a cluster node that is not ready: rolled back,
  /// and already tried again where that was safe.
  public static final class Busy extends DatabaseException {
    private static final long serialVersionUID = 1L;

    Busy(String message, @Nullable Throwable cause) {
      super(message, cause);
    }

    @Override
    public boolean isTransient() {
      return true;
    }
  }

  /// The server or cluster node takes no writes at the moment.
  public static final class ReadOnly extends DatabaseException {
    private static final long serialVersionUID = 1L;

    ReadOnly(String message, @Nullable Throwable cause) {
      super(message, cause);
    }

    @Override
    public boolean isTransient() {
      return true;
    }
  }

  /// No room for data.
  public static final class StorageFull extends DatabaseException {
    private static final long serialVersionUID = 1L;

    StorageFull(String message, @Nullable Throwable cause) {
      super(message, cause);
    }

    @Override
    public boolean isTransient() {
      return true;
    }
  }

  /// User, password or rights are refused.
  public static final class AccessDenied extends DatabaseException {
    private static final long serialVersionUID = 1L;

    AccessDenied(String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }

  /// The server has no schema of that name.
  public static final class MissingDatabase extends DatabaseException {
    private static final long serialVersionUID = 1L;

    MissingDatabase(String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }

  /// The tables are not there.
  public static final class SchemaMissing extends DatabaseException {
    private static final long serialVersionUID = 1L;

    SchemaMissing(String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }

  /// The tables are older than this program.
  public static final class SchemaTooOld extends DatabaseException {
    private static final long serialVersionUID = 1L;

    SchemaTooOld(String message) {
      super(message, null);
    }
  }

  /// The tables are newer than this program.
  public static final class SchemaTooNew extends DatabaseException {
    private static final long serialVersionUID = 1L;

    SchemaTooNew(String message) {
      super(message, null);
    }
  }

  /// A migration stopped midway, or someone else's tables are in the way.
  public static final class MigrationFailed extends DatabaseException {
    private static final long serialVersionUID = 1L;

    MigrationFailed(String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }

  /// A row with this unique key exists.
  public static final class DuplicateKey extends DatabaseException {
    private static final long serialVersionUID = 1L;

    DuplicateKey(String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }

  /// The embedded server cannot be set up, started or stopped.
  public static final class EmbeddedServerFailed extends DatabaseException {
    private static final long serialVersionUID = 1L;

    EmbeddedServerFailed(String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }

  /// A program of MariaDB that we need is not installed.
  public static final class ProgramMissing extends DatabaseException {
    private static final long serialVersionUID = 1L;

    ProgramMissing(String message) {
      super(message, null);
    }
  }

  /// A backup could not be made.
  public static final class BackupFailed extends DatabaseException {
    private static final long serialVersionUID = 1L;

    BackupFailed(String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }

  /// A backup was not restored, because it is not whole, not ours or of a newer program, or because
  /// something is in the way. Nothing was changed.
  public static final class RestoreRefused extends DatabaseException {
    private static final long serialVersionUID = 1L;

    private final boolean isForTheFile;

    private RestoreRefused(String message, boolean isForTheFile, @Nullable Throwable cause) {
      super(message, cause);
      this.isForTheFile = isForTheFile;
    }

    /// The file cannot be used.
    static RestoreRefused unusable(Path file, String reason, @Nullable Throwable cause) {
      return new RestoreRefused(
          "The file "
              + file
              + " cannot be restored: "
              + reason
              + ". Nothing was changed; name another backup.",
          true,
          cause);
    }

    /// Something else is in the way.
    static RestoreRefused inTheWay(String message) {
      return new RestoreRefused(message, false, null);
    }

    /// Whether another file would do.
    public boolean isForTheFile() {
      return isForTheFile;
    }
  }

  /// Anything else the server or the driver refused: a fault of this program or of hand-made
  /// changes to its tables.
  public static final class Failed extends DatabaseException {
    private static final long serialVersionUID = 1L;

    Failed(String message, @Nullable Throwable cause) {
      super(message, cause);
    }
  }
}
