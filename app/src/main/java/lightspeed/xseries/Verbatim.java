package lightspeed.xseries;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Members of a header that we neither read nor judge, in a form that we do not know. Lightspeed
/// takes the whole header back, so they go back as they came: leaving one out would delete it.
public final class Verbatim {
  static final Verbatim NONE = new Verbatim(Map.of());

  private final Map<String, JsonNode> members;

  private Verbatim(Map<String, JsonNode> members) {
    this.members = members;
  }

  /// Those of `names` that hold something other than a text.
  static Verbatim of(WireObject header, List<String> names) {
    Map<String, JsonNode> odd = new LinkedHashMap<>();
    for (String name : names) {
      JsonNode value = header.unlessReadable(name, each -> each.text(name));
      if (value != null) {
        odd.put(name, value);
      }
    }
    return odd.isEmpty() ? NONE : new Verbatim(odd);
  }

  /// Puts each back where the body has no value of its own.
  void complete(ObjectNode body) {
    members.forEach(
        (name, value) -> {
          if (body.path(name).asString("").isEmpty()) {
            body.set(name, value);
          }
        });
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Verbatim that && members.equals(that.members);
  }

  @Override
  public int hashCode() {
    return members.hashCode();
  }

  @Override
  public String toString() {
    return members.keySet().toString();
  }
}
