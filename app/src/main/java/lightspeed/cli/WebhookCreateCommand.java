package lightspeed.cli;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import lightspeed.config.Settings;
import lightspeed.config.WebhookConfig;
import lightspeed.subscription.SubscriptionState;
import lightspeed.subscription.Subscriptions.Created;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Subscribes to the events we want. What is there already is kept.
@Command(
    description = {
      "The address is where serve is seen from outside; the path with its secret is added. Without"
          + " a webhook_path_secret one is made and stored."
    },
    footer = {
      "  lightspeed-cli webhook:create https://shop.example.com",
      "  lightspeed-cli webhook:create https://example.com --types=inventory.update"
    })
final class WebhookCreateCommand implements CliCommand {
  private static final int SECRET_BYTES = 32;

  @Parameters(paramLabel = "<url>", description = "Such as https://shop.example.com.")
  private String url = "";

  @Option(
      names = "--types",
      split = ",",
      paramLabel = "TYPE",
      description = "Instead of those in webhook_types.")
  private List<String> types = List.of();

  @Override
  public boolean isNoted() {
    return true;
  }

  @Override
  public Kind kind() {
    return Kind.LOGGED;
  }

  @Override
  public ExitCode run(Session session) throws InterruptedException {
    for (var type : types) {
      if (!WebhookConfig.KNOWN_TYPES.contains(type)) {
        throw new UsageError(
            "Lightspeed sends no " + type + "." + nearest(type),
            "It sends " + String.join(", ", WebhookConfig.KNOWN_TYPES) + ".");
      }
    }
    var services = session.services();
    var terminal = session.terminal();
    List<Created> created;
    try {
      created = services.subscriptions().create(url, types, () -> newSecret(session));
    } catch (IllegalArgumentException e) {
      throw new UsageError(String.valueOf(e.getMessage()), null);
    }
    if (terminal.isJson()) {
      terminal.json(
          new Document()
              .with("subscriptions", created.stream().map(WebhookCreateCommand::of).toList()));
    } else {
      created.forEach(one -> terminal.print(sentence(one)));
    }
    return ExitCode.DONE;
  }

  /// Stores a path secret, because without one nobody could tell a genuine webhook.
  private static void newSecret(Session session) {
    var bytes = new byte[SECRET_BYTES];
    new SecureRandom().nextBytes(bytes);
    var secret = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    var services = session.services();
    var _ =
        services.settings().set(Settings.WEBHOOK_PATH_SECRET.key(), secret, services.actor(), null);
    services.settings().refresh();
    session.terminal().say("A webhook_path_secret was made and stored.");
  }

  private static String nearest(String type) {
    return Arguments.didYouMean(Nearest.to(type, WebhookConfig.KNOWN_TYPES));
  }

  private static Document of(Created created) {
    return WebhookListCommand.of(created.subscription()).with("created", created.isNew());
  }

  private static String sentence(Created created) {
    var one = created.subscription();
    var done = created.isNew() ? "subscribed" : "kept, it was there";
    return one.type()
        + ": "
        + done
        + ", "
        + one.url()
        + (one.standing() == SubscriptionState.INACTIVE
            ? " (switched off at Lightspeed: delete it and create it again)"
            : "");
  }
}
