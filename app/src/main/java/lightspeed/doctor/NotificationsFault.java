package lightspeed.doctor;

/// What can be wrong with notifications.
final class NotificationsFault {
  static final Fault NOTIFICATIONS_FAILED =
      Fault.hint(
          Topic.NOTIFICATIONS,
          "notifications-failed",
          "Your own system was not told.",
          "lightspeed-cli notify:test, then: lightspeed-cli notify:replay <number>");

  static final Fault NOTIFICATIONS_WAIT =
      Fault.hint(
          Topic.NOTIFICATIONS,
          "notifications-wait",
          "Your own system has not been told for an hour.",
          "lightspeed-cli notify:log");

  private NotificationsFault() {}
}
