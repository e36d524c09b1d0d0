package lightspeed.doctor;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What a quick check found: the doctor's findings about one matter, in one line.
///
/// @param name what was checked, one or two words
/// @param detail what was found, in a few words
/// @param hint the command or deed that repairs the worst of it; null: nothing is to be done
public record CheckResult(String name, Status status, String detail, @Nullable String hint) {
  /// More than these would fill the screen.
  private static final int FEW = 3;

  /// How it went.
  public enum Status {
    OK,
    /// It works, but a person should know.
    WARNING,
    /// A person must act now.
    FAILED;

    private static Status of(Severity severity) {
      return severity == Severity.FAULT ? FAILED : WARNING;
    }
  }

  /// What programs know the check by: its name in lower case with hyphens. Stays the same.
  public String id() {
    return name.toLowerCase(Locale.ROOT).replace(' ', '-');
  }

  public boolean isOk() {
    return status == Status.OK;
  }

  /// The worst finding gives status and remedy and is told first, so that no warning hides it.
  ///
  /// @param findings at least one
  static CheckResult of(String name, List<Finding> findings) {
    var worstFirst =
        findings.stream().sorted(Comparator.comparing(one -> one.fault().severity())).toList();
    var worst = worstFirst.getFirst();
    var told = worstFirst.stream().map(Finding::detail).limit(FEW).collect(Collectors.joining(" "));
    return new CheckResult(
        name,
        Status.of(worst.fault().severity()),
        worstFirst.size() <= FEW ? told : told + " And " + (worstFirst.size() - FEW) + " more.",
        worst.repair());
  }
}
