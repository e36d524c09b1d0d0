package lightspeed.cli;

import java.util.List;
import lightspeed.subscription.Subscription;
import lightspeed.subscription.SubscriptionState;
import picocli.CommandLine.Command;

/// Subscriptions at Lightspeed beside those we want.
@Command(
    description = {
      "OK: wanted, there, active. MISSING: wanted, not there. INACTIVE: switched off at Lightspeed."
          + " OLD_SECRET: with the path secret before the present one. UNWANTED: a type that"
          + " webhook_types does not name. FOREIGN: leads elsewhere."
    },
    footer = {"  lightspeed-cli webhook:list"})
final class WebhookListCommand implements CliCommand {
  @Override
  public Kind kind() {
    return Kind.LOGGED;
  }

  @Override
  public ExitCode run(Session session) throws InterruptedException {
    var subscriptions = session.services().subscriptions().look();
    var terminal = session.terminal();
    if (terminal.isJson()) {
      terminal.json(
          new Document()
              .with("subscriptions", subscriptions.stream().map(WebhookListCommand::of).toList()));
      return ExitCode.DONE;
    }
    table(subscriptions).print(terminal);
    if (subscriptions.stream().anyMatch(one -> one.standing() == SubscriptionState.MISSING)) {
      terminal.say("Subscribe with: lightspeed-cli webhook:create https://<your server>");
    }
    return ExitCode.DONE;
  }

  static Document of(Subscription one) {
    return new Document()
        .with("id", one.id())
        .with("type", one.type())
        .with("url", one.url())
        .with("standing", one.standing().name());
  }

  private static Table table(List<Subscription> subscriptions) {
    var table =
        Table.of(
            Table.Column.status("STANDING"),
            Table.Column.text("TYPE"),
            Table.Column.text("ID"),
            Table.Column.flexible("URL"));
    for (var one : subscriptions) {
      var url = one.url();
      table.row(
          one.standing(),
          Table.oneLine(one.type()),
          one.id(),
          url == null ? null : Table.oneLine(url));
    }
    return table;
  }
}
