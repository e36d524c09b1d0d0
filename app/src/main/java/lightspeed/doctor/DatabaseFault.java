package lightspeed.doctor;

import static lightspeed.doctor.Severity.FAULT;
import static lightspeed.doctor.Severity.HINT;

/// What can be wrong with the database.
enum DatabaseFault implements Fault {
  DATABASE_UNREACHABLE(FAULT, "Nothing works without the database.", "lightspeed-cli db:status"),
  DATABASE_CREDENTIALS_REFUSED(
      FAULT,
      "User or password of the database are not right.",
      "Set LIGHTSPEED_DATABASE_USER and LIGHTSPEED_DATABASE_PASSWORD, then:"
          + " lightspeed-cli db:status"),
  DATABASE_UNKNOWN(
      FAULT,
      "The server has no database of this name.",
      "CREATE DATABASE <name> CHARACTER SET utf8mb4, then: lightspeed-cli db:migrate"),
  EMBEDDED_DATABASE_FAILED(
      FAULT, "Our own database server does not start.", "lightspeed-cli db:start"),
  DATABASE_NOT_MARIADB(
      FAULT,
      "Only MariaDB is supported: other servers lock and answer differently.",
      "Name a MariaDB in LIGHTSPEED_DATABASE_URL"),
  DATABASE_TOO_OLD(
      FAULT, "Statements this program needs are missing.", "Upgrade MariaDB to 10.6 or later"),
  DATABASE_EMBEDDED(
      HINT,
      "The MariaDB that comes with this program is for trying it out: it gets security repairs with"
          + " a new version of this program only.",
      "Install your distribution's MariaDB, or 11.4.13, 11.8.9, 12.3.3 or later, and name it in"
          + " LIGHTSPEED_DATABASE_URL"),
  DATABASE_READ_ONLY(
      FAULT,
      "Nothing can be written down, so nothing is sent.",
      "SET GLOBAL read_only = 0, or name the primary in LIGHTSPEED_DATABASE_URL"),
  DATABASE_RIGHTS_MISSING(
      FAULT,
      "Statements will be refused in the middle of work or of an upgrade.",
      "GRANT ALL ON <database>.* TO <user>"),
  DATABASE_USER_UNBOUNDED(
      HINT,
      "The running program's user may change tables and rewrite the audit log, and so may whoever"
          + " gets its password.",
      "Set LIGHTSPEED_DATABASE_MIGRATION_USER and give rights as docs/mariadb.md says, then:"
          + " lightspeed-cli db:migrate"),
  DATABASE_ISOLATION_WRONG(
      FAULT,
      "Something between us and the server changes how transactions see each other;"
          + " claims are not safe.",
      "Take the proxy in front of MariaDB out, or let it pass session settings"),
  DATABASE_TIME_ZONE_WRONG(
      FAULT,
      "Times would be shifted by hours.",
      "Take the proxy in front of MariaDB out, or let it pass session settings"),
  DATABASE_SQL_MODE_WEAK(
      FAULT,
      "Values that do not fit would be cut off without a word.",
      "Take the proxy in front of MariaDB out, or let it pass session settings"),
  DATABASE_CHARSET_WRONG(
      FAULT,
      "Names with special characters can be refused or spoilt.",
      "ALTER DATABASE <name> CHARACTER SET utf8mb4"),
  DATABASE_CLOCK_DIFFERS(
      HINT,
      "Times in logs and those in tables do not fit together.",
      "timedatectl set-ntp true, on both machines"),
  DATABASE_FAR(
      HINT,
      "Each transaction takes several such ways, so orders are slow.",
      "Run workers near the database"),
  DATABASE_PACKETS_SMALL(
      FAULT,
      "Large orders and webhooks cannot be stored.",
      "SET GLOBAL max_allowed_packet = 16777216"),
  DATABASE_CONNECTIONS_FEW(
      FAULT, "Workers will be refused a connection.", "SET GLOBAL max_connections = 151"),
  DATABASE_REDO_LOG_SMALL(
      HINT,
      "The server writes more than it needs to under load.",
      "innodb_log_file_size = 96M in my.cnf"),
  DATABASE_NOT_DURABLE(
      FAULT,
      "After a power failure the database may have forgotten what was sent: an order"
          + " could be doubled.",
      "SET GLOBAL innodb_flush_log_at_trx_commit = 1"),
  DATABASE_IDLE_TIMEOUT_SHORT(
      HINT,
      "The server closes connections that are about to be used.",
      "SET GLOBAL wait_timeout = 28800"),
  DATABASE_NODE_NOT_PRIMARY(
      FAULT,
      "This node of the cluster is cut off from the others and takes no writes.",
      "Repair the cluster, or name its nodes with jdbc:mariadb:sequential: in"
          + " LIGHTSPEED_DATABASE_URL"),
  TABLES_MISSING(FAULT, "The database is empty.", "lightspeed-cli db:migrate"),
  TABLES_FOREIGN(
      FAULT,
      "The database belongs to another program.",
      "Name an empty database in LIGHTSPEED_DATABASE_URL, then: lightspeed-cli" + " db:migrate"),
  TABLES_OLD(
      FAULT,
      "The tables are of an older version; workers and servers refuse to start.",
      "lightspeed-cli db:migrate"),
  TABLES_NEW(
      FAULT, "The tables were made by a newer version of this program.", "Upgrade this program"),
  MIGRATION_FAILED(
      FAULT, "The last change of the tables stopped midway.", "lightspeed-cli db:migrate"),
  TABLE_LOST(
      FAULT,
      "A table was removed by hand.",
      "Restore a backup: lightspeed-cli db:restore <backup.sql>"),
  TABLE_NOT_TRANSACTIONAL(
      FAULT,
      "What is written to it cannot be undone with the rest of a transaction.",
      "ALTER TABLE <table> ENGINE=InnoDB, in: lightspeed-cli db:shell"),
  AUDIT_KEY_MISSING(
      FAULT,
      "Some entries of the record of who did what cannot be checked here.",
      "Add that key to the key file; then: lightspeed-cli audit:verify"),
  AUDIT_LOG_CHANGED(
      FAULT,
      "The record of who did what was changed outside this program.",
      "Find out who did; then keep a copy: lightspeed-cli db:backup <file>");

  private final Severity severity;
  private final String meaning;
  private final String repair;

  DatabaseFault(Severity severity, String meaning, String repair) {
    this.severity = severity;
    this.meaning = meaning;
    this.repair = repair;
  }

  @Override
  public Topic topic() {
    return Topic.DATABASE;
  }

  @Override
  public Severity severity() {
    return severity;
  }

  @Override
  public String meaning() {
    return meaning;
  }

  @Override
  public String repair() {
    return repair;
  }
}
