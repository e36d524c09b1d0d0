package xseries.emulator.json;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Members that a row prints otherwise than its type allows, such as a null name: what a client may
/// meet and the emulator itself must not stumble over. Kept as JSON text beside the row.
public final class Odd {
  private Odd() {}

  /// The printed row with the odd members over it.
  public static ObjectNode over(ObjectNode printed, @Nullable String odd) {
    if (odd != null && Json.parse(odd) instanceof ObjectNode members) {
      members.properties().forEach(member -> printed.set(member.getKey(), member.getValue()));
    }
    return printed;
  }

  /// The odd members with one more.
  public static String with(@Nullable String odd, String name, JsonNode value) {
    return over(Json.object(), odd).set(name, value).toString();
  }

  /// The odd members without one; null when none is left.
  public static @Nullable String without(@Nullable String odd, String name) {
    ObjectNode members = over(Json.object(), odd);
    members.remove(name);
    return members.isEmpty() ? null : members.toString();
  }
}
