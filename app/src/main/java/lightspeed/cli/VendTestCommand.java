package lightspeed.cli;

import java.time.Duration;
import lightspeed.installation.InstallationRefused;
import lightspeed.lookup.ConnectionTest.Connected;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;

/// Who am I, which store, how many calls are left, how far are the clocks apart.
@Command(
    description =
        "Success lets workers send again after the credentials were refused. Exits 4 when address"
            + " and token lead to another store than before, 5 when Lightspeed refuses the token, 6"
            + " when it cannot be reached.",
    footer = {"  lightspeed-cli vend:test", "  lightspeed-cli vend:test --json"})
final class VendTestCommand implements CliCommand {
  @Override
  public Kind kind() {
    return Kind.LOGGED;
  }

  @Override
  public ExitCode run(Session session) throws InterruptedException {
    var connected = session.services().connectionTest().run();
    var terminal = session.terminal();
    if (terminal.isJson()) {
      terminal.json(document(connected));
    } else {
      print(connected, terminal);
    }
    session
        .services()
        .installation()
        .askStore()
        .ifPresent(
            other -> {
              throw new InstallationRefused(other);
            });
    return ExitCode.DONE;
  }

  private static Document document(Connected connected) {
    var user = connected.whoAmI().user();
    var retailer = connected.whoAmI().retailer();
    var ahead = connected.whoAmI().serverAhead();
    return new Document()
        .with("address", connected.address())
        .with("user", user == null ? null : user.username())
        .with("account_type", user == null ? null : user.accountType())
        .with("is_restricted", user == null ? null : user.isRestricted())
        .with("retailer", retailer == null ? null : retailer.name())
        .with("domain_prefix", retailer == null ? null : retailer.domainPrefix())
        .with("currency", retailer == null ? null : retailer.currency())
        .with("time_zone", retailer == null ? null : retailer.timeZone())
        .with("clock_ahead_seconds", ahead == null ? null : ahead.toSeconds())
        .with("budget", BudgetWords.document(connected.budget()));
  }

  private static void print(Connected connected, Terminal terminal) {
    var user = connected.whoAmI().user();
    var retailer = connected.whoAmI().retailer();
    terminal.print(terminal.styled(Style.GREEN, "Connected to Lightspeed."));
    new Facts()
        .add("address", connected.address())
        .add("store", retailer == null ? "(this token may not see it)" : retailer.name())
        .add("domain prefix", retailer == null ? null : retailer.domainPrefix())
        .add("currency", retailer == null ? null : retailer.currency())
        .add("time zone", retailer == null ? null : retailer.timeZone())
        .add("user", user == null ? "(this token may not see it)" : user.username())
        .add("account type", user == null ? null : user.accountType())
        .add("calls left", BudgetWords.sentence(connected.budget()))
        .add("clocks", clocks(connected.whoAmI().serverAhead()))
        .print(terminal);
    if (user != null && user.isRestricted()) {
      terminal.warn(
          "this user sees only some outlets, so nothing is created. Take the restriction from the"
              + " user in Lightspeed.");
    }
  }

  private static String clocks(@Nullable Duration ahead) {
    if (ahead == null) {
      return "Lightspeed told no time";
    }
    if (ahead.isZero()) {
      return "agree to the second";
    }
    return ahead.isPositive()
        ? "Lightspeed's is " + Words.duration(ahead) + " ahead of ours"
        : "Lightspeed's is " + Words.duration(ahead.negated()) + " behind ours";
  }
}
