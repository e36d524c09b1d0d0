package lightspeed.doctor;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import lightspeed.audit.AuditVerification;
import lightspeed.db.Database;
import lightspeed.db.DatabaseException;
import lightspeed.db.Migrations;
import lightspeed.db.RuntimeRights;
import lightspeed.db.SchemaStatus;

/// Questions about the database: can it be reached, is it one we can rely on, are its tables ours.
final class ExamineDatabase {
  /// The quick check of connection and tables.
  static final String QUICK = "database";

  private static final Set<Need> CONNECTED = EnumSet.of(Need.SETTINGS, Need.DATABASE);

  /// What work and upgrades need.
  private static final Set<String> RIGHTS =
      Set.of(
          "SELECT",
          "INSERT",
          "UPDATE",
          "DELETE",
          "CREATE",
          "ALTER",
          "INDEX",
          "REFERENCES",
          "CREATE TEMPORARY TABLES");

  private static final String HELD_RIGHTS =
      """
      SELECT privilege_type
      FROM information_schema.user_privileges
      WHERE grantee = CONCAT('''', REPLACE(CURRENT_USER(), '@', '''@'''), '''')
      UNION
      SELECT privilege_type
      FROM information_schema.schema_privileges
      WHERE grantee = CONCAT('''', REPLACE(CURRENT_USER(), '@', '''@'''), '''')
        AND DATABASE() LIKE table_schema
      UNION
      SELECT 'BY ROLE'
      FROM DUAL
      WHERE CURRENT_ROLE() IS NOT NULL
      """;

  private static final String HELD_ON_TABLES =
      """
      SELECT CONCAT(table_name, ' ', privilege_type)
      FROM information_schema.table_privileges
      WHERE grantee = CONCAT('''', REPLACE(CURRENT_USER(), '@', '''@'''), '''')
        AND table_schema = DATABASE()
      """;

  private static final String OUR_TABLES =
      """
      SELECT table_name
      FROM information_schema.tables
      WHERE table_schema = DATABASE()
      """;

  private static final String OTHER_ENGINES =
      """
      SELECT CONCAT('The table ', table_name, ' is kept by ', engine, '.'), table_name
      FROM information_schema.tables
      WHERE table_schema = DATABASE()
        AND table_type = 'BASE TABLE'
        AND engine NOT IN ('InnoDB')
        AND table_name NOT IN ('flyway_schema_history')
      """;

  private static final List<String> NEEDED_TABLES =
      List.of(
          "vend_consignments",
          "vend_consignment_line_items",
          "vend_suppliers",
          "vend_outlets",
          "vend_products",
          "queue_jobs",
          "queue_job_attempts",
          "queue_workers",
          "queue_schedules",
          "queue_state",
          "lightspeed_sync_log",
          "lightspeed_api_log",
          "lightspeed_webhooks",
          "lightspeed_webhook_refusals",
          "lightspeed_notifications",
          "lightspeed_mappings",
          "lightspeed_drift",
          "sync_cursors",
          "rate_budget",
          "rate_budget_calls",
          "settings",
          "audit_log",
          "audit_chain",
          "users",
          "api_tokens",
          "web_sessions",
          "recovery_codes",
          "sign_in_links",
          "sign_in_tries",
          "order_requests",
          "order_editors",
          "lightspeed_oauth",
          "installation",
          "installation_twins",
          "installation_servers");

  private final Supplier<Database> database;
  private final Supplier<Migrations> migrations;
  private final Supplier<Database> migrationDatabase;
  private final BooleanSupplier isEmbedded;
  private final Supplier<AuditVerification> audit;
  private final BooleanSupplier isRealStore;
  private final InstantSource clock;

  /// @param isRealStore whether calls leave this machine
  ExamineDatabase(
      DoctorParts.DatabaseParts parts, BooleanSupplier isRealStore, InstantSource clock) {
    this.isRealStore = isRealStore;
    this.database = parts.database();
    this.migrations = parts.migrations();
    this.audit = parts.audit();
    this.migrationDatabase = parts.migrationDatabase();
    this.isEmbedded = parts.isEmbedded();
    this.clock = clock;
  }

  List<Question> all(TableQuestions tables) {
    return List.of(
        Question.of(Topic.DATABASE, "connection", EnumSet.of(Need.SETTINGS), this::reachable)
            .providing(Need.DATABASE)
            .quick(QUICK, () -> "reachable"),
        Question.of(Topic.DATABASE, "server and session", CONNECTED, this::server),
        Question.of(Topic.DATABASE, "rights", CONNECTED, this::rights),
        Question.of(Topic.DATABASE, "tables", CONNECTED, this::tables)
            .providing(Need.TABLES)
            .quick(QUICK, () -> "tables at version " + migrations.get().status().current()),
        tables.about("engines", DatabaseFault.TABLE_NOT_TRANSACTIONAL, OTHER_ENGINES),
        Question.of(
            Topic.DATABASE,
            "audit log",
            EnumSet.of(Need.SETTINGS, Need.DATABASE, Need.TABLES),
            this::audit));
  }

  private List<Finding> reachable() {
    try {
      database.get().read(handle -> handle.createQuery("SELECT 1").mapTo(Integer.class).one());
      return List.of();
    } catch (DatabaseException e) {
      return List.of(unreachable(e));
    }
  }

  static Finding unreachable(Throwable failure) {
    return new Finding(fault(failure), String.valueOf(failure.getMessage()));
  }

  private static Fault fault(Throwable failure) {
    if (failure instanceof DatabaseException.AccessDenied) {
      return DatabaseFault.DATABASE_CREDENTIALS_REFUSED;
    }
    if (failure instanceof DatabaseException.MissingDatabase) {
      return DatabaseFault.DATABASE_UNKNOWN;
    }
    return failure instanceof DatabaseException.EmbeddedServerFailed
        ? DatabaseFault.EMBEDDED_DATABASE_FAILED
        : DatabaseFault.DATABASE_UNREACHABLE;
  }

  private List<Finding> server() {
    var facts = ServerFacts.read(database.get());
    long shortest = Long.MAX_VALUE;
    Duration ahead = Duration.ZERO;
    for (int i = 0; i < 3; i++) {
      var before = clock.instant();
      long theirs =
          database
              .get()
              .read(
                  handle ->
                      handle
                          .createQuery("SELECT FLOOR(UNIX_TIMESTAMP(NOW(6)) * 1000)")
                          .mapTo(Long.class)
                          .one());
      var took = Duration.between(before, clock.instant());
      if (took.toNanos() / 1000 < shortest) {
        shortest = took.toNanos() / 1000;
        ahead = Duration.ofMillis(theirs - before.plus(took.dividedBy(2)).toEpochMilli());
      }
    }
    return JudgeServer.judge(
        facts
            .with(ServerFacts.SECONDS_AHEAD, Long.toString(ahead.toSeconds()))
            .with(ServerFacts.ROUND_TRIP_MICROS, Long.toString(shortest))
            .with(ServerFacts.STORE_IS_REAL, isRealStore.getAsBoolean() ? "ON" : "OFF"),
        isEmbedded.getAsBoolean());
  }

  private List<Finding> rights() {
    var held = held(database.get());
    if (held.contains("BY ROLE")) {
      // What a role may do is not told to those who are not administrators.
      return List.of();
    }
    if (held.containsAll(RIGHTS)) {
      return isRealStore.getAsBoolean() && !isEmbedded.getAsBoolean()
          ? one(
              DatabaseFault.DATABASE_USER_UNBOUNDED,
              "The user may do on this database whatever there is to do.")
          : List.of();
    }
    var found = new ArrayList<Finding>();
    missing(found, "The user lacks ", RuntimeRights.ON_DATABASE, held);
    if (!held.containsAll(Set.of("INSERT", "UPDATE", "DELETE"))) {
      found.addAll(rightsOnTables());
    }
    var owner = held(migrationDatabase.get());
    if (!owner.equals(held)) {
      missing(found, "The user for migrations lacks ", RIGHTS, owner);
    }
    return found;
  }

  private static Set<String> held(Database as) {
    return as.read(
        handle -> Set.copyOf(handle.createQuery(HELD_RIGHTS).mapTo(String.class).list()));
  }

  private static void missing(
      List<Finding> found, String begin, Set<String> needed, Set<String> held) {
    var missing = new TreeSet<>(needed);
    missing.removeAll(held);
    if (!missing.isEmpty()) {
      found.add(
          new Finding(
              DatabaseFault.DATABASE_RIGHTS_MISSING,
              begin + String.join(", ", missing) + " on this database."));
    }
  }

  private List<Finding> rightsOnTables() {
    var held =
        database
            .get()
            .read(handle -> handle.createQuery(HELD_ON_TABLES).mapTo(String.class).list());
    List<Finding> found = new ArrayList<>();
    for (var table : NEEDED_TABLES) {
      var missing =
          RuntimeRights.on(table).stream()
              .filter(right -> !held.contains(table + " " + right))
              .sorted()
              .toList();
      if (!missing.isEmpty()) {
        found.add(
            new Finding(
                DatabaseFault.DATABASE_RIGHTS_MISSING,
                "The user lacks " + String.join(", ", missing) + " on the table " + table + ".",
                "As the user for migrations: lightspeed-cli db:migrate"));
      }
    }
    return found;
  }

  private List<Finding> tables() {
    SchemaStatus status = migrations.get().status();
    var current = status.current();
    if (status.hasFailure()) {
      return one(DatabaseFault.MIGRATION_FAILED, "A migration is marked as failed.");
    }
    if (current == null) {
      return status.isForeign()
          ? one(DatabaseFault.TABLES_FOREIGN, "There are tables, but none of this program.")
          : one(DatabaseFault.TABLES_MISSING, "There is no table.");
    }
    if (current > status.newestKnown()) {
      return one(DatabaseFault.TABLES_NEW, versions(current, status));
    }
    if (!status.isCurrent()) {
      return one(DatabaseFault.TABLES_OLD, versions(current, status));
    }
    return lost();
  }

  private static String versions(int current, SchemaStatus status) {
    return "The tables are of version "
        + current
        + ", this program needs "
        + status.newestKnown()
        + ".";
  }

  private List<Finding> lost() {
    List<String> there =
        database.get().read(handle -> handle.createQuery(OUR_TABLES).mapTo(String.class).list());
    List<Finding> found = new ArrayList<>();
    for (var name : NEEDED_TABLES) {
      if (!there.contains(name)) {
        found.add(new Finding(DatabaseFault.TABLE_LOST, "The table " + name + " is not there."));
      }
    }
    return found;
  }

  private List<Finding> audit() {
    return switch (audit.get()) {
      case AuditVerification.Intact _ -> List.of();
      case AuditVerification.KeyMissing missing ->
          one(DatabaseFault.AUDIT_KEY_MISSING, missing.words());
      case AuditVerification.Broken changed ->
          one(DatabaseFault.AUDIT_LOG_CHANGED, changed.words());
      case AuditVerification.HeadMissing changed ->
          one(DatabaseFault.AUDIT_LOG_CHANGED, changed.words());
    };
  }

  private static List<Finding> one(Fault fault, String detail) {
    return List.of(new Finding(fault, detail));
  }
}
