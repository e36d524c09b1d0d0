package lightspeed.cli;

import java.time.Instant;
import java.util.stream.Collectors;
import lightspeed.signin.ApiToken;
import lightspeed.signin.Scope;
import picocli.CommandLine.Command;

/// Every token, newest first; never the secret.
@Command(footer = {"  lightspeed-cli token:list"})
final class TokenListCommand implements CliCommand {
  @Override
  public ExitCode run(Session session) {
    var tokens = session.services().tokens().list();
    var now = session.services().clock().instant();
    var terminal = session.terminal();
    if (terminal.isJson()) {
      terminal.json(
          new Document()
              .with("tokens", tokens.stream().map(token -> document(token, now)).toList()));
      return ExitCode.DONE;
    }
    var table =
        Table.of(
            Table.Column.flexible("NAME"),
            Table.Column.text("ACTS FOR"),
            Table.Column.text("SCOPES"),
            Table.Column.text("STATE"),
            Table.Column.text("LAST USED"),
            Table.Column.text("EXPIRES"));
    for (var token : tokens) {
      table.row(
          token.name(),
          token.actsFor(),
          scopes(token),
          state(token, now),
          token.lastUsedAt(),
          token.expiresAt());
    }
    table.print(terminal);
    return ExitCode.DONE;
  }

  private static Document document(ApiToken token, Instant now) {
    return new Document()
        .with("name", token.name())
        .with("scopes", token.scopes().stream().sorted().map(Scope::word).toList())
        .with("state", state(token, now))
        .with("acts_for", token.actsFor())
        .with("created_by", token.createdBy())
        .with("created_at", token.createdAt())
        .with("last_used_at", token.lastUsedAt())
        .with("expires_at", token.expiresAt())
        .with("revoked_at", token.revokedAt());
  }

  private static String scopes(ApiToken token) {
    return token.scopes().stream().sorted().map(Scope::word).collect(Collectors.joining(","));
  }

  private static String state(ApiToken token, Instant now) {
    var expires = token.expiresAt();
    if (token.revokedAt() != null) {
      return "revoked";
    }
    return expires == null || now.isBefore(expires) ? "valid" : "expired";
  }
}
