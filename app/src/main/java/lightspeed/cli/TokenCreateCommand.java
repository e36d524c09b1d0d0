package lightspeed.cli;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Makes a token with which a program calls the API. It is shown once.
@Command(
    description = {
      "Scopes: read looks at orders, jobs, deliveries, products and health; orders writes drafts;"
          + " approve approves and cancels; operate syncs and works on jobs; administer"
          + " says which installation sends."
    },
    footer = {
      "  lightspeed-cli token:create erp --scopes=read,orders",
      "  lightspeed-cli token:create nightly --scopes=read,operate --days=90"
    })
final class TokenCreateCommand implements CliCommand {
  private static final int MAX_DAYS = 3_650;

  @Parameters(paramLabel = "<name>", description = "Which program; it stands in the audit log.")
  private String name = "";

  @Option(
      names = "--scopes",
      paramLabel = "LIST",
      description = "read, orders, approve, operate, administer, with commas between them (read).")
  private String scopes = "read";

  @Option(
      names = "--days",
      paramLabel = "N",
      description = "How long it is valid; without: until it is revoked.")
  private @Nullable Integer days;

  @Override
  public ExitCode run(Session session) {
    if (days != null && (days < 1 || days > MAX_DAYS)) {
      throw new UsageError("--days is a number from 1 to " + MAX_DAYS + ".", null);
    }
    var made =
        session
            .services()
            .tokens()
            .create(
                name,
                SignInWords.scopes(scopes),
                days == null ? null : Duration.ofDays(days),
                SignInWords.actor(session));
    var terminal = session.terminal();
    if (terminal.isJson()) {
      terminal.json(
          new Document()
              .with("name", name)
              .with("token", made.secret().reveal())
              .with("expires_at", made.token().expiresAt()));
    } else {
      terminal.print(made.secret().reveal());
      terminal.say("This is the only time it is shown. Send it as: Authorization: Bearer <token>");
    }
    return ExitCode.DONE;
  }
}
