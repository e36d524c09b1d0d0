package lightspeed.config;

import java.util.List;

/// The configuration cannot be used as it is. Carries every problem that was found, so that one
/// round of repair is enough; the message lists them, secrets masked.
public final class ConfigurationInvalid extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<SettingProblem> problems;

  public ConfigurationInvalid(List<SettingProblem> problems) {
    super(message(problems));
    this.problems = List.copyOf(problems);
  }

  public ConfigurationInvalid(SettingProblem problem) {
    this(List.of(problem));
  }

  public List<SettingProblem> problems() {
    return problems;
  }

  private static String message(List<SettingProblem> problems) {
    if (problems.size() == 1) {
      return problems.getFirst().sentence();
    }
    var message = new StringBuilder("The configuration has ");
    message.append(problems.size()).append(" problems:");
    for (var problem : problems) {
      message.append("\n  ").append(problem.sentence());
    }
    return message.toString();
  }
}
