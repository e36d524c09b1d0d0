package lightspeed.sync;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What may stand on the lines of a consignment if nobody but us wrote to it. Pure.
///
/// The writes that were carried out leave a known amount of each product. Each write whose outcome
/// is not known either had its effect, once, at any moment after it was announced, or had none.
/// Every amount that comes about in one of these ways is explained. Any other one is the work of a
/// person, or of another program.
final class Explanation {
  /// So many writes of one product without a known outcome are considered, the newest; what more of
  /// them would explain is a person's to judge.
  private static final int MOST_OPEN = 10;

  private final List<LineWrite> accepted = new ArrayList<>();
  private final Map<String, List<LineWrite>> ofProduct = new HashMap<>();

  /// @param writes all of one consignment that had, or may have, an effect
  Explanation(List<LineWrite> writes) {
    for (LineWrite write : writes) {
      if (write.operation() == Operation.ACCEPT_LINES) {
        accepted.add(write);
      } else {
        write
            .amounts()
            .keySet()
            .forEach(
                product -> ofProduct.computeIfAbsent(product, _ -> new ArrayList<>()).add(write));
      }
    }
  }

  /// One course of events and its result.
  ///
  /// @param happened bit n: the n-th open write had its effect
  private record Course(@Nullable Amount amount, int happened) {}

  /// Whether this may stand there without anybody else's doing.
  ///
  /// @param actual null when there is no such line
  boolean explains(String product, @Nullable Amount actual) {
    return explains(product, actual, Map.of());
  }

  /// What a reading tells of a write without a known outcome.
  enum Verdict {
    /// Only with it the lines are as they are.
    THERE,
    /// Only without it.
    NOT_THERE,
    /// With it or without it.
    EITHER,
    /// Neither way explains any of its lines.
    NEITHER
  }

  /// Whether this may stand there without anybody else's doing, when these writes are known to have
  /// happened or not. A call is carried out whole or not at all: when one of its lines is there, a
  /// person has removed those that are not.
  boolean explains(String product, @Nullable Amount actual, Map<Long, Boolean> judged) {
    return courses(product).are(actual, judged);
  }

  /// Judges one write by what stands there. Lines that are not explained at all are left out: what
  /// a person changed says nothing about it. One line that only this write can have made tells that
  /// it is there.
  ///
  /// @param judged writes that were judged before by the same reading: true for those that are
  ///     there
  Verdict judge(LineWrite write, Map<String, Amount> actual, Map<Long, Boolean> judged) {
    int with = 0;
    int without = 0;
    int either = 0;
    for (String product : write.amounts().keySet()) {
      Courses courses = courses(product);
      boolean isPossible = courses.has(write, true, actual.get(product), judged);
      boolean isAvoidable = courses.has(write, false, actual.get(product), judged);
      if (isPossible && isAvoidable) {
        either++;
      } else if (isPossible) {
        with++;
      } else if (isAvoidable) {
        without++;
      }
    }
    if (with > 0) {
      return Verdict.THERE;
    }
    if (without > 0) {
      return Verdict.NOT_THERE;
    }
    return either > 0 ? Verdict.EITHER : Verdict.NEITHER;
  }

  private static boolean isEnd(Course course, @Nullable Amount actual) {
    return Objects.equals(course.amount(), actual);
  }

  private Courses courses(String product) {
    List<LineWrite> writes = new ArrayList<>(accepted);
    writes.addAll(ofProduct.getOrDefault(product, List.of()));
    writes.sort(Comparator.comparingLong(LineWrite::id));
    return new Courses(product, writes);
  }

  /// All courses of events for one product.
  private static final class Courses {
    private final String product;
    private final List<LineWrite> open = new ArrayList<>();
    private final Set<Course> all = new HashSet<>(Set.of(new Course(null, 0)));

    Courses(String product, List<LineWrite> writes) {
      this.product = product;
      long skipped = writes.stream().filter(Courses::isOpen).count() - MOST_OPEN;
      for (LineWrite write : writes) {
        if (!isOpen(write)) {
          carryOut(write);
        } else if (skipped > 0) {
          skipped--;
        } else {
          open.add(write);
          letHappen();
        }
      }
    }

    private static boolean isOpen(LineWrite write) {
      return write.outcome() != LineWrite.Outcome.DONE;
    }

    private void carryOut(LineWrite write) {
      Set<Course> after = new HashSet<>();
      for (Course course : all) {
        after.add(new Course(write.applyTo(product, course.amount()), course.happened()));
      }
      all.clear();
      all.addAll(after);
      letHappen();
    }

    /// Adds the courses in which open writes have their effect at this moment.
    private void letHappen() {
      Deque<Course> next = new ArrayDeque<>(all);
      while (!next.isEmpty()) {
        Course course = next.remove();
        for (int n = 0; n < open.size(); n++) {
          if ((course.happened() & 1 << n) == 0) {
            Course further =
                new Course(
                    open.get(n).applyTo(product, course.amount()), course.happened() | 1 << n);
            if (all.add(further)) {
              next.add(further);
            }
          }
        }
      }
    }

    boolean has(
        LineWrite write, boolean happened, @Nullable Amount actual, Map<Long, Boolean> judged) {
      Map<Long, Boolean> known = new HashMap<>(judged);
      known.put(write.id(), happened);
      return are(actual, known);
    }

    boolean are(@Nullable Amount actual, Map<Long, Boolean> judged) {
      return all.stream()
          .filter(course -> isEnd(course, actual))
          .anyMatch(
              course ->
                  judged.entrySet().stream()
                      .allMatch(one -> is(course, one.getKey(), one.getValue())));
    }

    /// A write that does not concern the product, or is not open, contradicts nothing.
    private boolean is(Course course, long write, boolean happened) {
      for (int n = 0; n < open.size(); n++) {
        if (open.get(n).id() == write) {
          return ((course.happened() & 1 << n) != 0) == happened;
        }
      }
      return true;
    }
  }
}
