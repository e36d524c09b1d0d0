package lightspeed.doctor;

import static lightspeed.doctor.Severity.FAULT;
import static lightspeed.doctor.Severity.HINT;

/// What can be wrong with webhooks.
enum WebhooksFault implements Fault {
  WEBHOOK_SECRET_MISSING(
      FAULT,
      "Lightspeed sends webhooks here and every one is refused.",
      "lightspeed-cli webhook:create https://<your server>"),
  WEBHOOK_MISSING(
      FAULT,
      "Changes of this kind come late, by polling.",
      "lightspeed-cli webhook:create https://<your server>"),
  WEBHOOK_INACTIVE(
      FAULT,
      "Lightspeed has switched the subscription off.",
      "lightspeed-cli webhook:delete <id>, then: lightspeed-cli webhook:create"
          + " https://<your server>"),
  WEBHOOK_ELSEWHERE(
      HINT,
      "A subscription of this application leads to something else.",
      "lightspeed-cli webhook:delete <id>"),
  OTHER_INSTALLATION(
      HINT,
      "Another installation of this program, or an earlier one, gets this store's"
          + " webhooks and may poll it too.",
      "lightspeed-cli webhook:delete <id>"),
  WEBHOOK_DUPLICATE(
      HINT,
      "Each event of this type arrives more than once.",
      "lightspeed-cli webhook:delete <id>"),
  WEBHOOK_OLD_SECRET(
      HINT,
      "A subscription still uses the secret before the present one.",
      "lightspeed-cli webhook:delete <id>"),
  WEBHOOK_UNWANTED(HINT, "Events arrive that nobody wants.", "lightspeed-cli webhook:delete <id>"),
  WEBHOOK_UNREACHABLE(
      FAULT,
      "Lightspeed cannot reach us either, unless it is another way from there.",
      "lightspeed-cli serve"),
  WEBHOOK_SILENT(
      HINT, "Changes came by polling, but not one webhook.", "lightspeed-cli webhook:list"),
  WEBHOOK_UNSIGNED(
      HINT,
      "A client secret is set, but webhooks come without its signature: only their"
          + " address proves them.",
      "lightspeed-cli webhook:list"),
  WEBHOOKS_REFUSED(HINT, "Requests to the receiver were refused.", "lightspeed-cli webhook:log"),
  WEBHOOKS_FAILED(
      HINT, "Webhooks could not be worked on.", "lightspeed-cli webhook:replay <number>"),
  WEBHOOKS_WAIT(FAULT, "Webhooks are stored and not worked on.", "lightspeed-cli queue:work");

  private final Severity severity;
  private final String meaning;
  private final String repair;

  WebhooksFault(Severity severity, String meaning, String repair) {
    this.severity = severity;
    this.meaning = meaning;
    this.repair = repair;
  }

  @Override
  public Topic topic() {
    return Topic.WEBHOOKS;
  }

  @Override
  public Severity severity() {
    return severity;
  }

  @Override
  public String meaning() {
    return meaning;
  }

  @Override
  public String repair() {
    return repair;
  }
}
