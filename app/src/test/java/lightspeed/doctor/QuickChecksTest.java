package lightspeed.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import lightspeed.doctor.CheckResult.Status;
import lightspeed.job.JobStatus;
import lightspeed.job.QueueStats;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// How the doctor's quick questions become the checks of `health`, `status`, the overview and the
/// API.
final class QuickChecksTest {
  private static final Fault GRAVE = Fault.fault(Topic.QUEUE, "grave", "It stops.", "repair it");
  private static final Fault ODD = Fault.hint(Topic.QUEUE, "odd", "It is odd.", "look at it");
  private static final QueueStats.LiveWorker WORKER =
      new QueueStats.LiveWorker("w1", "host", 1, 8, 0, Instant.EPOCH);

  @Test
  void whatIsWellIsToldInOneLine() throws InterruptedException {
    var checks =
        look(
            question("a", List.of()).quick("both", () -> "a is well"),
            question("b", List.of()).quick("both"),
            question("c", List.of()).quick("both", () -> "c is well"));

    assertThat(checks)
        .containsExactly(new CheckResult("both", Status.OK, "a is well; c is well", null));
  }

  @Test
  void theWorstGivesStatusAndRemedyAndIsToldFirst() throws InterruptedException {
    var checks =
        look(
            question("a", List.of(new Finding(ODD, "Odd."))).quick("both"),
            question("b", List.of(new Finding(GRAVE, "Grave."))).quick("both"));

    assertThat(checks)
        .containsExactly(new CheckResult("both", Status.FAILED, "Grave. Odd.", "repair it"));
  }

  @Test
  void ofManyTheFirstThreeAreToldAndTheOthersCounted() throws InterruptedException {
    var checks =
        look(
            question("a", Collections.nCopies(5, new Finding(ODD, "Odd."))).quick("odd", () -> ""));

    assertThat(checks)
        .containsExactly(
            new CheckResult("odd", Status.WARNING, "Odd. Odd. Odd. And 2 more.", "look at it"));
  }

  @Test
  void aWarningIsHealthyAndAFailureIsNot() throws InterruptedException {
    assertThat(report(question("a", List.of(new Finding(ODD, "1"))).quick("a")).isHealthy())
        .isTrue();
    assertThat(report(question("a", List.of(new Finding(GRAVE, "1"))).quick("a")).isHealthy())
        .isFalse();
  }

  @Test
  void withoutTheDatabaseNothingThatNeedsItIsShownOrAsked() throws InterruptedException {
    var gone = new Finding(DatabaseFault.DATABASE_UNREACHABLE, "No answer.");
    var report =
        report(
            question("connection", List.of(gone))
                .providing(Need.DATABASE)
                .quick(ExamineDatabase.QUICK),
            Question.of(
                    Topic.QUEUE,
                    "jobs",
                    EnumSet.of(Need.DATABASE),
                    () -> {
                      throw new AssertionError("asked");
                    })
                .quick("jobs"));

    assertThat(report.results())
        .containsExactly(
            new CheckResult("database", Status.FAILED, "No answer.", "lightspeed-cli db:status"));
    assertThat(report.hasDatabase()).isFalse();
  }

  @Test
  void whatCannotBeCheckedIsAWarningAndAFailureWhereOthersRelyOnIt() throws InterruptedException {
    Question.Ask breaks =
        () -> {
          throw new IllegalStateException("broken");
        };

    assertThat(look(Question.of(Topic.QUEUE, "a", Set.of(), breaks).quick("a")))
        .containsExactly(new CheckResult("a", Status.WARNING, "Not checked: broken.", null));
    assertThat(
            look(
                Question.of(Topic.QUEUE, "a", Set.of(), breaks)
                    .providing(Need.LIGHTSPEED)
                    .quick("a")))
        .containsExactly(new CheckResult("a", Status.FAILED, "Not checked: broken.", null));
  }

  @Test
  void programsKnowACheckByItsName() {
    assertThat(new CheckResult("Lightspeed API", Status.OK, "", null).id())
        .isEqualTo("lightspeed-api");
  }

  @Test
  void aQueueWithAWorkerAndNothingOldIsWell() throws Exception {
    var stats = stats(Map.of(JobStatus.PENDING, 3L), 20, 1, 0);

    assertThat(found(stats, "workers")).isEmpty();
    assertThat(found(stats, "late jobs")).isEmpty();
    assertThat(found(stats, "number of failed jobs")).isEmpty();
  }

  @Test
  void withoutAWorkerAPersonMustActOnceJobsWait() throws Exception {
    assertThat(found(stats(Map.of(), 0, 0, 0), "workers")).containsExactly(QueueFault.NO_WORKER);
    assertThat(found(stats(Map.of(JobStatus.PENDING, 1L), 5, 0, 0), "workers"))
        .containsExactly(QueueFault.NO_WORKER_AND_JOBS_WAIT);
  }

  @Test
  void oldJobsAreFineWhileOthersFinish() throws Exception {
    var pending = Map.of(JobStatus.PENDING, 900L);

    assertThat(found(stats(pending, 4000, 1, 12), "late jobs")).isEmpty();
    assertThat(found(stats(pending, 300, 1, 0), "late jobs")).isEmpty();
    assertThat(found(stats(pending, 4000, 1, 0), "late jobs"))
        .containsExactly(QueueFault.JOBS_LATE);
  }

  @Test
  void moreFailedJobsThanTheSettingFail() throws Exception {
    assertThat(found(stats(Map.of(JobStatus.FAILED, 10L), 0, 1, 0), "number of failed jobs"))
        .isEmpty();
    assertThat(found(stats(Map.of(JobStatus.FAILED, 11L), 0, 1, 0), "number of failed jobs"))
        .containsExactly(QueueFault.JOBS_FAILED_MANY);
  }

  @Test
  void aPollThatIsLaterThanTenIntervalsFails() throws Exception {
    assertThat(walks(null, null, "last poll")).isEmpty();
    assertThat(walks(Duration.ofMinutes(10), null, "last poll")).isEmpty();
    assertThat(walks(Duration.ofSeconds(601), null, "last poll"))
        .containsExactly(QueueFault.POLLING_LATE);
    assertThat(walks(Duration.ZERO, "Row 7 cannot be read.", "list of consignments"))
        .containsExactly(OrdersFault.REGISTER_STUCK);
  }

  private static QueueStats stats(
      Map<JobStatus, Long> byStatus, long oldest, int workers, long finished) {
    return new QueueStats(
        byStatus,
        new TreeMap<>(),
        Map.of(),
        oldest == 0 ? OptionalLong.empty() : OptionalLong.of(oldest),
        0,
        Collections.nCopies(workers, WORKER),
        new QueueStats.Rate(0, finished));
  }

  private static List<Fault> found(QueueStats stats, String question) throws Exception {
    var parts = new DoctorParts.QueueParts(() -> stats, Set::of);
    return answer(new ExamineQueue(noTables(), parts, () -> 10, "1").all(), question);
  }

  private static List<Fault> walks(
      @Nullable Duration sinceEnded, @Nullable String trouble, String question) throws Exception {
    var walks = new DoctorParts.OrderParts.Walks(sinceEnded, Duration.ofSeconds(60), trouble);
    var parts = new DoctorParts.OrderParts(() -> walks, List::of);
    return answer(new ExamineOrders(noTables(), parts).all(), question);
  }

  private static List<Fault> answer(List<Question> questions, String name) throws Exception {
    var question =
        questions.stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow();
    return question.ask().look().stream().map(Finding::fault).toList();
  }

  private static TableQuestions noTables() {
    return new TableQuestions(
        () -> {
          throw new AssertionError("no table is asked");
        });
  }

  private static Question question(String name, List<Finding> findings) {
    return Question.of(Topic.QUEUE, name, Set.of(), () -> findings);
  }

  private static HealthReport report(Question... questions) throws InterruptedException {
    return new HealthChecks(() -> new Doctor(List.of(questions), Duration.ofSeconds(10))).look();
  }

  private static List<CheckResult> look(Question... questions) throws InterruptedException {
    return report(questions).results();
  }
}
