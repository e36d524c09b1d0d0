package lightspeed.world;

import java.util.List;
import lightspeed.campaign.Campaign.Failure;

/// Products that are broken on purpose, to see that the campaign notices. The product has no
/// switches for this: some of its methods give a fixed answer
/// ([lightspeed.campaign.BrokenProduct]), or its statements are changed on their way.
enum WorldBreakage {
  NONE(1, ""),
  /// Rule 1: every walk counts, however old.
  WALKS_NEVER_AGE(5, "1", "lightspeed.register.Need.isMet=true"),
  /// Rule 2: nothing ever stands under a number.
  NUMBERS_ARE_ALWAYS_FREE(5, "1", "lightspeed.register.RegisterStore.withReference"),
  /// Rule 2, adoption: whatever stands under a number is the order.
  ADOPTS_WHATEVER_STANDS(35, "3", "lightspeed.sync.JudgeReference.isEqual=true"),
  /// Rule 2, adoption by a person: what is there is not compared with what was shown.
  ADOPTS_WHAT_WAS_NOT_SHOWN(12, "11", "lightspeed.sync.AdoptService.isAsShown=true"),
  /// Rule 3: lines are added without a look at what is there.
  ADDS_WITHOUT_READING(23, "1", "lightspeed.sync.Continuity.knowsWhatIsThere=true"),
  /// Rule 3: whatever staff did to the lines of an order that is being sent is set right again.
  EDITS_ARE_UNDONE(65151, "3", "lightspeed.sync.Explanation.explains=true"),
  /// Rule 4: jobs write to an order at the same time.
  MANY_WRITERS(52279, "4"),
  /// Rule 7: tries count while Lightspeed is away.
  OUTAGES_COUNT(
      1380976,
      "5",
      "lightspeed.retailer.Line.settle=UP",
      "lightspeed.sync.OrderFailures.othersTaken=true"),
  /// Rule 8: a database that went back is taken as it is.
  BELIEVES_THE_PAST(57, "1", "lightspeed.installation.Installation.beginNewEpoch"),
  /// Rule 8: a copy sends with its own key.
  COPIES_SEND(84, "8", "lightspeed.installation.Installation.hindranceHere"),
  /// Rule 9: every store is the one we know.
  STORES_ARE_ALIKE(837, "9", "lightspeed.installation.StoreFacts.isSameAs=true");

  private final long seed;
  private final String invariant;
  private final String answers;

  /// @param invariant or rule whose violation it must be found by
  WorldBreakage(long seed, String invariant, String... answers) {
    this.seed = seed;
    this.invariant = invariant;
    this.answers = String.join(" ", answers);
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
    return answers.isEmpty() ? List.of() : List.of(answers.split(" ", -1));
  }

  /// As the database gets it. Each keeps its parameters.
  String statement(String sql) {
    return switch (this) {
      case MANY_WRITERS ->
          sql.replace("c.writer_job_id = ?", "(TRUE OR c.writer_job_id = ?)")
              .replace("c.writer_token = ?", "(TRUE OR c.writer_token = ?)")
              .replace("queue_jobs.id <> ?", "queue_jobs.id <> ? AND FALSE");
      case COPIES_SEND -> sql.replace("(i.key_mark = ?", "(TRUE OR i.key_mark = ?");
      default -> sql;
    };
  }
}
