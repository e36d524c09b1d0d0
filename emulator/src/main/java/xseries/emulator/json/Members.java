package xseries.emulator.json;

import java.util.Collection;
import tools.jackson.databind.node.ObjectNode;

/// Refuses what a request of the control API does not take, so that a misspelt member is no silent
/// wish.
public final class Members {
  private Members() {}

  /// Refuses the first unknown member.
  ///
  /// @param of what the members belong to, for example `a fault`
  /// @throws BadField that names it and lists the known ones in their order
  public static void check(ObjectNode body, Collection<String> known, String of) {
    for (String name : body.propertyNames()) {
      if (!known.contains(name)) {
        String list = known.isEmpty() ? "it takes none" : "known are " + String.join(", ", known);
        throw new BadField(name, "is not a member of " + of + "; " + list);
      }
    }
  }
}
