package lightspeed.cli;

import lightspeed.doctor.Answer;
import lightspeed.doctor.Finding;
import lightspeed.doctor.Report;
import lightspeed.doctor.Severity;
import lightspeed.doctor.Topic;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;

/// Finds what is wrong and names the command that repairs it.
@Command(
    description = {
      "Looks at settings, files, database, Lightspeed, queue, orders and webhooks, also when some"
          + " of them cannot be reached; changes nothing, makes a few calls. --verbose lists what"
          + " is fine too. Exits 0 when there is no fault (hints do not count), otherwise 1."
    },
    footer = {
      "  lightspeed-cli doctor",
      "  lightspeed-cli doctor --verbose",
      "  lightspeed-cli doctor --json"
    })
final class DoctorCommand implements CliCommand {
  @Override
  public ExitCode run(Session session) throws InterruptedException {
    var terminal = session.terminal();
    var report =
        session.services().doctor().examine(name -> terminal.progress("Looking at: " + name));
    terminal.endProgress();
    if (terminal.isJson()) {
      terminal.json(document(report));
    } else {
      print(report, terminal);
    }
    return report.isHealthy() ? ExitCode.DONE : ExitCode.FAILED;
  }

  private static Document document(Report report) {
    return new Document()
        .with("healthy", report.isHealthy())
        .with("findings", report.findings().stream().map(DoctorCommand::document).toList())
        .with(
            "not_looked_at",
            report.unknown().stream().map(one -> named(one).with("reason", one.reason())).toList())
        .with(
            "fine",
            report.answers().stream()
                .filter(Answer.Fine.class::isInstance)
                .map(DoctorCommand::named)
                .toList());
  }

  private static Document document(Finding finding) {
    var fault = finding.fault();
    return new Document()
        .with("id", fault.id())
        .with("topic", fault.topic().name())
        .with("severity", fault.severity().name())
        .with("detail", finding.detail())
        .with("meaning", fault.meaning())
        .with("repair", finding.repair());
  }

  private static Document named(Answer answer) {
    return new Document().with("topic", answer.topic().name()).with("name", answer.name());
  }

  private static void print(Report report, Terminal terminal) {
    @Nullable Topic topic = null;
    for (var finding : report.findings()) {
      if (finding.fault().topic() != topic) {
        topic = finding.fault().topic();
        terminal.print(terminal.styled(Style.BOLD, topic.title()));
      }
      print(finding, terminal);
    }
    printUnknown(report, terminal);
    if (terminal.isVerbose()) {
      for (var answer : report.answers()) {
        if (answer instanceof Answer.Fine) {
          terminal.print(
              mark(Style.GREEN, "✔", terminal) + answer.topic().title() + ": " + answer.name());
        }
      }
    }
    terminal.print(summary(report));
  }

  private static void print(Finding finding, Terminal terminal) {
    var fault = finding.fault();
    var mark =
        fault.severity() == Severity.FAULT
            ? mark(Style.RED, "✘", terminal)
            : mark(Style.YELLOW, "!", terminal);
    terminal.print(mark + fault.id() + ": " + Table.oneLine(finding.detail()));
    terminal.print("    " + fault.meaning());
    terminal.print("    → " + terminal.styled(Style.BOLD, finding.repair()));
  }

  /// What is missing because of one thing is told once.
  private static void printUnknown(Report report, Terminal terminal) {
    report.unknown().stream()
        .filter(one -> !one.isConsequence())
        .forEach(
            one ->
                terminal.print(
                    mark(Style.YELLOW, "?", terminal)
                        + one.topic().title()
                        + ": could not check "
                        + one.name()
                        + ": "
                        + Table.oneLine(one.reason())));
    report.unknown().stream()
        .filter(Answer.Unknown::isConsequence)
        .map(Answer.Unknown::reason)
        .distinct()
        .forEach(
            reason ->
                terminal.print(
                    mark(Style.YELLOW, "?", terminal)
                        + "Skipped "
                        + Words.count(countOf(report, reason), "check")
                        + ": "
                        + reason
                        + "."));
  }

  private static long countOf(Report report, String reason) {
    return report.unknown().stream()
        .filter(one -> one.isConsequence() && one.reason().equals(reason))
        .count();
  }

  private static String mark(Style style, String mark, Terminal terminal) {
    return terminal.styled(style, mark) + " ";
  }

  private static String summary(Report report) {
    long faults = report.count(Severity.FAULT);
    long hints = report.count(Severity.HINT);
    long fine = report.answers().stream().filter(Answer.Fine.class::isInstance).count();
    return (faults == 0 ? "No problems" : Words.count(faults, "problem"))
        + (hints == 0 ? "" : ", " + Words.count(hints, "warning"))
        + "; "
        + fine
        + " of "
        + Words.count(report.answers().size(), "check")
        + " passed.";
  }
}
