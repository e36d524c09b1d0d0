package lightspeed.cli;

import java.time.InstantSource;
import java.util.Optional;
import lightspeed.config.Configuration;
import lightspeed.config.DataDirectory;
import lightspeed.db.Backup;
import lightspeed.db.DatabaseAddress;
import lightspeed.db.DatabaseShell;
import lightspeed.db.EmbeddedServer;
import lightspeed.db.Migrations;
import lightspeed.db.Sleeper;
import lightspeed.job.JobQueue;
import lightspeed.settings.LiveSettings;

/// What commands call. Each part is built when it is first asked for, so a command pays only for
/// what it uses. An interface because the one who builds it all, `App`, is above this package.
///
/// **Threads:** safe.
public interface Services extends AutoCloseable {

  /// The wall clock, for what people read.
  InstantSource clock();

  /// Waits, until interrupted.
  Sleeper sleeper();

  /// Who is calling, for the audit log.
  String actor();

  /// What holds without the settings in the database.
  Configuration localConfiguration();

  /// What holds, with the settings in the database.
  Configuration configuration();

  DataDirectory dataDirectory();

  LiveSettings settings();

  /// The product's own database server; empty when an outside one is configured.
  Optional<EmbeddedServer> embeddedServer();

  /// Where the database is. Starts the embedded server.
  DatabaseAddress databaseAddress();

  /// The tables of the database. Starts the embedded server.
  Migrations migrations();

  /// Starts the embedded server.
  Backup backup();

  /// Starts the embedded server.
  DatabaseShell databaseShell();

  /// Jobs, to look at.
  JobQueue queue();

  /// Jobs, to change: what a job is about is kept in step with it.
  JobQueue handledQueue();

  @Override
  void close();
}
