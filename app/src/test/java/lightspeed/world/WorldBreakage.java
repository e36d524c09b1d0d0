package lightspeed.world;

import java.util.List;
import lightspeed.campaign.Campaign.Failure;

/// Products that are broken on purpose, to see that the campaign notices. The product has no
/// switches for this: some of its methods give a fixed answer
/// ([lightspeed.campaign.BrokenProduct]), or its statements are changed on their way.
enum WorldBreakage {
  NONE(1, ""),
  /// Rule 1: every walk counts, however old.
  WALKS_NEVER_AGE(26, "1", "lightspeed.register.Need.isMet=true"),
  /// Rule 2: nothing ever stands under a number.
  NUMBERS_ARE_ALWAYS_FREE(26, "1", "lightspeed.register.RegisterStore.withReference"),
  /// Rule 2, adoption: whatever stands under a number is the order.
  ADOPTS_WHATEVER_STANDS(70, "3", "lightspeed.sync.JudgeReference.isEqual=true"),
  /// Rule 2, adoption by a person: what is there is not compared with what was shown.
  ADOPTS_WHAT_WAS_NOT_SHOWN(167, "11", "lightspeed.sync.AdoptService.isAsShown=true"),
  /// Rule 3: lines are added without a look at what is there.
  ADDS_WITHOUT_READING(1264, "1", "lightspeed.sync.Continuity.knowsWhatIsThere=true"),
  /// Rule 7: tries count while Lightspeed is away.
  OUTAGES_COUNT(
      5108,
      "5",
      "lightspeed.retailer.Line.settle=UP",
      "lightspeed.sync.OrderFailures.othersTaken=true"),
  /// Rule 8: a database that went back is taken as it is.
  BELIEVES_THE_PAST(1548, "1", "lightspeed.installation.Installation.beginNewEpoch"),
  /// Rule 8: a copy sends with its own key.
  COPIES_SEND(190, "8", "lightspeed.installation.Installation.hindranceHere"),
  /// Rule 9: every store is the one we know.
  STORES_ARE_ALIKE(175, "9", "lightspeed.installation.StoreFacts.isSameAs=true");

  private final long seed;
  private final String invariant;
  private final List<String> answers;

  /// @param invariant or rule whose violation it must be found by
  WorldBreakage(long seed, String invariant, String... answers) {
    this.seed = seed;
    this.invariant = invariant;
    this.answers = List.of(answers);
  }

  /// A seed whose script goes where it hurts: the search begins there.
  long seed() {
    return seed;
  }

  /// Whether it did what it must be found by.
  boolean isHarm(Failure failure) {
    return failure.problems().stream().anyMatch(one -> one.startsWith(invariant + ": "));
  }

  /// What the broken methods answer.
  List<String> answers() {
    return answers;
  }

  /// As the database gets it. Each keeps its parameters.
  String statement(String sql) {
    return switch (this) {
      case COPIES_SEND -> sql.replace("(i.key_mark = ?", "(TRUE OR i.key_mark = ?");
      default -> sql;
    };
  }
}
