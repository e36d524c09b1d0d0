package lightspeed.job;

import java.util.Locale;
import java.util.Optional;

/// Which jobs start first: the most urgent priority first, first come first served within one. Low
/// ones still get their turn (see [Worker]).
public enum Priority {
  CRITICAL,
  HIGH,
  NORMAL,
  LOW;

  /// The word in the table and on the command line, such as `critical`.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// Reads a word as written by [#word()]; empty when unknown.
  public static Optional<Priority> parse(String word) {
    for (Priority priority : values()) {
      if (priority.word().equals(word)) {
        return Optional.of(priority);
      }
    }
    return Optional.empty();
  }
}
