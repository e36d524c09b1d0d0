package lightspeed.doctor;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// Whether a database server is one that this program can rely on. Pure: given facts, gives
/// findings.
final class JudgeServer {
  private static final Pattern VERSION = Pattern.compile("([0-9]+)\\.([0-9]+)\\..*");

  /// The lowest that is promised: SKIP LOCKED came with 10.6.
  private static final int LOWEST_MAJOR = 10;

  private static final int LOWEST_MINOR = 6;

  /// The server's own default; a page of 500 lines is far smaller, a webhook may be 15 MiB.
  private static final long LEAST_PACKET_BYTES = 16L << 20;

  /// What one worker, one server and a few commands need, doubled.
  private static final long LEAST_CONNECTIONS = 50;

  private static final long FEW_FREE_CONNECTIONS = 10;

  /// A third of the server's default of 96 MB.
  private static final long LEAST_REDO_BYTES = 32L << 20;

  /// Our pools keep a connection alive every minute.
  private static final long LEAST_IDLE_SECONDS = 120;

  private static final long CLOCK_TOLERANCE_SECONDS = 5;
  private static final long FAR_MICROS = 50_000;

  private final ServerFacts facts;
  private final boolean isOurs;
  private final List<Finding> found = new ArrayList<>();

  private JudgeServer(ServerFacts facts, boolean isOurs) {
    this.facts = facts;
    this.isOurs = isOurs;
  }

  /// @param isOurs the embedded one, which is set up small on purpose
  static List<Finding> judge(ServerFacts facts, boolean isOurs) {
    var judge = new JudgeServer(facts, isOurs);
    judge.product();
    judge.writable();
    judge.session();
    judge.room();
    judge.safety();
    judge.time();
    return List.copyOf(judge.found);
  }

  private void find(Fault fault, String detail) {
    found.add(new Finding(fault, detail));
  }

  private void product() {
    var version = facts.text("VERSION", "");
    if (!version.contains("MariaDB")) {
      find(DatabaseFault.DATABASE_NOT_MARIADB, "The server says it is " + version + ".");
      return;
    }
    var numbers = VERSION.matcher(version);
    if (numbers.matches()) {
      int major = Integer.parseInt(numbers.group(1));
      int minor = Integer.parseInt(numbers.group(2));
      if (major < LOWEST_MAJOR || (major == LOWEST_MAJOR && minor < LOWEST_MINOR)) {
        find(DatabaseFault.DATABASE_TOO_OLD, "The server is " + version + ".");
      }
    }
    if (isOurs && facts.isOn(ServerFacts.STORE_IS_REAL)) {
      find(
          DatabaseFault.DATABASE_EMBEDDED,
          "Orders of a real store are kept in the embedded server, " + version + ".");
    }
  }

  private void writable() {
    if (facts.isOn("READ_ONLY") || facts.isOn("INNODB_READ_ONLY")) {
      find(DatabaseFault.DATABASE_READ_ONLY, "The server is set to read only.");
    }
    var cluster = facts.text("WSREP_CLUSTER_STATUS", "");
    if (!cluster.isEmpty()
        && !cluster.equalsIgnoreCase("Primary")
        && !cluster.equalsIgnoreCase("Disconnected")) {
      find(DatabaseFault.DATABASE_NODE_NOT_PRIMARY, "The node says that it is " + cluster + ".");
    }
  }

  private void session() {
    var isolation =
        facts.text("TX_ISOLATION", facts.text("TRANSACTION_ISOLATION", "READ-COMMITTED"));
    if (!isolation.equals("READ-COMMITTED")) {
      find(
          DatabaseFault.DATABASE_ISOLATION_WRONG,
          "Our session asked for READ-COMMITTED and has " + isolation + ".");
    }
    var zone = facts.text("TIME_ZONE", "+00:00");
    if (!zone.equals("+00:00")) {
      find(
          DatabaseFault.DATABASE_TIME_ZONE_WRONG,
          "Our session asked for the time zone +00:00 and has " + zone + ".");
    }
    var mode = facts.text("SQL_MODE", "STRICT_TRANS_TABLES");
    if (!mode.contains("STRICT_TRANS_TABLES") && !mode.contains("STRICT_ALL_TABLES")) {
      find(
          DatabaseFault.DATABASE_SQL_MODE_WEAK,
          "Our session asked for strict mode and has \"" + mode + "\".");
    }
    var charset = facts.text(ServerFacts.CHARSET, "utf8mb4");
    if (!charset.equals("utf8mb4")) {
      find(DatabaseFault.DATABASE_CHARSET_WRONG, "New tables would be made in " + charset + ".");
    }
  }

  private void room() {
    long packet = facts.number("MAX_ALLOWED_PACKET", LEAST_PACKET_BYTES);
    if (packet < LEAST_PACKET_BYTES) {
      find(
          DatabaseFault.DATABASE_PACKETS_SMALL,
          "max_allowed_packet is %d KiB; %d are needed."
              .formatted(packet >> 10, LEAST_PACKET_BYTES >> 10));
    }
    long connections = facts.number("MAX_CONNECTIONS", LEAST_CONNECTIONS);
    long used = facts.number("THREADS_CONNECTED", 0);
    if (connections < LEAST_CONNECTIONS || connections - used < FEW_FREE_CONNECTIONS) {
      find(
          DatabaseFault.DATABASE_CONNECTIONS_FEW,
          "%d of %d connections are in use.".formatted(used, connections));
    }
    long redo = facts.number("INNODB_LOG_FILE_SIZE", LEAST_REDO_BYTES);
    if (redo < LEAST_REDO_BYTES && !isOurs) {
      find(
          DatabaseFault.DATABASE_REDO_LOG_SMALL,
          "innodb_log_file_size is %d MiB.".formatted(redo >> 20));
    }
  }

  private void safety() {
    long flush = facts.number("INNODB_FLUSH_LOG_AT_TRX_COMMIT", 1);
    if (flush != 1) {
      find(
          DatabaseFault.DATABASE_NOT_DURABLE,
          "innodb_flush_log_at_trx_commit is " + flush + ", not 1.");
    }
    long idle = facts.number("WAIT_TIMEOUT", LEAST_IDLE_SECONDS);
    if (idle < LEAST_IDLE_SECONDS) {
      find(DatabaseFault.DATABASE_IDLE_TIMEOUT_SHORT, "wait_timeout is " + idle + " s.");
    }
  }

  private void time() {
    long ahead = facts.number(ServerFacts.SECONDS_AHEAD, 0);
    if (Math.abs(ahead) > CLOCK_TOLERANCE_SECONDS) {
      find(
          DatabaseFault.DATABASE_CLOCK_DIFFERS,
          "The database's clock is "
              + Math.abs(ahead)
              + " s "
              + (ahead > 0 ? "before" : "behind")
              + " that of this machine.");
    }
    long micros = facts.number(ServerFacts.ROUND_TRIP_MICROS, 0);
    if (micros > FAR_MICROS) {
      find(
          DatabaseFault.DATABASE_FAR,
          "The shortest of several questions took " + micros / 1000 + " ms.");
    }
  }
}
