package lightspeed.catalog;

import org.jspecify.annotations.Nullable;

/// How much a candidate is like the text that somebody wrote.
///
/// **Threads:** confined.
final class Likeness {
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

  /// A judgement; the smaller the score, the more alike.
  ///
  /// @param reason in words for people
  record Grade(int score, String reason) {}

  /// Null when it is not alike.
  @Nullable Grade grade(PlainForm candidate) {
    if (wanted.core().isEmpty() || candidate.core().isEmpty()) {
      return null;
    }
    if (candidate.letters().equals(wanted.letters())) {
      return new Grade(SAME_LETTERS, "differs only in case, spaces or punctuation");
    }
    if (candidate.core().equals(wanted.core())) {
      return new Grade(SAME_BUT_ZEROS, "differs only in leading zeros");
    }
    int edits = edits(candidate);
    if (edits <= maxEdits) {
      return new Grade(
          FEW_EDITS + edits,
          edits == 1 ? "differs in one place" : "differs in " + edits + " places");
    }
    return commonStart(candidate);
  }

  /// Judges another code of the candidate, such as its handle, for which only sameness counts.
  ///
  /// @param called how people call that code, with its value
  @Nullable Grade gradeCode(PlainForm code, String called) {
    return !code.core().isEmpty() && code.core().equals(wanted.core())
        ? new Grade(SAME_CODE, "has the same " + called)
        : null;
  }

  private int edits(PlainForm candidate) {
    // Each edit changes at most two kinds of characters; a swap none.
    boolean isFar = Long.bitCount(candidate.seen() ^ wanted.seen()) > 2 * maxEdits;
    // Something must be left in common, or any short text would do.
    boolean isTooShort = candidate.core().length() <= maxEdits;
    return isFar || isTooShort
        ? maxEdits + 1
        : distance.bounded(wanted.core(), candidate.core(), maxEdits);
  }

  private @Nullable Grade commonStart(PlainForm candidate) {
    String left = wanted.core();
    String right = candidate.core();
    int common = 0;
    while (common < Math.min(left.length(), right.length())
        && left.charAt(common) == right.charAt(common)) {
      common++;
    }
    boolean isEnough =
        common >= MIN_COMMON_START && 2 * common >= Math.min(left.length(), right.length());
    return isEnough
        ? new Grade(
            COMMON_START + left.length() + right.length() - 2 * common,
            "starts with the same " + common + " characters")
        : null;
  }
}
