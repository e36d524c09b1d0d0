package lightspeed.cli;

import java.io.IOException;

/// A command that tells about the program itself and needs neither settings nor a database.
interface CommandWithoutServices extends CliCommand {

  /// Does the work and prints the result.
  ///
  /// @throws IOException when a file cannot be written
  ExitCode run(Terminal terminal) throws IOException;

  @Override
  default ExitCode run(Session session) throws IOException {
    return run(session.terminal());
  }
}
