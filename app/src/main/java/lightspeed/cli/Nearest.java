package lightspeed.cli;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import lightspeed.spelling.EditDistance;

/// Finds what a mistyped word was probably meant to be.
final class Nearest {
  private static final int MOST = 3;
  private static final int LONGEST_NAME = 64;

  private Nearest() {}

  /// Up to three of `names`, the nearest first. Beginning with, or holding, what was typed counts
  /// as near; otherwise a third of the letters may be wrong.
  static List<String> to(String typed, Collection<String> names) {
    var word = typed.toLowerCase(Locale.ROOT);
    int allowed = Math.max(2, word.length() / 3);
    return names.stream()
        .filter(name -> score(word, name) <= allowed)
        .sorted(
            Comparator.<String>comparingInt(name -> score(word, name))
                .thenComparing(Comparator.naturalOrder()))
        .limit(MOST)
        .toList();
  }

  private static int score(String word, String name) {
    int distance = new EditDistance().bounded(word, name, LONGEST_NAME);
    boolean isPart = word.length() >= 3 && (name.contains(word) || word.contains(name));
    return isPart ? Math.min(distance, 2) : distance;
  }
}
