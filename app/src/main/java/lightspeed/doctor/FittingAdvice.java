package lightspeed.doctor;

import java.util.List;
import java.util.Optional;

/// Gives no advice that one of the other findings makes useless: where nothing may be sent, a
/// worker is no repair. Pure.
final class FittingAdvice {
  private static final String WORKER = "queue:work";

  private FittingAdvice() {}

  static List<Answer> in(List<Answer> answers) {
    Optional<Finding> hindrance =
        answers.stream()
            .filter(Answer.Found.class::isInstance)
            .flatMap(answer -> ((Answer.Found) answer).findings().stream())
            .filter(one -> InstallationFault.isHindrance(one.fault()))
            .findFirst();
    return hindrance
        .map(one -> answers.stream().map(each -> fitting(each, one)).toList())
        .orElse(answers);
  }

  private static Answer fitting(Answer answer, Finding hindrance) {
    return answer instanceof Answer.Found found
        ? new Answer.Found(
            found.topic(),
            found.name(),
            found.findings().stream().map(one -> fitting(one, hindrance)).toList())
        : answer;
  }

  private static Finding fitting(Finding finding, Finding hindrance) {
    return finding.repair().contains(WORKER)
        ? new Finding(finding.fault(), finding.detail(), afterwards(hindrance))
        : finding;
  }

  private static String afterwards(Finding hindrance) {
    return hindrance.fault().equals(InstallationFault.INSTALLATION_COPY)
        ? "Nothing, as long as this is a copy."
        : "Nothing, until what keeps this installation from sending is settled: "
            + hindrance.repair();
  }
}
