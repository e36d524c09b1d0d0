package lightspeed.audit;

/// How the one who changed something is written: a person by name, a program by the person whose
/// token it has and the token, such as `ann (token erp)`. Names of people have no parentheses.
public final class ActorName {
  private static final String TOKEN = " (token ";

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
}
