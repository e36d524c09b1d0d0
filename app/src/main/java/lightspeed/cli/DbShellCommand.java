package lightspeed.cli;

import picocli.CommandLine.Command;

/// Opens MariaDB's own command line on the database.
@Command(
    footer = {
      "  lightspeed-cli db:shell",
      "  echo 'SELECT COUNT(*) FROM queue_jobs' | lightspeed-cli db:shell",
      "  lightspeed-cli db:shell < report.sql"
    })
final class DbShellCommand implements CliCommand {
  @Override
  public ExitCode run(Session session) {
    // A database that cannot be reached is told here as by every command; the client has words and
    // exit codes of its own.
    var _ = session.services().migrations().status();
    int exitCode = session.services().databaseShell().run();
    return exitCode == 0 ? ExitCode.DONE : ExitCode.FAILED;
  }
}
