package lightspeed.catalog;

import lightspeed.spelling.EditDistance;
import org.jspecify.annotations.Nullable;

/// How much a candidate is like the text that somebody wrote.
///
/// **Threads:** confined.
final class Likeness {
  static final int NOT_ALIKE = Integer.MAX_VALUE;

  private static final int SAME_LETTERS = 0;
  private static final int SAME_BUT_ZEROS = 1;
  private static final int SAME_CODE = 2;
  private static final int FEW_EDITS = 10;
  private static final int COMMON_START = 20;

  /// Short texts are all alike after two edits.
  private static final int CHARACTERS_FOR_EACH_EDIT = 4;

  private static final int MAX_EDITS = 3;
  private static final int MIN_COMMON_START = 4;

  private final PlainForm wanted;
  private final int maxEdits;
  private final EditDistance distance = new EditDistance();

  Likeness(String wanted) {
    this.wanted = PlainForm.of(wanted);
    this.maxEdits =
        Math.clamp((this.wanted.core().length() + 1) / CHARACTERS_FOR_EACH_EDIT, 1, MAX_EDITS);
  }

  /// How far the candidate is from the text: the smaller, the more alike; [#NOT_ALIKE] when it is
  /// not, or when it is further than `worst`.
  int score(PlainForm candidate, int worst) {
    if (wanted.core().isEmpty() || candidate.core().isEmpty()) {
      return NOT_ALIKE;
    }
    if (candidate.letters().equals(wanted.letters())) {
      return SAME_LETTERS;
    }
    if (candidate.core().equals(wanted.core())) {
      return SAME_BUT_ZEROS;
    }
    int limit = Math.min(maxEdits, worst - FEW_EDITS);
    if (limit < 1) {
      return NOT_ALIKE;
    }
    int edits = edits(candidate, limit);
    return edits <= limit ? FEW_EDITS + edits : commonStartScore(candidate);
  }

  /// Judges another code of the candidate, such as its handle, for which only sameness counts.
  int scoreCode(PlainForm code) {
    return !code.core().isEmpty() && code.core().equals(wanted.core()) ? SAME_CODE : NOT_ALIKE;
  }

  /// What the score of a candidate says, in words for people.
  ///
  /// @param code the candidate's other code, null when it has none
  String reason(int score, PlainForm candidate, @Nullable String code) {
    return switch (score) {
      case SAME_LETTERS -> "differs only in case, spaces or punctuation";
      case SAME_BUT_ZEROS -> "differs only in leading zeros";
      case SAME_CODE -> "has the same handle " + code;
      case FEW_EDITS + 1 -> "differs in one place";
      case FEW_EDITS + 2, FEW_EDITS + MAX_EDITS -> "differs in " + (score - FEW_EDITS) + " places";
      default -> "starts with the same " + commonStart(candidate) + " characters";
    };
  }

  private int edits(PlainForm candidate, int limit) {
    // Each edit changes at most two kinds of characters; a swap none.
    boolean isFar = Long.bitCount(candidate.seen() ^ wanted.seen()) > 2 * limit;
    // Something must be left in common, or any short text would do.
    boolean isTooShort = candidate.core().length() <= maxEdits;
    return isFar || isTooShort
        ? limit + 1
        : distance.bounded(wanted.core(), candidate.core(), limit);
  }

  private int commonStartScore(PlainForm candidate) {
    int left = wanted.core().length();
    int right = candidate.core().length();
    int common = commonStart(candidate);
    boolean isEnough = common >= MIN_COMMON_START && 2 * common >= Math.min(left, right);
    return isEnough ? COMMON_START + left + right - 2 * common : NOT_ALIKE;
  }

  private int commonStart(PlainForm candidate) {
    String left = wanted.core();
    String right = candidate.core();
    int common = 0;
    while (common < Math.min(left.length(), right.length())
        && left.charAt(common) == right.charAt(common)) {
      common++;
    }
    return common;
  }
}
