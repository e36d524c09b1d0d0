package lightspeed.world;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/// All that a seed decides: what the actors do, in their order.
///
/// @param lines how many lines each order has
record WorldScript(int orders, int lines, List<Step> steps) {
  private static final int MOST_ORDERS = 2;
  private static final int MOST_STEPS = 12;

  /// Who does it.
  enum Actor {
    SYSTEM,
    STAFF,
    CATALOGUE,
    OPERATOR,
    LINE,
    DATABASE,
    CLOCK
  }

  /// What can be done, and how often relative to the others.
  enum Act {
    WORK(Actor.SYSTEM, 14),
    /// Several processes work at the same time.
    WORK_TOGETHER(Actor.SYSTEM, 4),
    /// While a process is about to make a call, an operator decides something that another process
    /// carries out.
    WORK_MEANWHILE(Actor.SYSTEM, 5),
    POLL(Actor.SYSTEM, 8),
    RESTART(Actor.SYSTEM, 3),
    STAFF_EDIT(Actor.STAFF, 5),
    STAFF_ADD(Actor.STAFF, 3),
    STAFF_REMOVE(Actor.STAFF, 3),
    STAFF_KEY_NUMBER(Actor.STAFF, 3),
    STAFF_DUPLICATE(Actor.STAFF, 2),
    STAFF_RENAME(Actor.STAFF, 2),
    STAFF_SEND(Actor.STAFF, 3),
    STAFF_RECEIVE(Actor.STAFF, 3),
    STAFF_SPLIT(Actor.STAFF, 3),
    STAFF_CANCEL(Actor.STAFF, 2),
    STAFF_DELETE(Actor.STAFF, 2),
    MOVE_SKU(Actor.CATALOGUE, 2),
    CANCEL(Actor.OPERATOR, 2),
    RETRY(Actor.OPERATOR, 3),
    RETRY_ALL(Actor.OPERATOR, 2),
    TAKE_REMOTE(Actor.OPERATOR, 2),
    PUSH_LOCAL(Actor.OPERATOR, 2),
    REOPEN(Actor.OPERATOR, 2),
    APPROVE(Actor.OPERATOR, 4),
    ADOPT(Actor.OPERATOR, 4),
    SWITCH_STORE(Actor.OPERATOR, 1),
    /// A copy of the database is made, or the one there is works.
    COPY(Actor.OPERATOR, 2),
    BREAK_CALL(Actor.LINE, 12),
    DOWN(Actor.LINE, 2),
    ONE_401(Actor.LINE, 1),
    ONE_403(Actor.LINE, 1),
    BACK_UP(Actor.DATABASE, 4),
    RESTORE(Actor.DATABASE, 5),
    /// The database goes back beneath a process that is about to make a call.
    FAIL_OVER(Actor.DATABASE, 3),
    SET_CLOCK(Actor.CLOCK, 2);

    private final Actor actor;
    private final int weight;

    Act(Actor actor, int weight) {
      this.actor = actor;
      this.weight = weight;
    }

    Actor actor() {
      return actor;
    }
  }

  /// One act.
  ///
  /// @param order which order it is about, from 0
  /// @param number decides the rest
  record Step(Act act, int order, int number) {
    @Override
    public String toString() {
      return act + "(" + order + ")";
    }
  }

  /// Whether one of these is done in it.
  boolean has(Act... acts) {
    return steps.stream().anyMatch(step -> List.of(acts).contains(step.act()));
  }

  static WorldScript of(long seed) {
    // Neighbouring seeds would begin alike.
    Random random = new Random(seed * 0x9E3779B97F4A7C15L);
    int orders = 1 + random.nextInt(MOST_ORDERS);
    int lines = 1 + random.nextInt(4);
    int count = 2 + random.nextInt(MOST_STEPS);
    List<Step> steps = new ArrayList<>();
    for (int n = 0; n < count; n++) {
      steps.add(new Step(act(random), random.nextInt(orders), random.nextInt(1_000)));
    }
    return new WorldScript(orders, lines, List.copyOf(steps));
  }

  private static Act act(Random random) {
    int all = 0;
    for (Act act : Act.values()) {
      all += act.weight;
    }
    int drawn = random.nextInt(all);
    for (Act act : Act.values()) {
      drawn -= act.weight;
      if (drawn < 0) {
        return act;
      }
    }
    throw new IllegalStateException("Nothing was drawn.");
  }
}
