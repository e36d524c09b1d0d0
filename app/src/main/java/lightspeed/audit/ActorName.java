package lightspeed.audit;

import org.jspecify.annotations.Nullable;

/// How the one who changed something is written: a person by name, a program by the person whose
/// token it has and the token, such as `ann (token erp)`. Names of people have no parentheses.
///
/// In the audit log a person stands by id, such as `person:12 (token erp)`, because entries cannot
/// be changed and names can: the name is in `users`.
public final class ActorName {
  private static final String TOKEN = " (token ";
  private static final String PERSON = "person:";

  private ActorName() {}

  /// A program that acts for a person.
  public static String withToken(String person, String token) {
    return person + TOKEN + token + ")";
  }

  /// The person who answers for it, whichever token they used.
  public static String person(String actor) {
    int end = actor.indexOf(TOKEN);
    return end < 0 ? actor : actor.substring(0, end);
  }

  /// As it is written into the audit log.
  ///
  /// @param id of the person who answers for it, null when that is nobody of `users`
  static String byId(String actor, @Nullable Long id) {
    return id == null ? actor : PERSON + id + actor.substring(person(actor).length());
  }

  /// An SQL expression: what stands in `column` of the audit log, with the name that the person has
  /// now.
  public static String inWords(String column) {
    return """
    COALESCE(
      IF(%1$s LIKE 'person:%%',
        (SELECT CONCAT(u.username, SUBSTRING(%1$s, LENGTH(SUBSTRING_INDEX(%1$s, ' ', 1)) + 1))
         FROM users u
         WHERE u.id = CAST(SUBSTRING(SUBSTRING_INDEX(%1$s, ' ', 1), 8) AS UNSIGNED)),
        NULL),
      %1$s)
    """
        .formatted(column);
  }
}
