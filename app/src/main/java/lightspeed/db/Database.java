package lightspeed.db;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Random;
import java.util.random.RandomGenerator;
import javax.sql.DataSource;
import org.jdbi.v3.core.ConnectionFactory;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.HandleConsumer;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.extension.HandleSupplier;
import org.jdbi.v3.core.statement.StatementException;
import org.jdbi.v3.core.statement.StatementExceptions;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The way to MariaDB for every service: short transactions at READ COMMITTED.
///
/// Whatever the database refuses arrives as a [DatabaseException]; what a body throws of its own
/// passes unchanged, after the roll-back.
///
/// **Threads:** safe.
public final class Database {
  private static final Logger LOG = LoggerFactory.getLogger(Database.class);

  /// Tries of one transaction in all. Five meet a deadlock in practice never; a lock time-out is
  /// given up sooner because each costs [SessionSettings#LOCK_WAIT].
  private static final int MAX_TRIES = 5;

  private static final int MAX_LOCK_TIMEOUTS = 2;

  /// The pause before try n is random below n times this.
  private static final Duration PAUSE_STEP = Duration.ofMillis(20);

  private final ConnectionFactory connections;
  private final ServerWatch watch;
  private volatile @Nullable Jdbi jdbi;
  private final Sleeper sleeper;
  private final RandomGenerator random;

  /// `connections` come with the settings of [Connections].
  public Database(DataSource connections) {
    this(connections::getConnection, new ServerWatch(System::nanoTime));
  }

  Database(ConnectionFactory connections, ServerWatch watch) {
    this(connections, watch, Sleeper.real(), new Random());
  }

  Database(
      ConnectionFactory connections, ServerWatch watch, Sleeper sleeper, RandomGenerator random) {
    this.connections = connections;
    this.watch = watch;
    this.sleeper = sleeper;
    this.random = random;
  }

  /// Made at the first need, because making it takes longer than the queries of a short command.
  private Jdbi jdbi() {
    Jdbi made = jdbi;
    if (made == null) {
      synchronized (this) {
        made = jdbi;
        if (made == null) {
          made = Jdbi.create(connections);
          made.setTransactionHandler(new TransactionStatements());
          made.configure(
              StatementExceptions.class,
              texts -> texts.setMessageRendering(Database::withoutArguments));
          jdbi = made;
        }
      }
    }
    return made;
  }

  /// Reads with constant statements, without a transaction around them and without Jdbi; never part
  /// of a transaction of the same thread.
  ///
  /// @throws DatabaseException when the database refused
  public <T> T look(Look<T> body) {
    try {
      Connection connection = connections.openConnection();
      try {
        return body.at(new Rows(connection));
      } finally {
        connections.closeConnection(connection);
      }
    } catch (SQLException failure) {
      watch.failed(failure);
      throw SqlErrors.translate(failure);
    }
  }

  /// How long ago this process last lost a connection, met a server that takes no writes, or was
  /// answered by another server than before; a restarted one is another one. Never longer than this
  /// object is old. Monotonic. A connection that the pool replaces as a routine does not count.
  ///
  /// What was read earlier than that may be of a database that went back since. Ask *inside* the
  /// transaction that relies on it: its connection was looked at when it was opened.
  public Duration sinceDisturbance() {
    return watch.sinceDisturbance();
  }

  /// What is read.
  @FunctionalInterface
  public interface Look<T> {
    T at(Rows rows) throws SQLException;
  }

  /// Runs `body` in one transaction and returns its result.
  ///
  /// **Twice:** the body may run again after a failure that rolled everything back: a deadlock, a
  /// lock time-out or a snapshot conflict. Never when the outcome of COMMIT is unknown.
  ///
  /// @throws IllegalStateException inside another transaction of the same thread
  /// @throws DatabaseException when the database refused, after [#MAX_TRIES] tries where they help;
  ///     [DatabaseException.OutcomeUnknown] when the connection broke during COMMIT
  public <T, X extends Exception> T inTransaction(HandleCallback<T, X> body) throws X {
    requireNoneOpen();
    int lockTimeouts = 0;
    for (int tries = 1; ; tries++) {
      try {
        return jdbi().inTransaction(body);
      } catch (Exception failure) {
        watch.failed(failure);
        if (!isFromDatabase(failure)) {
          throw failure;
        }
        SqlErrorKind kind = SqlErrors.kindOf(failure);
        if (kind == SqlErrorKind.LOCK_TIMEOUT) {
          lockTimeouts++;
        }
        boolean again =
            (kind.isRolledBackAndWorthRepeating() && lockTimeouts < MAX_LOCK_TIMEOUTS)
                || (failure instanceof TransactionStatements.TransactionNotStarted && tries == 1);
        if (!again || tries == MAX_TRIES || !pause(tries)) {
          throw SqlErrors.translate(failure);
        }
        LOG.info("transaction runs again try={} cause=\"{}\"", tries + 1, SqlErrors.told(failure));
      }
    }
  }

  /// Runs `body` in one transaction; otherwise as [#inTransaction(HandleCallback)].
  public <X extends Exception> void useTransaction(HandleConsumer<X> body) throws X {
    inTransaction(body.asCallback());
  }

  /// Runs reading statements without a transaction around them, once. Inside a transaction of the
  /// same thread they are part of it.
  ///
  /// @throws DatabaseException when the database refused
  public <T, X extends Exception> T read(HandleCallback<T, X> body) throws X {
    try {
      return jdbi().withHandle(body);
    } catch (Exception failure) {
      watch.failed(failure);
      if (!isFromDatabase(failure)) {
        throw failure;
      }
      throw SqlErrors.translate(failure);
    }
  }

  /// An inner transaction would share the outer one's handle; trying it again alone would lose what
  /// the outer one wrote.
  private void requireNoneOpen() {
    HandleSupplier ofThisThread = jdbi().getHandleScope().get();
    if (ofThisThread != null && ofThisThread.getHandle().isInTransaction()) {
      throw new IllegalStateException(
          "A transaction was begun inside another one; hand the open handle on instead.");
    }
  }

  private static boolean isFromDatabase(Exception failure) {
    return failure instanceof JdbiException || failure instanceof SQLException;
  }

  /// False when the thread was asked to stop; its flag stays set.
  private boolean pause(int tries) {
    try {
      sleeper.sleep(Duration.ofNanos(random.nextLong(PAUSE_STEP.toNanos() * tries)));
      return true;
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /// Arguments may be secrets, so they stay out of messages.
  private static String withoutArguments(StatementException failure) {
    return failure.getShortMessage();
  }
}
