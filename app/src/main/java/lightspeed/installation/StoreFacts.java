package lightspeed.installation;

import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// By what a store is known.
///
/// @param id the retailer's; null when the token may not see it
/// @param name what people call it; null when the token may not see it
/// @param outlets ids of its outlets, as far as the token sees them
record StoreFacts(@Nullable String id, @Nullable String name, List<String> outlets) {
  StoreFacts {
    outlets = List.copyOf(outlets);
  }

  /// Whether both are the same store: by the retailer's id; where one of them has none, one common
  /// outlet is enough.
  boolean isSameAs(StoreFacts other) {
    return (id != null && other.id != null)
        ? id.equals(other.id)
        : !Collections.disjoint(outlets, other.outlets);
  }

  /// For people.
  String shownName() {
    if (name != null && !name.isBlank()) {
      return name;
    }
    return id != null ? "store " + id : "a store with the outlet " + firstOutlet();
  }

  /// For people who see both names: where they are the same, the id or an outlet tells which is
  /// which.
  String shownNameBeside(StoreFacts other) {
    String shown = shownName();
    if (!shown.equals(other.shownName())) {
      return shown;
    }
    return shown
        + (id != null ? " (store " + id + ")" : " (with the outlet " + firstOutlet() + ")");
  }

  private String firstOutlet() {
    return outlets.isEmpty() ? "(none)" : outlets.getFirst();
  }
}
