package lightspeed.installation;

import java.util.List;
import org.jdbi.v3.core.Handle;

/// Which workers and servers use this database at the moment. One whose last beat lies ahead is of
/// before the database's clock was set back: if it runs, it beats again within seconds.
public final class AtWork {
  private AtWork() {}

  private static final String FIND =
      """
      SELECT CONCAT('worker ', id)
      FROM queue_workers
      WHERE stopped_at IS NULL
        AND lease_until > CURRENT_TIMESTAMP(6)
        AND last_beat_at < CURRENT_TIMESTAMP(6) + INTERVAL :silence SECOND
      UNION ALL
      SELECT CONCAT('server on ', host, ', process ', pid)
      FROM installation_servers
      WHERE seen_at > CURRENT_TIMESTAMP(6) - INTERVAL :silence SECOND
        AND seen_at < CURRENT_TIMESTAMP(6) + INTERVAL :silence SECOND
      """;

  private static final String HOSTS =
      """
      SELECT host
      FROM queue_workers
      WHERE stopped_at IS NULL
        AND lease_until > CURRENT_TIMESTAMP(6)
      UNION
      SELECT host
      FROM installation_servers
      WHERE seen_at > CURRENT_TIMESTAMP(6) - INTERVAL :silence SECOND
      """;

  /// Names of the machines on which they run.
  static List<String> hosts(Handle handle) {
    return handle
        .createQuery(HOSTS)
        .bind("silence", ServerBeat.SILENCE.toSeconds())
        .mapTo(String.class)
        .list();
  }

  public static List<String> now(Handle handle) {
    return handle
        .createQuery(FIND)
        .bind("silence", ServerBeat.SILENCE.toSeconds())
        .mapTo(String.class)
        .list();
  }

  /// Refuses what must not be done beside a running worker or server.
  ///
  /// @param what is to be done, such as `restore`
  /// @throws InstallationRefused when there is one
  public static void refuse(Handle handle, String what) {
    List<String> running = now(handle);
    if (!running.isEmpty()) {
      throw new InstallationRefused(
          "at_work",
          "This database is in use by "
              + String.join(" and ", running)
              + ". Stop that first, then "
              + what
              + ". One that was killed counts as stopped after a few seconds.");
    }
  }
}
