package lightspeed.doctor;

/// What can be wrong with the database.
final class DatabaseFault {
  static final Fault DATABASE_UNREACHABLE =
      Fault.fault(
          Topic.DATABASE,
          "database-unreachable",
          "Nothing works without the database.",
          "lightspeed-cli db:status");

  static final Fault DATABASE_CREDENTIALS_REFUSED =
      Fault.fault(
          Topic.DATABASE,
          "database-credentials-refused",
          "User or password of the database are not right.",
          "Set LIGHTSPEED_DATABASE_USER and LIGHTSPEED_DATABASE_PASSWORD, then:"
              + " lightspeed-cli db:status");

  static final Fault DATABASE_UNKNOWN =
      Fault.fault(
          Topic.DATABASE,
          "database-unknown",
          "The server has no database of this name.",
          "CREATE DATABASE <name> CHARACTER SET utf8mb4, then: lightspeed-cli db:migrate");

  static final Fault EMBEDDED_DATABASE_FAILED =
      Fault.fault(
          Topic.DATABASE,
          "embedded-database-failed",
          "Our own database server does not start.",
          "lightspeed-cli db:start");

  static final Fault DATABASE_NOT_MARIADB =
      Fault.fault(
          Topic.DATABASE,
          "database-not-mariadb",
          "Only MariaDB is supported: other servers lock and answer differently.",
          "Name a MariaDB in LIGHTSPEED_DATABASE_URL");

  static final Fault DATABASE_TOO_OLD =
      Fault.fault(
          Topic.DATABASE,
          "database-too-old",
          "Statements this program needs are missing.",
          "Upgrade MariaDB to 10.6 or later");

  static final Fault DATABASE_EMBEDDED =
      Fault.hint(
          Topic.DATABASE,
          "database-embedded",
          "The MariaDB that comes with this program is for trying it out: it gets security repairs"
              + " with a new version of this program only.",
          "Install your distribution's MariaDB, or 11.4.13, 11.8.9, 12.3.3 or later, and name it in"
              + " LIGHTSPEED_DATABASE_URL");

  static final Fault DATABASE_READ_ONLY =
      Fault.fault(
          Topic.DATABASE,
          "database-read-only",
          "Nothing can be written down, so nothing is sent.",
          "SET GLOBAL read_only = 0, or name the primary in LIGHTSPEED_DATABASE_URL");

  static final Fault DATABASE_RIGHTS_MISSING =
      Fault.fault(
          Topic.DATABASE,
          "database-rights-missing",
          "Statements will be refused in the middle of work or of an upgrade.",
          "GRANT ALL ON <database>.* TO <user>");

  static final Fault DATABASE_USER_UNBOUNDED =
      Fault.hint(
          Topic.DATABASE,
          "database-user-unbounded",
          "The running program's user may change tables and rewrite the audit log, and so may"
              + " whoever gets its password.",
          "Set LIGHTSPEED_DATABASE_MIGRATION_USER and give rights as docs/mariadb.md says, then:"
              + " lightspeed-cli db:migrate");

  static final Fault DATABASE_ISOLATION_WRONG =
      Fault.fault(
          Topic.DATABASE,
          "database-isolation-wrong",
          "Something between us and the server changes how transactions see each other;"
              + " claims are not safe.",
          "Take the proxy in front of MariaDB out, or let it pass session settings");

  static final Fault DATABASE_TIME_ZONE_WRONG =
      Fault.fault(
          Topic.DATABASE,
          "database-time-zone-wrong",
          "Times would be shifted by hours.",
          "Take the proxy in front of MariaDB out, or let it pass session settings");

  static final Fault DATABASE_SQL_MODE_WEAK =
      Fault.fault(
          Topic.DATABASE,
          "database-sql-mode-weak",
          "Values that do not fit would be cut off without a word.",
          "Take the proxy in front of MariaDB out, or let it pass session settings");

  static final Fault DATABASE_CHARSET_WRONG =
      Fault.fault(
          Topic.DATABASE,
          "database-charset-wrong",
          "Names with special characters can be refused or spoilt.",
          "ALTER DATABASE <name> CHARACTER SET utf8mb4");

  static final Fault DATABASE_CLOCK_DIFFERS =
      Fault.hint(
          Topic.DATABASE,
          "database-clock-differs",
          "Times in logs and those in tables do not fit together.",
          "timedatectl set-ntp true, on both machines");

  static final Fault DATABASE_FAR =
      Fault.hint(
          Topic.DATABASE,
          "database-far",
          "Each transaction takes several such ways, so orders are slow.",
          "Run workers near the database");

  static final Fault DATABASE_PACKETS_SMALL =
      Fault.fault(
          Topic.DATABASE,
          "database-packets-small",
          "Large orders and webhooks cannot be stored.",
          "SET GLOBAL max_allowed_packet = 16777216");

  static final Fault DATABASE_CONNECTIONS_FEW =
      Fault.fault(
          Topic.DATABASE,
          "database-connections-few",
          "Workers will be refused a connection.",
          "SET GLOBAL max_connections = 151");

  static final Fault DATABASE_REDO_LOG_SMALL =
      Fault.hint(
          Topic.DATABASE,
          "database-redo-log-small",
          "The server writes more than it needs to under load.",
          "innodb_log_file_size = 96M in my.cnf");

  static final Fault DATABASE_NOT_DURABLE =
      Fault.fault(
          Topic.DATABASE,
          "database-not-durable",
          "After a power failure the database may have forgotten what was sent: an order"
              + " could be doubled.",
          "SET GLOBAL innodb_flush_log_at_trx_commit = 1");

  static final Fault DATABASE_IDLE_TIMEOUT_SHORT =
      Fault.hint(
          Topic.DATABASE,
          "database-idle-timeout-short",
          "The server closes connections that are about to be used.",
          "SET GLOBAL wait_timeout = 28800");

  static final Fault DATABASE_NODE_NOT_PRIMARY =
      Fault.fault(
          Topic.DATABASE,
          "database-node-not-primary",
          "This node of the cluster is cut off from the others and takes no writes.",
          "Repair the cluster, or name its nodes with jdbc:mariadb:sequential: in"
              + " LIGHTSPEED_DATABASE_URL");

  static final Fault TABLES_MISSING =
      Fault.fault(
          Topic.DATABASE, "tables-missing", "The database is empty.", "lightspeed-cli db:migrate");

  static final Fault TABLES_FOREIGN =
      Fault.fault(
          Topic.DATABASE,
          "tables-foreign",
          "The database belongs to another program.",
          "Name an empty database in LIGHTSPEED_DATABASE_URL, then: lightspeed-cli"
              + " db:migrate");

  static final Fault TABLES_OLD =
      Fault.fault(
          Topic.DATABASE,
          "tables-old",
          "The tables are of an older version; workers and servers refuse to start.",
          "lightspeed-cli db:migrate");

  static final Fault TABLES_NEW =
      Fault.fault(
          Topic.DATABASE,
          "tables-new",
          "The tables were made by a newer version of this program.",
          "Upgrade this program");

  static final Fault MIGRATION_FAILED =
      Fault.fault(
          Topic.DATABASE,
          "migration-failed",
          "The last change of the tables stopped midway.",
          "lightspeed-cli db:migrate");

  static final Fault TABLE_LOST =
      Fault.fault(
          Topic.DATABASE,
          "table-lost",
          "A table was removed by hand.",
          "Restore a backup: lightspeed-cli db:restore <backup.sql>");

  static final Fault TABLE_NOT_TRANSACTIONAL =
      Fault.fault(
          Topic.DATABASE,
          "table-not-transactional",
          "What is written to it cannot be undone with the rest of a transaction.",
          "ALTER TABLE <table> ENGINE=InnoDB, in: lightspeed-cli db:shell");

  static final Fault AUDIT_KEY_MISSING =
      Fault.fault(
          Topic.DATABASE,
          "audit-key-missing",
          "Some entries of the record of who did what cannot be checked here.",
          "Add that key to the key file; then: lightspeed-cli audit:verify");

  static final Fault AUDIT_LOG_CHANGED =
      Fault.fault(
          Topic.DATABASE,
          "audit-log-changed",
          "The record of who did what was changed outside this program.",
          "Find out who did; then keep a copy: lightspeed-cli db:backup <file>");

  private DatabaseFault() {}
}
