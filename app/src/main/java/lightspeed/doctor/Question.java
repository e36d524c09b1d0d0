package lightspeed.doctor;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One thing that is looked at. To add one: a constant in [Fault], a line in docs/doctor.md, a line
/// in the class of its topic, and a row in `DoctorTest`.
///
/// @param name what is looked at, a few words
/// @param needs without which it is not asked
/// @param provides what others may rely on once this finds nothing; null: nothing
record Question(Topic topic, String name, Set<Need> needs, @Nullable Need provides, Ask ask) {
  Question {
    needs = Set.copyOf(needs);
  }

  static Question of(Topic topic, String name, Set<Need> needs, Ask ask) {
    return new Question(topic, name, needs, null, ask);
  }

  /// Looks.
  @FunctionalInterface
  interface Ask {
    /// Looks now; nothing found is the good answer.
    ///
    /// @throws Exception when it could not look
    List<Finding> look() throws Exception;
  }
}
