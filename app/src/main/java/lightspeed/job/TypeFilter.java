package lightspeed.job;

import java.util.Set;
import java.util.TreeSet;
import org.jdbi.v3.core.statement.SqlStatement;

/// Which job types a statement is about.
///
/// @param isInclusive only these types; false: all but these
record TypeFilter(boolean isInclusive, Set<String> types) {
  TypeFilter {
    types = Set.copyOf(types);
  }

  /// What a worker may start.
  ///
  /// @param wanted empty: all types
  static TypeFilter of(Set<JobType> wanted, Set<String> paused) {
    if (wanted.isEmpty()) {
      return new TypeFilter(false, paused);
    }
    Set<String> names = new TreeSet<>();
    wanted.forEach(type -> names.add(type.name()));
    names.removeAll(paused);
    return new TypeFilter(true, names);
  }

  boolean isNothing() {
    return isInclusive && types.isEmpty();
  }

  /// A further condition of a WHERE clause.
  String sql() {
    if (types.isEmpty()) {
      return isInclusive ? "AND FALSE" : "";
    }
    return isInclusive ? "AND job_type IN (<types>)" : "AND job_type NOT IN (<types>)";
  }

  <S extends SqlStatement<S>> S bind(S statement) {
    return types.isEmpty() ? statement : statement.bindList("types", types);
  }
}
