package lightspeed.acceptance;

import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// A protection that a broken build lacks: the methods that make it up do nothing there. The
/// product has no switch for this; see [BrokenBuild].
enum Breakage {
  /// What the journal holds is never read.
  JOURNAL,
  /// Nobody looks what an unanswered request has done.
  READ_BACK,
  /// A worker that lost its claim or its lease goes on.
  FENCING,
  /// A bulk call of unknown outcome is sent again although its lines are there: whoever reads them
  /// sees none.
  BULK;

  /// Names of methods, by the name of their class.
  Map<String, Set<String>> idleMethods() {
    return switch (this) {
      case JOURNAL ->
          Map.of(
              "lightspeed.sync.SyncJournal",
              Set.of("takeUnknown"),
              "lightspeed.sync.JournalHistory",
              Set.of("hadUnknown", "wasAnnounced", "intents", "lineWrites"));
      case READ_BACK ->
          Map.of(
              "lightspeed.register.Register",
              Set.of("withReference"),
              "lightspeed.sync.LinesStep",
              Set.of("readUntilEqual"));
      case FENCING ->
          Map.of("lightspeed.job.HeldJob", Set.of("requireClaim", "requireLeaseFor", "claimToken"));
      case BULK -> Map.of("lightspeed.sync.ConsignmentLines", Set.of("read"));
    };
  }

  /// The word for it on the command line, such as `read-back`.
  String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /// @throws IllegalArgumentException when there is no such word
  static Breakage of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
  }
}
