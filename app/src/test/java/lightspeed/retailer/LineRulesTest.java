package lightspeed.retailer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import lightspeed.job.JobId;
import lightspeed.retailer.LineRules.Failure;
import lightspeed.retailer.LineRules.Refusal;
import lightspeed.retailer.LineState.Kind;
import lightspeed.retailer.LineState.Refused;
import org.junit.jupiter.api.Test;

class LineRulesTest {
  private static final Instant NOON = Instant.parse("2026-12-01T12:00:00Z");
  private static final JobId JOB = new JobId(7);
  private static final Failure AWAY = new Failure("It is away.", null, null);
  private static final LineState UP = LineState.upSince(NOON);

  private final LineRules rules = new LineRules(LineTimes.DEFAULT);

  @Test
  void probesComeAfterFiveSecondsAndThenEverMoreSeldomUpToAMinute() {
    List<Long> delays = new ArrayList<>();
    LineState state = UP;
    Instant now = NOON;

    for (int probe = 0; probe < 7; probe++) {
      state = rules.failed(state, AWAY, now);
      Instant next = Objects.requireNonNull(state.outage()).nextProbeAt();
      delays.add(Duration.between(now, next).toSeconds());
      now = next;
    }

    assertThat(delays).containsExactly(5L, 10L, 20L, 40L, 60L, 60L, 60L);
    assertThat(state.since()).isEqualTo(NOON);
  }

  @Test
  void theServersOwnWishIsFollowedUpToAQuarterOfAnHour() {
    assertThat(nextProbeAfter(Duration.ofSeconds(90))).isEqualTo(Duration.ofSeconds(90));
    assertThat(nextProbeAfter(Duration.ofHours(5))).isEqualTo(Duration.ofMinutes(15));
    assertThat(nextProbeAfter(Duration.ZERO)).isEqualTo(Duration.ofSeconds(5));
  }

  private Duration nextProbeAfter(Duration retryAfter) {
    LineState down = rules.failed(UP, new Failure("Busy.", null, retryAfter), NOON);
    return Duration.between(NOON, Objects.requireNonNull(down.outage()).nextProbeAt());
  }

  @Test
  void aProbeIsDueWhenItsTimeHasComeOrTheRefusedTokenWasChanged() {
    LineState down = rules.failed(UP, AWAY, NOON);
    LineState refused = rules.failed(UP, new Failure("No.", "old", null), NOON);

    assertThat(rules.isProbeDue(down, "new", NOON.plusSeconds(4))).isFalse();
    assertThat(rules.isProbeDue(down, "new", NOON.plusSeconds(5))).isTrue();
    assertThat(rules.isProbeDue(refused, "old", NOON)).isFalse();
    assertThat(rules.isProbeDue(refused, "new", NOON)).isTrue();
    assertThat(rules.isProbeDue(UP, "new", NOON.plusSeconds(99))).isFalse();
  }

  @Test
  void afterAnOutageOneGoesFirstAndItsSuccessLetsTheOthersGo() {
    LineState down = rules.failed(UP, AWAY, NOON);

    LineState first = rules.answered(down, JOB, NOON.plusSeconds(9));
    LineState up = rules.taken(first);

    assertThat(first.kind()).isEqualTo(Kind.FIRST);
    assertThat(first.trial()).isEqualTo(JOB);
    assertThat(up.kind()).isEqualTo(Kind.UP);
    assertThat(up.upSince()).isEqualTo(NOON.plusSeconds(9));
  }

  @Test
  void nobodyGoesFirstWhenNothingWaits() {
    LineState down = rules.failed(UP, AWAY, NOON);

    assertThat(rules.answered(down, null, NOON).kind()).isEqualTo(Kind.UP);
  }

  @Test
  void whenTheFirstOneFailsTheNextGoesFirstAndWithoutOneAllGo() {
    LineState first = rules.answered(rules.failed(UP, AWAY, NOON), JOB, NOON);

    assertThat(rules.needsTrial(first, false, NOON)).isFalse();
    assertThat(rules.needsTrial(first, true, NOON)).isTrue();
    assertThat(rules.turnOf(first, new JobId(8), NOON).trial()).isEqualTo(new JobId(8));
    assertThat(rules.turnOf(first, null, NOON).kind()).isEqualTo(Kind.UP);
  }

  @Test
  void aSecondOutageWhileOneGoesFirstIsTheSameOutage() {
    LineState first = rules.answered(rules.failed(UP, AWAY, NOON), JOB, NOON.plusSeconds(9));

    LineState again = rules.failed(first, AWAY, NOON.plusSeconds(20));

    assertThat(again.since()).isEqualTo(NOON);
    assertThat(again.trial()).isNull();
  }

  @Test
  void theSameRefusalOfThreeOrdersHoldsSending() {
    LineState two = refused(refused(UP, "a", 1, "no"), "b", 2, "no");
    LineState three = refused(two, "c", 3, "no");

    assertThat(two.kind()).isEqualTo(Kind.UP);
    assertThat(three.kind()).isEqualTo(Kind.HOLD);
    assertThat(Objects.requireNonNull(three.streak()).jobs())
        .containsExactlyInAnyOrder(new JobId(1), new JobId(2), new JobId(3));
  }

  @Test
  void anotherRefusalASuccessOrTheSameOrderBreakTheStreak() {
    LineState two = refused(refused(UP, "a", 1, "no"), "b", 2, "no");

    assertThat(refused(two, "c", 3, "something else").kind()).isEqualTo(Kind.UP);
    assertThat(refused(two, "b", 2, "no").kind()).isEqualTo(Kind.UP);
    LineState afterSuccess =
        rules.refused(
            two,
            new Refusal(new Refused("c", new JobId(3)), "createConsignment", "no"),
            true,
            NOON);
    assertThat(afterSuccess.kind()).isEqualTo(Kind.UP);
    assertThat(Objects.requireNonNull(afterSuccess.streak()).refused()).hasSize(1);
    LineState otherKind =
        rules.refused(
            two, new Refusal(new Refused("c", new JobId(3)), "addProducts", "no"), false, NOON);
    assertThat(otherKind.kind()).isEqualTo(Kind.UP);
  }

  @Test
  void trialsComeAfterAMinuteAndThenEverMoreSeldomUpToAQuarterOfAnHour() {
    LineState state = held();
    List<Long> pauses = new ArrayList<>();
    Instant now = NOON;

    for (int trial = 0; trial < 6; trial++) {
      Instant next = Objects.requireNonNull(state.hold()).nextTrialAt();
      pauses.add(Duration.between(now, next).toSeconds());
      assertThat(rules.needsTrial(state, false, next.minusMillis(1))).isFalse();
      assertThat(rules.needsTrial(state, false, next)).isTrue();
      now = next;
      state = rules.turnOf(state, JOB, now).withTrial(null);
    }

    assertThat(pauses).containsExactly(60L, 120L, 240L, 480L, 900L, 900L);
  }

  @Test
  void aRefusedTrialJoinsThoseThatWait() {
    LineState more = refused(held(), "d", 4, "no");

    assertThat(more.kind()).isEqualTo(Kind.HOLD);
    assertThat(Objects.requireNonNull(more.streak()).refused()).hasSize(4);
  }

  @Test
  void whatIsRefusedForSomethingElseWhileSendingIsHeldIsOnItsOwn() {
    LineState stranger = refused(held(), "d", 4, "something else");
    LineState oneLess = refused(held(), "b", 2, "something else");
    LineState none = refused(refused(oneLess, "a", 1, "else"), "c", 3, "else");

    assertThat(stranger).isEqualTo(held());
    assertThat(oneLess.kind()).isEqualTo(Kind.HOLD);
    assertThat(Objects.requireNonNull(oneLess.streak()).refused())
        .extracting(Refused::order)
        .containsExactly("a", "c");
    assertThat(none.kind()).as("nothing is left that it is about").isEqualTo(Kind.UP);
  }

  @Test
  void aHoldOutlivesAnOutageAndThenNoneGoesFirst() {
    LineState down = rules.failed(held(), AWAY, NOON);
    LineState back = rules.answered(down, JOB, NOON);

    assertThat(down.kind()).isEqualTo(Kind.DOWN);
    assertThat(back.kind()).isEqualTo(Kind.HOLD);
    assertThat(back.trial()).isNull();
  }

  @Test
  void theFirstOneTakenLiftsTheHoldAndTheOthersThatWereRefusedAreOnTheirOwn() {
    LineState held = held();

    assertThat(rules.taken(held).kind()).isEqualTo(Kind.UP);
    assertThat(rules.taken(held).streak()).isNull();
    assertThat(rules.refusedOnTheirOwn(held, new JobId(2)))
        .extracting(Refused::order)
        .containsExactly("a", "c");
  }

  @Test
  void whatIsTakenWhileTheLineIsDownChangesNothing() {
    LineState down = rules.failed(UP, AWAY, NOON);

    assertThat(rules.taken(down)).isEqualTo(down);
    assertThat(rules.answered(UP, JOB, NOON)).isEqualTo(UP);
  }

  @Test
  void itSaysWhyAndSinceWhen() {
    LineState refused = rules.failed(UP, new Failure("Token refused.", "old", null), NOON);

    assertThat(rules.failed(UP, AWAY, NOON).words())
        .contains("2026-12-01T12:00:00Z")
        .contains("It is away.");
    assertThat(refused.isCredentialRefused()).isTrue();
    assertThat(refused.words()).contains("token").contains("Token refused.");
    assertThat(held().words()).contains("3 orders in a row").contains("no");
    assertThat(UP.words()).isEmpty();
  }

  private LineState held() {
    return refused(refused(refused(UP, "a", 1, "no"), "b", 2, "no"), "c", 3, "no");
  }

  private LineState refused(LineState state, String order, long job, String words) {
    return rules.refused(
        state,
        new Refusal(new Refused(order, new JobId(job)), "createConsignment", words),
        false,
        NOON);
  }
}
