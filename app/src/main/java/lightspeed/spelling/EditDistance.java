package lightspeed.spelling;

import java.util.Arrays;

/// How many single steps turn one text into another: insert, remove or replace a character, or swap
/// two neighbours (Damerau-Levenshtein, each place edited at most once).
///
/// **Threads:** confined; it keeps its rows between calls.
public final class EditDistance {
  private int[] twoBack = new int[0];
  private int[] oneBack = new int[0];
  private int[] current = new int[0];

  /// The distance, or `max + 1` when it is more than `max`: stops as soon as that is certain.
  public int bounded(String left, String right, int max) {
    if (Math.abs(left.length() - right.length()) > max) {
      return max + 1;
    }
    resize(right.length() + 1);
    for (int column = 0; column <= right.length(); column++) {
      oneBack[column] = column;
    }
    for (int row = 1; row <= left.length(); row++) {
      if (fillRow(left, right, row) > max) {
        return max + 1;
      }
      int[] reused = twoBack;
      twoBack = oneBack;
      oneBack = current;
      current = reused;
    }
    return Math.min(oneBack[right.length()], max + 1);
  }

  /// Fills the row of `left`'s character and returns the smallest number in it.
  private int fillRow(String left, String right, int row) {
    char here = left.charAt(row - 1);
    current[0] = row;
    int smallest = row;
    for (int column = 1; column <= right.length(); column++) {
      char there = right.charAt(column - 1);
      int cost = here == there ? 0 : 1;
      int best =
          Math.min(Math.min(oneBack[column], current[column - 1]) + 1, oneBack[column - 1] + cost);
      boolean isSwap =
          row > 1
              && column > 1
              && here == right.charAt(column - 2)
              && left.charAt(row - 2) == there;
      if (isSwap) {
        best = Math.min(best, twoBack[column - 2] + 1);
      }
      current[column] = best;
      smallest = Math.min(smallest, best);
    }
    return smallest;
  }

  private void resize(int length) {
    if (current.length < length) {
      twoBack = Arrays.copyOf(twoBack, length);
      oneBack = Arrays.copyOf(oneBack, length);
      current = Arrays.copyOf(current, length);
    }
  }
}
