package lightspeed.doctor;

import java.util.List;

/// Questions about what the retailer's own systems are told.
final class ExamineNotifications {
  private static final String FAILED =
      """
      SELECT CONCAT(COUNT(*), ' within a week, the last is number ', MAX(id), ': ',
        LEFT(COALESCE(MIN(error_message), ''), 1000)), MAX(id)
      FROM lightspeed_notifications
      WHERE status = 'FAILED'
        AND created_at > NOW(6) - INTERVAL 7 DAY
      GROUP BY http_status
      """;

  private static final String WAITING =
      """
      SELECT CONCAT('Waiting: ', COUNT(*), ', the oldest since ',
        DATE_FORMAT(MIN(created_at), '%Y-%m-%d %H:%i'), ' UTC.')
      FROM lightspeed_notifications
      WHERE status = 'WAITING'
        AND created_at < NOW(6) - INTERVAL 1 HOUR
      HAVING COUNT(*) > 0
      """;

  private ExamineNotifications() {}

  static List<Question> all(TableQuestions tables) {
    return List.of(
        tables.about("failed notifications", NotificationsFault.NOTIFICATIONS_FAILED, FAILED),
        tables.about("waiting notifications", NotificationsFault.NOTIFICATIONS_WAIT, WAITING));
  }
}
