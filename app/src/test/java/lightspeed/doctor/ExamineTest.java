package lightspeed.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.ConnectException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import lightspeed.config.Configuration;
import lightspeed.config.DataDirectory;
import lightspeed.config.DiskRoom;
import lightspeed.config.EnvFile;
import lightspeed.config.SettingSources;
import lightspeed.lookup.ConnectionTest.Connected;
import lightspeed.retailer.LineState;
import lightspeed.xseries.CallBudget;
import lightspeed.xseries.CallName;
import lightspeed.xseries.User;
import lightspeed.xseries.WhoAmI;
import lightspeed.xseries.XSeriesException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Single questions with what no machine of a test has, and how the doctor goes through them.
final class ExamineTest {
  private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");
  private static final Configuration STORE =
      Configuration.of(
          new SettingSources(
              Map.of(),
              Map.of("LIGHTSPEED_DOMAIN_PREFIX", "shop", "LIGHTSPEED_API_TOKEN", "t"),
              EnvFile.NONE));

  @TempDir private Path folder = Path.of("");

  private static Question question(String name, Set<Need> needs, Question.Ask ask) {
    return Question.of(Topic.QUEUE, name, needs, ask);
  }

  private static List<Finding> findings(List<Question> questions, String name) throws Exception {
    for (var question : questions) {
      if (question.name().equals(name)) {
        return question.ask().look();
      }
    }
    throw new AssertionError("nobody asks about " + name);
  }

  @Test
  void aQuestionThatHangsIsGivenUpAndTheNextIsAsked() throws InterruptedException {
    var never = new CountDownLatch(1);
    var doctor =
        new Doctor(
            List.of(
                question(
                    "hangs",
                    Set.of(),
                    () -> {
                      never.await();
                      return List.of();
                    }),
                question("next", Set.of(), List::of)),
            Duration.ofMillis(50));

    var report = doctor.examine(name -> {});

    assertThat(report.answers().getFirst())
        .isInstanceOfSatisfying(
            Answer.Unknown.class, unknown -> assertThat(unknown.isConsequence()).isFalse());
    assertThat(report.answers().getLast()).isInstanceOf(Answer.Fine.class);
    assertThat(report.isHealthy()).isFalse();
  }

  @Test
  void oneThatBreaksIsToldAndTheNextIsAsked() throws InterruptedException {
    var doctor =
        new Doctor(
            List.of(
                question(
                    "breaks",
                    Set.of(),
                    () -> {
                      throw new IllegalStateException("broken");
                    }),
                question("next", Set.of(), List::of)),
            Duration.ofSeconds(10));

    var report = doctor.examine(name -> {});

    assertThat(report.unknown()).extracting(Answer.Unknown::reason).containsExactly("broken");
    assertThat(report.answers()).hasSize(2);
  }

  @Test
  void whatNeedsSomethingThatIsNotThereIsNotAsked() throws InterruptedException {
    var found = new Finding(DatabaseFault.DATABASE_UNREACHABLE, "gone");
    var doctor =
        new Doctor(
            List.of(
                Question.of(Topic.DATABASE, "connection", Set.of(), () -> List.of(found))
                    .providing(Need.DATABASE),
                question(
                    "tables",
                    EnumSet.of(Need.DATABASE),
                    () -> {
                      throw new AssertionError("asked");
                    })),
            Duration.ofSeconds(10));

    var report = doctor.examine(name -> {});

    assertThat(report.unknown()).singleElement().matches(Answer.Unknown::isConsequence);
    assertThat(report.findings()).containsExactly(found);
  }

  @ParameterizedTest
  @CsvSource({
    "2.0, 2030-01-01, ",
    "2026-07, 2027-03-31, ",
    "2026-07, 2027-04-01, api-version-ending",
    "2026-07, 2027-06-30, api-version-ending",
    "2026-07, 2027-07-01, api-version-ended",
    "2026-04, 2026-11-30, api-version-untested",
    "2026-01, 2026-11-30, api-version-untested api-version-ending",
  })
  void aVersionOfTheApiThatNearsItsEndIsToldWithWhatToSet(
      String version, LocalDate today, @Nullable String ids) throws Exception {
    var settings =
        Configuration.of(
            new SettingSources(Map.of(), Map.of("LIGHTSPEED_API_VERSION", version), EnvFile.NONE));
    var now = today.atStartOfDay(ZoneOffset.UTC).toInstant();

    var found =
        findings(new ExamineSettings(() -> settings, () -> now).all(), "version of the API");

    assertThat(found)
        .extracting(finding -> finding.fault().id())
        .containsExactlyElementsOf(ids == null ? List.of() : List.of(ids.split(" ")));
    if (version.equals("2026-01")) {
      assertThat(found.getLast().detail()).contains("until 2027-01-01");
      assertThat(found.getLast().repair())
          .isEqualTo("lightspeed-cli config:set lightspeed_api_version 2026-07");
    }
  }

  @Test
  void theTopicWithAFaultComesBeforeThoseWithHints() {
    var hint = new Finding(SettingsFault.NO_SECOND_TRY, "1");
    var fault = new Finding(QueueFault.JOB_KILLS_WORKERS, "2");
    var hintBesideIt = new Finding(QueueFault.JOBS_FAILED, "3");

    var report =
        new Report(
            List.of(
                new Answer.Found(Topic.SETTINGS, "tries", List.of(hint)),
                new Answer.Found(Topic.QUEUE, "jobs", List.of(hintBesideIt, fault))));

    assertThat(report.findings()).containsExactly(fault, hintBesideIt, hint);
    assertThat(report.isHealthy()).isFalse();
  }

  @Test
  void hintsAloneAreHealthy() {
    var hint = new Finding(SettingsFault.NO_SECOND_TRY, "1");

    var report = new Report(List.of(new Answer.Found(Topic.SETTINGS, "tries", List.of(hint))));

    assertThat(report.isHealthy()).isTrue();
  }

  @Test
  void aDiskWithLittleRoomIsTold() throws Exception {
    assertThat(findings(filesWithFree(900L << 20), "room on the disk"))
        .extracting(Finding::fault)
        .containsExactly(FilesFault.DISK_NEARLY_FULL);
    assertThat(findings(filesWithFree(2L << 30), "room on the disk")).isEmpty();
  }

  private List<Question> filesWithFree(long bytes) {
    return new ExamineFiles(
            () -> new DataDirectory(folder.resolve("data")),
            () -> STORE,
            null,
            path -> new DiskRoom(path, bytes))
        .all();
  }

  @Test
  void aJdkOfMoreThanAYearIsTold() throws Exception {
    InstantSource clock = InstantSource.fixed(NOW);

    assertThat(findings(new ExamineProgram(clock, "2025-09-16", null).all(), "age of the JDK"))
        .extracting(Finding::fault)
        .containsExactly(FilesFault.JAVA_OLD);
    assertThat(findings(new ExamineProgram(clock, "2026-01-20", null).all(), "age of the JDK"))
        .isEmpty();
    assertThat(findings(new ExamineProgram(clock, "", null).all(), "age of the JDK")).isEmpty();
  }

  @Test
  void aServerFarAwayThatRefusesConnectionsIsNoSandbox() throws Exception {
    var refuses =
        calls(
            () -> {
              throw new XSeriesException.Unavailable(
                  new CallName("testConnection", "GET", "/user"),
                  null,
                  false,
                  "the connection was refused",
                  new ConnectException());
            });

    assertThat(findings(refuses, "connection and token"))
        .extracting(Finding::fault)
        .containsExactly(LightspeedFault.LIGHTSPEED_REFUSES_CONNECTIONS);
  }

  @Test
  void aUserWhoSeesSomeOutletsIsTold() throws Exception {
    var user = new User("anna", null, "cashier", true);
    var questions =
        calls(
            () ->
                new Connected(
                    URI.create("https://shop.retail.lightspeed.app"),
                    new WhoAmI(user, null, null),
                    UNKNOWN_BUDGET));
    var connection = findings(questions, "connection and token");

    assertThat(connection).isEmpty();
    assertThat(findings(questions, "store and user"))
        .extracting(Finding::fault)
        .containsExactly(LightspeedFault.TOKEN_SEES_LESS, LightspeedFault.USER_RESTRICTED);
  }

  private static final CallBudget.State UNKNOWN_BUDGET =
      new CallBudget.State(null, null, Duration.ofMinutes(5), null);

  private static final LineState UP = new LineState(NOW, null, null, null, null, null);

  private CallBudget.State budget = UNKNOWN_BUDGET;
  private LineState line = UP;

  @Test
  void aWindowWithoutCallsIsTold() throws Exception {
    budget = new CallBudget.State(350, 0, Duration.ofMinutes(5), null);

    assertThat(findings(calls(ExamineTest::unasked), "call budget"))
        .containsExactly(
            new Finding(LightspeedFault.CALLS_USED_UP, "0 of 350 calls left in 300 s."));
  }

  @Test
  void anOutageThatEndedIsAHint() throws Exception {
    var outage = new LineState.Outage(NOW, "no answer.", null, NOW, Duration.ofSeconds(15));
    line = new LineState(NOW, null, outage, null, null, null);

    assertThat(findings(calls(ExamineTest::unasked), "sending"))
        .extracting(Finding::fault)
        .containsExactly(LightspeedFault.SENDING_RESUMES);
  }

  private static Connected unasked() {
    throw new AssertionError("Lightspeed is not asked");
  }

  @FunctionalInterface
  private interface Who {
    Connected run() throws InterruptedException;
  }

  private List<Question> calls(Who test) {
    var calls =
        new LightspeedCalls() {
          @Override
          public Connected test() throws InterruptedException {
            return test.run();
          }

          @Override
          public List<XSeriesException.Rejected> forbiddenReads() {
            return List.of();
          }

          @Override
          public Instant now() {
            return NOW;
          }
        };
    var noTables =
        new TableQuestions(
            () -> {
              throw new AssertionError("no table is asked");
            });
    var parts =
        new DoctorParts.RemoteParts(
            calls,
            () -> budget,
            () -> line,
            () -> {
              throw new AssertionError("no subscription is asked for");
            },
            Map::of);
    return new ExamineLightspeed(() -> STORE, parts, Map.of()).all(noTables);
  }
}
