package lightspeed.rest;

import java.util.ArrayList;
import java.util.List;
import lightspeed.server.Problem;

/// Collects what is wrong with a body: counts all of it, keeps the first.
final class FieldErrors {
  /// More than anyone corrects before sending again.
  private static final int KEPT = 200;

  private final List<Problem.FieldError> kept = new ArrayList<>();
  private long count;

  void add(String field, String reason) {
    count++;
    if (kept.size() < KEPT) {
      kept.add(new Problem.FieldError(field, reason));
    }
  }

  boolean isEmpty() {
    return count == 0;
  }

  Problem problem(String detail) {
    return new Problem(422, "invalid_input", detail, kept, count);
  }
}
