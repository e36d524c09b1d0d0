package lightspeed.doctor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import lightspeed.config.DiskRoom;
import lightspeed.db.DatabaseException;
import org.jspecify.annotations.Nullable;

/// Asks every question, one after the other, and lets none of them keep it: what cannot be looked
/// at, because of what was found before or because it takes too long, is told as that.
///
/// **Threads:** one at a time.
public final class Doctor {
  /// How long one question may take. Longer than the time-outs of the connections it uses.
  public static final Duration PATIENCE = Duration.ofSeconds(25);

  private final List<Question> questions;
  private final Duration patience;

  /// @param patience for each question
  Doctor(List<Question> questions, Duration patience) {
    this.questions = List.copyOf(questions);
    this.patience = patience;
  }

  /// A doctor for this installation. Nothing is looked at yet.
  public static Doctor of(DoctorParts parts) {
    var here = parts.here();
    var tables = new TableQuestions(parts.database().database());
    var settings = new ReadSettings(parts.settings().outsideDatabase(), parts.settings().all());
    var files =
        new ExamineFiles(
            parts.settings().directory(),
            parts.settings().outsideDatabase(),
            here.envFile(),
            DiskRoom::of);
    var remote = parts.remote();
    List<Question> all = new ArrayList<>();
    all.add(settings.readable());
    all.addAll(files.all());
    all.addAll(new ExamineProgram(here.clock(), here.javaDate(), here.home()).all());
    all.addAll(
        new ExamineDatabase(
                parts.database(),
                () -> ExamineSettings.isRealStore(parts.settings().all().get()),
                here.clock())
            .all(tables));
    all.add(settings.stored());
    all.addAll(new ExamineSettings(parts.settings().all(), here.clock()).all());
    all.addAll(
        new ExamineLightspeed(parts.settings().all(), remote, here.environment()).all(tables));
    all.addAll(new ExamineInstallation(parts.database().installation()).all(tables));
    all.addAll(
        new ExamineQueue(
                tables,
                parts.queue(),
                () -> parts.settings().all().get().healthFailedJobs(),
                here.version())
            .all());
    all.addAll(new ExamineOrders(tables, parts.orders()).all());
    all.addAll(
        new ExamineWebhooks(
                () -> parts.settings().all().get().webhook(),
                remote.subscriptions(),
                remote.refusedOfLastDay())
            .all(tables));
    all.addAll(ExamineNotifications.all(tables));
    return new Doctor(all, PATIENCE);
  }

  /// Looks at everything.
  ///
  /// @param progress hears what is looked at next
  /// @throws InterruptedException when the caller is stopped
  public Report examine(Consumer<String> progress) throws InterruptedException {
    return new Report(ask(questions, EnumSet.noneOf(Need.class), progress));
  }

  /// Asks the quick questions only, and tells the findings about one matter in one line. What
  /// settings lack is found by whoever uses them.
  ///
  /// @param isWanted by the name of the check
  HealthReport quick(Predicate<String> isWanted) throws InterruptedException {
    var quick =
        questions.stream()
            .filter(one -> one.quick() != null && isWanted.test(one.quick().check()))
            .toList();
    var answers = ask(quick, EnumSet.of(Need.SETTINGS, Need.KEY, Need.STORED_SETTINGS), _ -> {});
    Map<String, List<Quick>> byCheck = new LinkedHashMap<>();
    for (int i = 0; i < quick.size(); i++) {
      var one = new Quick(quick.get(i), answers.get(i));
      byCheck.computeIfAbsent(one.check(), _ -> new ArrayList<>()).add(one);
    }
    return new HealthReport(
        byCheck.entrySet().stream()
            .flatMap(entry -> Quick.result(entry.getKey(), entry.getValue()).stream())
            .toList());
  }

  /// A quick question with its answer.
  private record Quick(Question question, Answer answer) {
    String check() {
      return Objects.requireNonNull(question.quick()).check();
    }

    /// Empty when the database keeps it from being asked: that is told once.
    static Optional<CheckResult> result(String check, List<Quick> parts) {
      List<Finding> findings =
          parts.stream()
              .filter(one -> one.answer() instanceof Answer.Found)
              .flatMap(one -> ((Answer.Found) one.answer()).findings().stream())
              .toList();
      if (!findings.isEmpty()) {
        return Optional.of(CheckResult.of(check, findings));
      }
      for (var one : parts) {
        if (one.answer() instanceof Answer.Unknown unknown) {
          return unknown.isForWantOfTables() ? Optional.empty() : Optional.of(one.skipped(unknown));
        }
      }
      return Optional.of(new CheckResult(check, CheckResult.Status.OK, fine(parts), null));
    }

    /// That the words cannot be found, because the database went away since, changes no answer.
    private static String fine(List<Quick> parts) {
      try {
        return parts.stream()
            .map(one -> Objects.requireNonNull(one.question().quick()).fine().get())
            .filter(words -> !words.isEmpty())
            .collect(Collectors.joining("; "));
      } catch (DatabaseException gone) {
        return "";
      }
    }

    /// Where others rely on the answer, none is a bad one.
    private CheckResult skipped(Answer.Unknown unknown) {
      return new CheckResult(
          check(),
          question.provides() == null ? CheckResult.Status.WARNING : CheckResult.Status.FAILED,
          "Not checked: " + unknown.reason() + ".",
          null);
    }
  }

  private List<Answer> ask(List<Question> asked, Set<Need> met, Consumer<String> progress)
      throws InterruptedException {
    List<Answer> answers = new ArrayList<>();
    ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    try {
      for (var question : asked) {
        progress.accept(question.name());
        var answer = answer(question, met, threads);
        var provided = question.provides();
        if (provided != null && answer instanceof Answer.Fine) {
          met.add(provided);
        }
        answers.add(answer);
      }
    } finally {
      // Not close(): that would wait for one that hangs.
      threads.shutdownNow();
    }
    return FittingAdvice.in(answers);
  }

  private Answer answer(Question question, Set<Need> met, ExecutorService threads)
      throws InterruptedException {
    var missing = firstMissing(question.needs(), met);
    if (missing != null) {
      return unknown(question, missing.reason(), true);
    }
    var looking = threads.submit(() -> question.ask().look());
    try {
      var findings = looking.get(patience.toMillis(), TimeUnit.MILLISECONDS);
      return findings.isEmpty()
          ? new Answer.Fine(question.topic(), question.name())
          : new Answer.Found(question.topic(), question.name(), findings);
    } catch (TimeoutException _) {
      looking.cancel(true);
      return unknown(question, "it took longer than " + patience.toSeconds() + " s", false);
    } catch (ExecutionException e) {
      var cause = e.getCause() == null ? e : e.getCause();
      if (cause instanceof DatabaseException.Unreachable) {
        return new Answer.Found(
            question.topic(), question.name(), List.of(ExamineDatabase.unreachable(cause)));
      }
      var message = cause.getMessage();
      return unknown(question, message == null ? cause.toString() : message, false);
    }
  }

  private static @Nullable Need firstMissing(Set<Need> needs, Set<Need> met) {
    for (var need : Need.values()) {
      if (needs.contains(need) && !met.contains(need)) {
        return need;
      }
    }
    return null;
  }

  private static Answer unknown(Question question, String reason, boolean isConsequence) {
    return new Answer.Unknown(question.topic(), question.name(), reason, isConsequence);
  }
}
