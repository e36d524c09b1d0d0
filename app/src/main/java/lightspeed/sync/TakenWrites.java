package lightspeed.sync;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import lightspeed.retailer.Line;

/// The writes that Lightspeed took in one attempt.
///
/// **Threads:** one.
final class TakenWrites implements Line.Taken {
  private final Set<Operation> operations = EnumSet.noneOf(Operation.class);

  void add(Operation operation) {
    operations.add(operation);
  }

  @Override
  public boolean any() {
    return !operations.isEmpty();
  }

  /// The refusal of a read is disproved by any write: each comes after the reads it needs.
  @Override
  public boolean ofKind(String kind) {
    List<Operation> wanted = Operation.ofCall(kind);
    return wanted.isEmpty() ? any() : wanted.stream().anyMatch(operations::contains);
  }
}
