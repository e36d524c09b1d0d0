package lightspeed.doctor;

import static lightspeed.doctor.Severity.HINT;

/// What can be wrong with notifications.
enum NotificationsFault implements Fault {
  NOTIFICATIONS_FAILED(
      HINT,
      "Your own system was not told.",
      "lightspeed-cli notify:test, then: lightspeed-cli notify:replay <number>"),
  NOTIFICATIONS_WAIT(
      HINT, "Your own system has not been told for an hour.", "lightspeed-cli notify:log");

  private final Severity severity;
  private final String meaning;
  private final String repair;

  NotificationsFault(Severity severity, String meaning, String repair) {
    this.severity = severity;
    this.meaning = meaning;
    this.repair = repair;
  }

  @Override
  public Topic topic() {
    return Topic.NOTIFICATIONS;
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
