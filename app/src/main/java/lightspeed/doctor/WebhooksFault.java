package lightspeed.doctor;

/// What can be wrong with webhooks.
final class WebhooksFault {
  static final Fault WEBHOOK_SECRET_MISSING =
      Fault.hint(
          Topic.WEBHOOKS,
          "webhook-secret-missing",
          "Lightspeed sends webhooks here and every one is refused.",
          "lightspeed-cli webhook:create https://<your server>");

  static final Fault WEBHOOK_MISSING =
      Fault.hint(
          Topic.WEBHOOKS,
          "webhook-missing",
          "Changes of this kind come late, by polling.",
          "lightspeed-cli webhook:create https://<your server>");

  static final Fault WEBHOOK_INACTIVE =
      Fault.hint(
          Topic.WEBHOOKS,
          "webhook-inactive",
          "Lightspeed has switched the subscription off.",
          "lightspeed-cli webhook:delete <id>, then: lightspeed-cli webhook:create"
              + " https://<your server>");

  static final Fault WEBHOOK_ELSEWHERE =
      Fault.hint(
          Topic.WEBHOOKS,
          "webhook-elsewhere",
          "A subscription of this application leads to something else.",
          "lightspeed-cli webhook:delete <id>");

  static final Fault OTHER_INSTALLATION =
      Fault.hint(
          Topic.WEBHOOKS,
          "other-installation",
          "Another installation of this program, or an earlier one, gets this store's"
              + " webhooks and may poll it too.",
          "lightspeed-cli webhook:delete <id>");

  static final Fault WEBHOOK_DUPLICATE =
      Fault.hint(
          Topic.WEBHOOKS,
          "webhook-duplicate",
          "Each event of this type arrives more than once.",
          "lightspeed-cli webhook:delete <id>");

  static final Fault WEBHOOK_OLD_SECRET =
      Fault.hint(
          Topic.WEBHOOKS,
          "webhook-old-secret",
          "A subscription still uses the secret before the present one.",
          "lightspeed-cli webhook:delete <id>");

  static final Fault WEBHOOK_UNWANTED =
      Fault.hint(
          Topic.WEBHOOKS,
          "webhook-unwanted",
          "Events arrive that this program does not use.",
          "lightspeed-cli webhook:delete <id>");

  static final Fault WEBHOOK_UNREACHABLE =
      Fault.hint(
          Topic.WEBHOOKS,
          "webhook-unreachable",
          "Lightspeed cannot reach us either, unless it is another way from there.",
          "lightspeed-cli serve");

  static final Fault WEBHOOK_SILENT =
      Fault.hint(
          Topic.WEBHOOKS,
          "webhook-silent",
          "Changes came by polling, but not one webhook.",
          "lightspeed-cli webhook:list");

  static final Fault WEBHOOK_UNSIGNED =
      Fault.hint(
          Topic.WEBHOOKS,
          "webhook-unsigned",
          "A client secret is set, but webhooks come without its signature: only their"
              + " address proves them.",
          "lightspeed-cli webhook:list");

  static final Fault WEBHOOKS_REFUSED =
      Fault.hint(
          Topic.WEBHOOKS,
          "webhooks-refused",
          "Requests to the receiver were refused.",
          "lightspeed-cli webhook:log");

  static final Fault WEBHOOKS_FAILED =
      Fault.hint(
          Topic.WEBHOOKS,
          "webhooks-failed",
          "Webhooks could not be worked on.",
          "lightspeed-cli webhook:replay <number>");

  static final Fault WEBHOOKS_WAIT =
      Fault.fault(
          Topic.WEBHOOKS,
          "webhooks-wait",
          "Webhooks are stored and not worked on.",
          "lightspeed-cli queue:work");

  private WebhooksFault() {}
}
