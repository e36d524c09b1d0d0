package lightspeed.doctor;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import lightspeed.config.WebhookConfig;
import lightspeed.outgoing.OutgoingHttp;
import lightspeed.subscription.Subscription;
import lightspeed.subscription.SubscriptionState;
import lightspeed.subscription.Subscriptions;
import lightspeed.webhook.Refusal;
import org.jspecify.annotations.Nullable;

/// Questions about webhooks: subscriptions, our address, what came and what was refused. One that
/// uses none is well.
final class ExamineWebhooks {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);

  /// The path of receivers of this program, whoever runs it.
  private static final String OUR_PATH = "/webhooks/lightspeed";

  private static final Set<Need> STORED =
      EnumSet.of(Need.SETTINGS, Need.DATABASE, Need.TABLES, Need.STORED_SETTINGS);
  private static final Set<Need> CONNECTED =
      EnumSet.of(Need.SETTINGS, Need.DATABASE, Need.TABLES, Need.STORED_SETTINGS, Need.LIGHTSPEED);

  private static final String FAILED =
      """
      SELECT CONCAT(COUNT(*), ' of the type ', event_type, ' within a week, the last is number ',
        MAX(id), ': ', LEFT(COALESCE(MIN(error_message), ''), 1000)), MAX(id)
      FROM lightspeed_webhooks
      WHERE status = 'FAILED'
        AND received_at > NOW(6) - INTERVAL 7 DAY
      GROUP BY event_type
      """;

  private static final String WAITING =
      """
      SELECT CONCAT('Waiting: ', COUNT(*), ', the oldest since ',
        DATE_FORMAT(MIN(received_at), '%Y-%m-%d %H:%i'), ' UTC.')
      FROM lightspeed_webhooks
      WHERE status = 'RECEIVED'
        AND received_at < NOW(6) - INTERVAL 10 MINUTE
      HAVING COUNT(*) > 0
      """;

  private static final String UNSIGNED =
      """
      SELECT CONCAT(COUNT(*), ' webhooks of the last day had no signature.')
      FROM lightspeed_webhooks
      WHERE verified_by = 'PATH_SECRET'
        AND received_at > NOW(6) - INTERVAL 1 DAY
      HAVING COUNT(*) > 0
      """;

  private static final String ONLY_POLLED =
      """
      SELECT CONCAT(COUNT(*), ' receipts came back within a week, and not one webhook.')
      FROM lightspeed_sync_log
      WHERE operation = 'RECEIPT_APPLIED'
        AND created_at > NOW(6) - INTERVAL 7 DAY
        AND created_at < NOW(6) - INTERVAL 1 HOUR
        AND NOT EXISTS (
          SELECT 1
          FROM lightspeed_webhooks
          WHERE received_at > NOW(6) - INTERVAL 7 DAY)
      HAVING COUNT(*) >= 3
      """;

  private final Supplier<WebhookConfig> config;
  private final Supplier<Subscriptions> subscriptions;
  private final Supplier<Map<Refusal, Long>> refusedOfLastDay;
  private volatile @Nullable List<Subscription> found;

  ExamineWebhooks(
      Supplier<WebhookConfig> config,
      Supplier<Subscriptions> subscriptions,
      Supplier<Map<Refusal, Long>> refusedOfLastDay) {
    this.config = config;
    this.subscriptions = subscriptions;
    this.refusedOfLastDay = refusedOfLastDay;
  }

  List<Question> all(TableQuestions tables) {
    return List.of(
        Question.of(Topic.WEBHOOKS, "secret", CONNECTED, this::secret)
            .quick("webhook secret", this::used),
        Question.of(Topic.WEBHOOKS, "subscriptions", CONNECTED, this::subscribed)
            .quick("webhook subscriptions", this::used),
        Question.of(Topic.WEBHOOKS, "our address", CONNECTED, this::reachable)
            .quick("webhook address", this::used),
        Question.of(Topic.WEBHOOKS, "silence", CONNECTED, () -> silent(tables)),
        Question.of(Topic.WEBHOOKS, "signatures", STORED, () -> unsigned(tables)),
        Question.of(Topic.WEBHOOKS, "refused webhooks", STORED, this::refused)
            .quick("refused webhooks", () -> "none within a day"),
        tables.about("failed webhooks", WebhooksFault.WEBHOOKS_FAILED, FAILED),
        tables.about("waiting webhooks", WebhooksFault.WEBHOOKS_WAIT, WAITING));
  }

  /// Words for one that is well.
  private String used() {
    return config.get().hasSecret() ? "in use" : "not used";
  }

  private List<Finding> secret() throws InterruptedException {
    var all = subscriptions.get().look();
    found = all;
    return config.get().hasSecret()
        ? List.of()
        : all.stream()
            .filter(ExamineWebhooks::leadsToThisProgram)
            .map(one -> finding(WebhooksFault.WEBHOOK_SECRET_MISSING, one))
            .toList();
  }

  private List<Finding> subscribed() {
    if (!config.get().hasSecret()) {
      return List.of();
    }
    List<Finding> findings = new ArrayList<>();
    Map<String, Integer> active = new HashMap<>();
    for (var one : Objects.requireNonNull(found)) {
      if (one.standing() == SubscriptionState.OK
          && active.merge(one.type(), 1, Integer::sum) == 2) {
        findings.add(finding(WebhooksFault.WEBHOOK_DUPLICATE, one));
      }
      var fault = fault(one);
      if (fault != null) {
        findings.add(finding(fault, one));
      }
    }
    return findings;
  }

  private static @Nullable Fault fault(Subscription one) {
    return switch (one.standing()) {
      case OK -> null;
      case INACTIVE -> WebhooksFault.WEBHOOK_INACTIVE;
      case MISSING -> WebhooksFault.WEBHOOK_MISSING;
      case OLD_SECRET -> WebhooksFault.WEBHOOK_OLD_SECRET;
      case UNWANTED -> WebhooksFault.WEBHOOK_UNWANTED;
      case FOREIGN ->
          leadsToThisProgram(one)
              ? WebhooksFault.OTHER_INSTALLATION
              : WebhooksFault.WEBHOOK_ELSEWHERE;
    };
  }

  private static boolean leadsToThisProgram(Subscription one) {
    var url = one.url();
    return url != null && url.contains(OUR_PATH);
  }

  private static Finding finding(Fault fault, Subscription one) {
    var id = one.id();
    return new Finding(
        fault,
        one.url() == null
            ? "There is no subscription to " + one.type() + "."
            : "The subscription to " + one.type() + " leads to " + one.url() + ".",
        id == null ? fault.repair() : fault.repair().replace("<id>", id));
  }

  private boolean isSubscribed() {
    var now = found;
    return now != null && now.stream().anyMatch(one -> one.standing() == SubscriptionState.OK);
  }

  private List<Finding> reachable() throws InterruptedException {
    if (!config.get().hasSecret()) {
      return List.of();
    }
    List<Finding> findings = new ArrayList<>();
    try (var http = new OutgoingHttp(TIMEOUT)) {
      for (var server : subscriptions.get().servers()) {
        var live = URI.create(server + "/health/live");
        try {
          var answer = http.get(live);
          if (!answer.isGood()) {
            findings.add(unreachable(live + " answers with " + answer.status() + "."));
          }
        } catch (IOException _) {
          findings.add(unreachable(live + " does not answer."));
        }
      }
    }
    return findings;
  }

  private static Finding unreachable(String detail) {
    return new Finding(WebhooksFault.WEBHOOK_UNREACHABLE, detail);
  }

  private List<Finding> silent(TableQuestions tables) {
    return isSubscribed() ? asked(tables, WebhooksFault.WEBHOOK_SILENT, ONLY_POLLED) : List.of();
  }

  private List<Finding> unsigned(TableQuestions tables) {
    return config.get().signingSecrets().isEmpty()
        ? List.of()
        : asked(tables, WebhooksFault.WEBHOOK_UNSIGNED, UNSIGNED);
  }

  private static List<Finding> asked(TableQuestions tables, Fault fault, String sql) {
    return tables.lines(sql).stream().map(line -> new Finding(fault, line)).toList();
  }

  private List<Finding> refused() {
    List<Finding> findings = new ArrayList<>();
    refusedOfLastDay
        .get()
        .forEach(
            (reason, number) ->
                reason
                    .advice()
                    .ifPresent(
                        advice ->
                            findings.add(
                                new Finding(
                                    WebhooksFault.WEBHOOKS_REFUSED,
                                    number + " within a day: " + reason + ".",
                                    advice))));
    return findings;
  }
}
