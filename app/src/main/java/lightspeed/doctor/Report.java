package lightspeed.doctor;

import java.util.Comparator;
import java.util.List;

/// What the doctor found.
public record Report(List<Answer> answers) {
  public Report {
    answers = List.copyOf(answers);
  }

  /// Everything that is wrong, once: by topic, the topic with the worst first, in it the worst
  /// first.
  public List<Finding> findings() {
    var all =
        answers.stream()
            .filter(Answer.Found.class::isInstance)
            .flatMap(answer -> ((Answer.Found) answer).findings().stream())
            .distinct()
            .toList();
    return all.stream()
        .sorted(
            Comparator.comparing((Finding one) -> worst(all, one.fault().topic()))
                .thenComparing(one -> one.fault().topic())
                .thenComparing(one -> one.fault().severity()))
        .toList();
  }

  private static Severity worst(List<Finding> all, Topic topic) {
    return all.stream()
        .filter(one -> one.fault().topic() == topic)
        .map(one -> one.fault().severity())
        .min(Comparator.naturalOrder())
        .orElse(Severity.HINT);
  }

  public long count(Severity severity) {
    return findings().stream().filter(one -> one.fault().severity() == severity).count();
  }

  /// What could not be looked at.
  public List<Answer.Unknown> unknown() {
    return answers.stream()
        .filter(Answer.Unknown.class::isInstance)
        .map(Answer.Unknown.class::cast)
        .toList();
  }

  /// No fault, and nothing that should have been looked at was not. Hints do not count.
  public boolean isHealthy() {
    return count(Severity.FAULT) == 0 && unknown().stream().allMatch(Answer.Unknown::isConsequence);
  }
}
