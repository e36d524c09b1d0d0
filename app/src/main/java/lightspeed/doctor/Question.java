package lightspeed.doctor;

import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// One thing that is looked at. To add one: a constant in [Fault], a line in docs/doctor.md, a line
/// in the class of its topic, and a row in `DoctorTest`.
///
/// @param name what is looked at, a few words
/// @param needs without which it is not asked
/// @param provides what others may rely on once this finds nothing; null: nothing
/// @param quick the check of `health` that this is part of; null: only `doctor` asks it
record Question(
    Topic topic,
    String name,
    Set<Need> needs,
    @Nullable Need provides,
    Ask ask,
    @Nullable Quick quick) {
  Question {
    needs = Set.copyOf(needs);
  }

  static Question of(Topic topic, String name, Set<Need> needs, Ask ask) {
    return new Question(topic, name, needs, null, ask, null);
  }

  /// The same question, also asked by `health`.
  ///
  /// @param check the name of the check; several questions may share one
  Question quick(String check) {
    return quick(check, () -> "");
  }

  /// The same question, also asked by `health`.
  ///
  /// @param fine says what is well, once nothing was found
  Question quick(String check, Supplier<String> fine) {
    return new Question(topic, name, needs, provides, ask, new Quick(check, fine));
  }

  /// The same question, on whose good answer others rely.
  Question providing(Need need) {
    return new Question(topic, name, needs, need, ask, quick);
  }

  /// What a question is in `health`.
  record Quick(String check, Supplier<String> fine) {}

  /// Looks.
  @FunctionalInterface
  interface Ask {
    /// Looks now; nothing found is the good answer.
    ///
    /// @throws Exception when it could not look
    List<Finding> look() throws Exception;
  }
}
