package xseries.emulator.store;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import xseries.emulator.store.Changes.Change;

/// The latest changes, kept so that they can be taken back. Memory: at most `capacity` changes,
/// each with the row that was there before; older ones are forgotten.
final class History {
  private final int capacity;
  private final Deque<Change> kept = new ArrayDeque<>();
  private long floor;

  History(int capacity) {
    this.capacity = capacity;
  }

  /// Forgets everything: there is nothing to take back before this version.
  void begin(long version) {
    kept.clear();
    floor = version;
  }

  void add(Change change) {
    kept.addLast(change);
    if (kept.size() > capacity) {
      floor = kept.removeFirst().version();
    }
  }

  /// The lowest version that can be gone back to.
  long floor() {
    return floor;
  }

  /// Takes back everything that came after the version, the latest first, and tells what that
  /// changed.
  List<Change> goBackTo(long version) {
    List<Change> undone = new ArrayList<>();
    while (!kept.isEmpty() && kept.peekLast().version() > version) {
      Change change = kept.removeLast();
      change.undo();
      undone.add(change.reversed());
    }
    return undone;
  }
}
