package lightspeed.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import lightspeed.sync.Explanation.Verdict;
import lightspeed.sync.LineWrite.Outcome;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What our own writes explain, and what only a person can have done.
final class ExplanationTest {
  private static final String P = "product";
  private final List<LineWrite> writes = new ArrayList<>();

  @Test
  void nothingAnnouncedExplainsOnlyNothing() {
    assertExplained("absent");
  }

  @Test
  void whatWasAddedOnceIsThereOnce() {
    add(5, Outcome.DONE);

    assertExplained("5");
  }

  @Test
  void anAddInDoubtIsThereOnceOrNotAtAll() {
    add(5, Outcome.IN_DOUBT);

    assertExplained("absent", "5");
  }

  @Test
  void anAddThatWasNotThereMayStillComeOnce() {
    add(5, Outcome.PERHAPS_LATER);
    add(5, Outcome.DONE);

    assertExplained("5", "10");
  }

  @Test
  void aSecondRaiseByTheSameAmountIsAPersons() {
    add(5, Outcome.PERHAPS_LATER);
    add(5, Outcome.DONE);

    assertThat(explains("15")).isFalse();
    assertThat(explains("8")).isFalse();
  }

  @Test
  void anotherCostIsAPersons() {
    add(5, Outcome.DONE);

    assertThat(explanation().explains(P, new Amount(BigDecimal.valueOf(5), BigDecimal.TEN)))
        .isFalse();
    assertThat(
            explanation().explains(P, new Amount(new BigDecimal("5.000"), new BigDecimal("2.00"))))
        .as("the same numbers, written otherwise")
        .isTrue();
  }

  @Test
  void anAssignmentEndsWhatWasBefore() {
    add(5, Outcome.DONE);
    add(5, Outcome.DONE);
    assign(5, Outcome.DONE);

    assertExplained("5");
  }

  @Test
  void aLateAddMayComeBeforeOrAfterTheAssignment() {
    add(5, Outcome.PERHAPS_LATER);
    assign(5, Outcome.DONE);

    assertExplained("5", "10");
  }

  @Test
  void aLateAssignmentMayUndoALaterAdd() {
    assign(5, Outcome.PERHAPS_LATER);
    add(3, Outcome.DONE);

    assertExplained("3", "5", "8");
  }

  @Test
  void aRemovalInDoubtLeavesTheLineOrTakesIt() {
    add(5, Outcome.DONE);
    remove(Outcome.IN_DOUBT);

    assertExplained("absent", "5");
  }

  @Test
  void whatAPersonAcceptedIsWhereItStarts() {
    add(5, Outcome.DONE);
    accept(Map.of(P, amount(8)));

    assertExplained("8");
  }

  @Test
  void whatAPersonAcceptedWithoutALineHasNone() {
    add(5, Outcome.DONE);
    accept(Map.of("another", amount(1)));

    assertExplained("absent");
  }

  @Test
  void aLateAddComesOnTopOfWhatAPersonAccepted() {
    add(5, Outcome.PERHAPS_LATER);
    accept(Map.of(P, amount(8)));

    assertExplained("8", "13");
  }

  @Test
  void manyLateAddsStayCheapToThinkOf() {
    for (int n = 0; n < 40; n++) {
      add(5, Outcome.PERHAPS_LATER);
    }

    assertThat(explains("50")).isTrue();
    assertThat(explains("7")).isFalse();
  }

  private static final List<Outcome> OUTCOMES = List.of(Outcome.values());

  @Test
  void everyCourseOfEventsOfFourWritesIsExplainedAndNoOther() {
    // All outcomes of add, add, assign, remove: against a walk through all orders of happening.
    for (int code = 0; code < 81; code++) {
      writes.clear();
      int rest = code;
      List<Outcome> outcomes = new ArrayList<>();
      for (int n = 0; n < 4; n++) {
        outcomes.add(OUTCOMES.get(rest % 3));
        rest /= 3;
      }
      add(5, outcomes.get(0));
      add(3, outcomes.get(1));
      assign(4, outcomes.get(2));
      remove(outcomes.get(3));

      assertExplained(played(0, null, new ArrayList<>()).toArray(String[]::new));
    }
  }

  /// The naive way: at each moment any open write may happen, then the next is announced.
  private Set<String> played(int next, @Nullable Amount now, List<LineWrite> open) {
    Set<String> ends = new TreeSet<>();
    for (LineWrite one : open) {
      List<LineWrite> left = new ArrayList<>(open);
      left.remove(one);
      ends.addAll(played(next, one.applyTo(P, now), left));
    }
    if (next == writes.size()) {
      ends.add(now == null ? "absent" : now.count().toPlainString());
      return ends;
    }
    LineWrite write = writes.get(next);
    if (write.outcome() == Outcome.DONE) {
      ends.addAll(played(next + 1, write.applyTo(P, now), open));
    } else {
      List<LineWrite> more = new ArrayList<>(open);
      more.add(write);
      ends.addAll(played(next + 1, now, more));
    }
    return ends;
  }

  @Test
  void aLostAddIsFoundOrNotFound() {
    LineWrite add = add(5, Outcome.IN_DOUBT);

    assertThat(verdict(add, amount(5))).isEqualTo(Verdict.THERE);
    assertThat(verdict(add, null)).isEqualTo(Verdict.NOT_THERE);
    assertThat(verdict(add, amount(8))).as("a person's").isEqualTo(Verdict.NEITHER);
  }

  @Test
  void ofTwoEqualLostAddsOneIsFound() {
    LineWrite first = add(5, Outcome.IN_DOUBT);
    LineWrite second = add(5, Outcome.IN_DOUBT);
    Map<String, Amount> there = Map.of(P, amount(5));

    assertThat(explanation().judge(first, there, Map.of())).isEqualTo(Verdict.EITHER);
    assertThat(explanation().judge(second, there, Map.of(first.id(), true)))
        .isEqualTo(Verdict.NOT_THERE);
    assertThat(verdict(second, amount(10))).isEqualTo(Verdict.THERE);
  }

  @Test
  void anAssignmentOfWhatStandsThereAnywayMayHaveHappened() {
    add(5, Outcome.DONE);
    LineWrite assigned = assign(5, Outcome.IN_DOUBT);

    assertThat(verdict(assigned, amount(5))).isEqualTo(Verdict.EITHER);
  }

  @Test
  void oneLineThatAPersonChangedDoesNotHideThatTheOthersAreThere() {
    LineWrite bulk =
        write(
            Operation.ADD_PRODUCTS,
            Outcome.IN_DOUBT,
            Map.of("a", amount(1), "b", amount(2), "c", amount(3)));

    assertThat(
            explanation()
                .judge(bulk, Map.of("a", amount(1), "b", amount(9), "c", amount(3)), Map.of()))
        .isEqualTo(Verdict.THERE);
  }

  @Test
  void aCallOfWhichALineIsThereWasCarriedOutAndItsMissingLineIsAPersonsDoing() {
    LineWrite bulk =
        write(
            Operation.ADD_PRODUCTS,
            Outcome.IN_DOUBT,
            Map.of("a", amount(1), "b", amount(2), "c", amount(3)));
    Map<String, Amount> there = Map.of("a", amount(1), "c", amount(3));

    assertThat(explanation().judge(bulk, there, Map.of())).isEqualTo(Verdict.THERE);
    assertThat(explanation().explains("b", null)).as("by itself").isTrue();
    assertThat(explanation().explains("b", null, Map.of(bulk.id(), true))).isFalse();
    assertThat(explanation().explains("a", amount(1), Map.of(bulk.id(), true))).isTrue();
  }

  private Verdict verdict(LineWrite write, @Nullable Amount there) {
    return explanation().judge(write, there == null ? Map.of() : Map.of(P, there), Map.of());
  }

  private void assertExplained(String... amounts) {
    List<String> explained = new ArrayList<>();
    if (explanation().explains(P, null)) {
      explained.add("absent");
    }
    for (int count = 0; count <= 20; count++) {
      if (explanation().explains(P, amount(count))) {
        explained.add(String.valueOf(count));
      }
    }
    assertThat(explained).as("explained by " + writes).containsExactlyInAnyOrder(amounts);
  }

  private boolean explains(String count) {
    return explanation().explains(P, amount(Integer.parseInt(count)));
  }

  private Explanation explanation() {
    return new Explanation(writes);
  }

  private LineWrite add(int count, Outcome outcome) {
    return write(Operation.ADD_PRODUCTS, outcome, Map.of(P, amount(count)));
  }

  private LineWrite assign(int count, Outcome outcome) {
    return write(Operation.REPAIR_PRODUCT, outcome, Map.of(P, amount(count)));
  }

  private void remove(Outcome outcome) {
    write(Operation.REMOVE_PRODUCT, outcome, Map.of(P, amount(0)));
  }

  private void accept(Map<String, Amount> lines) {
    write(Operation.ACCEPT_LINES, Outcome.DONE, lines);
  }

  private LineWrite write(Operation operation, Outcome outcome, Map<String, Amount> amounts) {
    LineWrite write = new LineWrite(writes.size() + 1, operation, outcome, amounts);
    writes.add(write);
    return write;
  }

  private static Amount amount(int count) {
    return new Amount(BigDecimal.valueOf(count), BigDecimal.TWO);
  }
}
