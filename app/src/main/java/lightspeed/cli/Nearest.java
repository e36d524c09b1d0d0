package lightspeed.cli;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/// Finds what a mistyped word was probably meant to be.
final class Nearest {
  private static final int MOST = 3;

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
    int distance = distance(word, name);
    boolean isPart = word.length() >= 3 && (name.contains(word) || word.contains(name));
    return isPart ? Math.min(distance, 2) : distance;
  }

  /// Levenshtein's distance, with one row of the table at a time.
  private static int distance(String from, String to) {
    var row = new int[to.length() + 1];
    for (int j = 0; j <= to.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[to.length()];
  }
}
