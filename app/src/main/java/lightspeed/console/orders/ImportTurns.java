package lightspeed.console.orders;

import java.util.HashSet;
import java.util.Set;

/// Lets few files be imported at the same time: one of each person, so that nobody takes the place
/// of the others, and [#AT_ONCE] in all, because each takes memory and a database connection.
///
/// **Threads:** safe.
final class ImportTurns {
  private static final int AT_ONCE = 3;

  private final Set<String> importing = new HashSet<>();

  /// Ends with the import.
  interface Turn extends AutoCloseable {
    @Override
    void close();
  }

  /// Begins an import.
  ///
  /// @throws IllegalArgumentException when it has to wait; the message is for people
  synchronized Turn begin(String person) {
    if (importing.contains(person)) {
      throw new IllegalArgumentException(
          "Another file of yours is being read right now. Wait until it is done, then send this one"
              + " again.");
    }
    if (importing.size() >= AT_ONCE) {
      throw new IllegalArgumentException(
          AT_ONCE + " files of other people are being read right now. Try again in a minute.");
    }
    importing.add(person);
    return () -> end(person);
  }

  private synchronized void end(String person) {
    importing.remove(person);
  }
}
