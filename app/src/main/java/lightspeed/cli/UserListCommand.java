package lightspeed.cli;

import picocli.CommandLine.Command;

/// Everybody who may sign in.
@Command(footer = {"  lightspeed-cli user:list"})
final class UserListCommand implements CliCommand {
  @Override
  public ExitCode run(Session session) {
    var users = session.services().users().list();
    var terminal = session.terminal();
    if (terminal.isJson()) {
      terminal.json(
          new Document().with("users", users.stream().map(SignInWords::document).toList()));
      return ExitCode.DONE;
    }
    var table =
        Table.of(
            Table.Column.flexible("NAME"),
            Table.Column.text("ROLE"),
            Table.Column.text("STATE"),
            Table.Column.text("SECOND FACTOR"),
            Table.Column.text("LAST SIGN-IN"));
    for (var user : users) {
      table.row(
          user.name(),
          user.role().word(),
          user.isActive() ? (user.hasPassword() ? "active" : "invited") : "disabled",
          user.hasSecondFactor() ? "yes" : "no",
          user.lastSignInAt());
    }
    table.print(terminal);
    if (users.isEmpty()) {
      terminal.say("No users yet. lightspeed-cli serve prints a link to create the first admin.");
    }
    return ExitCode.DONE;
  }
}
