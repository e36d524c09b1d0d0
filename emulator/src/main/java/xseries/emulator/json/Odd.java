package xseries.emulator.json;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Members that a row prints otherwise than its type allows, such as a null name, or leaves out:
/// what a client may meet and the emulator itself must not stumble over. Kept as JSON text beside
/// the row.
public final class Odd {
  /// Under this name stand the members that are left out; no member of the vendor's is called so.
  private static final String ABSENT = "-";

  private Odd() {}

  /// The printed row with the odd members over it.
  public static ObjectNode over(ObjectNode printed, @Nullable String odd) {
    if (odd == null) {
      return printed;
    }
    read(odd)
        .properties()
        .forEach(
            member -> {
              if (member.getKey().equals(ABSENT)) {
                member.getValue().forEach(name -> printed.remove(name.asString()));
              } else {
                printed.set(member.getKey(), member.getValue());
              }
            });
    return printed;
  }

  /// The odd members with one more.
  public static String with(@Nullable String odd, String name, JsonNode value) {
    return read(odd).set(name, value).toString();
  }

  /// The odd members with these left out of the row, and no others.
  ///
  /// @param names an array of text
  public static String leavingOut(@Nullable String odd, JsonNode names) {
    return with(odd, ABSENT, names);
  }

  /// The odd members without one; null when none is left.
  public static @Nullable String without(@Nullable String odd, String name) {
    ObjectNode members = read(odd);
    members.remove(name);
    return members.isEmpty() ? null : members.toString();
  }

  private static ObjectNode read(@Nullable String odd) {
    return odd != null && Json.parse(odd) instanceof ObjectNode members ? members : Json.object();
  }
}
