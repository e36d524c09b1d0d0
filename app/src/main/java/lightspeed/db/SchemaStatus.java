package lightspeed.db;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// How the tables stand against what this program needs.
///
/// @param current version of the tables; null when no migration has been applied
/// @param newestKnown version that this program needs
/// @param pending versions still to apply, in order
/// @param isEmpty whether the schema holds no table at all
/// @param isForeign whether it holds tables, but none that we ever migrated
/// @param hasFailure whether the last migration stopped midway
public record SchemaStatus(
    @Nullable Integer current,
    int newestKnown,
    List<Integer> pending,
    boolean isEmpty,
    boolean isForeign,
    boolean hasFailure) {
  public SchemaStatus {
    pending = List.copyOf(pending);
  }

  /// Exactly what this program needs.
  public boolean isCurrent() {
    return current != null && current == newestKnown && !hasFailure;
  }
}
