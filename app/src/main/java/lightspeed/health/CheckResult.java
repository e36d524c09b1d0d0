package lightspeed.health;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What a check found.
public sealed interface CheckResult {
  /// The hint where a worker is missing.
  String WORK = "lightspeed-cli queue:work";

  /// What was looked at, one or two words.
  String name();

  /// What programs know the check by: its name in lower case with hyphens. Stays the same.
  default String id() {
    return name().toLowerCase(Locale.ROOT).replace(' ', '-');
  }

  /// What was found, in a few words.
  String detail();

  /// All is well.
  record Passed(String name, String detail) implements CheckResult {}

  /// It works, but someone should know.
  record Warned(String name, String detail, @Nullable String hint) implements CheckResult {}

  /// It does not work; someone must act.
  record Failed(String name, String detail, @Nullable String hint) implements CheckResult {}
}
