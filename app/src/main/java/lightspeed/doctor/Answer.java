package lightspeed.doctor;

import java.util.List;

/// What became of a question.
public sealed interface Answer {

  Topic topic();

  /// What was looked at, a few words.
  String name();

  /// All is well.
  record Fine(Topic topic, String name) implements Answer {}

  /// Something is wrong.
  ///
  /// @param findings at least one
  record Found(Topic topic, String name, List<Finding> findings) implements Answer {
    public Found {
      findings = List.copyOf(findings);
    }
  }

  /// It could not be looked at.
  ///
  /// @param isConsequence because of something that was found before
  record Unknown(Topic topic, String name, String reason, boolean isConsequence) implements Answer {
    /// Whether database or tables are why.
    boolean isForWantOfTables() {
      return isConsequence
          && (reason.equals(Need.DATABASE.reason()) || reason.equals(Need.TABLES.reason()));
    }
  }
}
