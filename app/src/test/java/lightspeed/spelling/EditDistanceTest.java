package lightspeed.spelling;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

final class EditDistanceTest {
  private final EditDistance distance = new EditDistance();

  @Test
  void eachStepCountsOne() {
    assertThat(distance.bounded("shirt", "shirt", 3)).isZero();
    assertThat(distance.bounded("shirt", "shrt", 3)).isEqualTo(1);
    assertThat(distance.bounded("shirt", "shirts", 3)).isEqualTo(1);
    assertThat(distance.bounded("shirt", "short", 3)).isEqualTo(1);
    assertThat(distance.bounded("shirt", "shrit", 3)).isEqualTo(1);
    assertThat(distance.bounded("", "ab", 3)).isEqualTo(2);
  }

  @Test
  void whatIsFurtherThanTheBoundIsOneMoreThanTheBound() {
    assertThat(distance.bounded("abcdef", "ghijkl", 2)).isEqualTo(3);
    assertThat(distance.bounded("a", "abcdef", 2)).isEqualTo(3);
  }

  @Test
  void theBoundNeverChangesASmallerDistance() {
    long seed = System.nanoTime();
    System.out.println("seed=" + seed);
    Random random = new Random(seed);
    for (int i = 0; i < 20_000; i++) {
      String left = word(random);
      String right = word(random);
      int exact = exact(left, right);
      int max = random.nextInt(5);

      assertThat(distance.bounded(left, right, max))
          .as("seed %d: %s %s within %d", seed, left, right, max)
          .isEqualTo(Math.min(exact, max + 1));
      assertThat(distance.bounded(right, left, max))
          .as("seed %d: %s %s within %d", seed, right, left, max)
          .isEqualTo(Math.min(exact, max + 1));
    }
  }

  private static String word(Random random) {
    StringBuilder word = new StringBuilder();
    for (int length = random.nextInt(7); length > 0; length--) {
      word.append((char) ('a' + random.nextInt(3)));
    }
    return word.toString();
  }

  /// The definition, word for word.
  private static int exact(String left, String right) {
    if (left.isEmpty() || right.isEmpty()) {
      return left.length() + right.length();
    }
    String leftRest = left.substring(1);
    String rightRest = right.substring(1);
    int best =
        Math.min(
            Math.min(exact(leftRest, right), exact(left, rightRest)) + 1,
            exact(leftRest, rightRest) + (left.charAt(0) == right.charAt(0) ? 0 : 1));
    boolean isSwap =
        left.length() > 1
            && right.length() > 1
            && left.charAt(0) == right.charAt(1)
            && left.charAt(1) == right.charAt(0);
    return isSwap ? Math.min(best, exact(left.substring(2), right.substring(2)) + 1) : best;
  }
}
