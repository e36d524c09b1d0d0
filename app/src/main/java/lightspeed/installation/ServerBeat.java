package lightspeed.installation;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import lightspeed.db.Database;
import lightspeed.db.DatabaseException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A server shows that it runs, so that no database is restored beneath it.
///
/// **Threads:** safe.
public final class ServerBeat implements AutoCloseable {
  /// After so long without a beat a server counts as gone.
  static final Duration SILENCE = Duration.ofSeconds(12);

  private static final Logger LOG = LoggerFactory.getLogger(ServerBeat.class);
  private static final Duration INTERVAL = Duration.ofSeconds(4);

  private static final String BEAT =
      """
      INSERT INTO installation_servers (id, host, pid)
      VALUES (:id, :host, :pid)
      ON DUPLICATE KEY UPDATE seen_at = CURRENT_TIMESTAMP(6)
      """;

  private static final String LEAVE =
      """
      DELETE FROM installation_servers
      WHERE id = :id
        OR seen_at < CURRENT_TIMESTAMP(6) - INTERVAL 1 DAY
      """;

  private final Database database;
  private final String host;
  private final long pid;
  private final String id = UUID.randomUUID().toString();
  private @Nullable ScheduledExecutorService clockwork;

  public ServerBeat(Database database, String host, long pid) {
    this.database = database;
    this.host = host;
    this.pid = pid;
  }

  /// Beats at once and from then on until [#close()].
  public synchronized void start() {
    beat();
    var made =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("server-beat").factory());
    var _ =
        made.scheduleWithFixedDelay(
            this::tick, INTERVAL.toMillis(), INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
    clockwork = made;
  }

  private void tick() {
    try {
      beat();
    } catch (DatabaseException away) {
      LOG.debug("server cannot beat: {}", away.getMessage());
    }
  }

  private void beat() {
    database.useTransaction(
        tx -> tx.createUpdate(BEAT).bind("id", id).bind("host", host).bind("pid", pid).execute());
  }

  @Override
  public synchronized void close() {
    if (clockwork == null) {
      return;
    }
    clockwork.shutdownNow();
    clockwork = null;
    try {
      database.useTransaction(tx -> tx.createUpdate(LEAVE).bind("id", id).execute());
    } catch (DatabaseException away) {
      LOG.debug("server could not sign off: {}", away.getMessage());
    }
  }
}
