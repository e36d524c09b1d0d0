package lightspeed.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import lightspeed.campaign.BrokenProduct;
import lightspeed.campaign.Campaign;
import lightspeed.campaign.Campaign.Failure;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Orders under fire: every seed is an order with its own faults, deaths and sleeping workers, and
/// in the end Lightspeed must have it exactly once.
///
/// More seeds, or other ones: `-Dcampaign.seeds=20000 -Dcampaign.seed=100000`. One seed again:
/// `-Dcampaign.seeds=1 -Dcampaign.seed=4711`.
@Tag("slow")
final class ExactlyOnceCampaignTest {
  /// More than cores: a lane waits most of the time for requests that time out or settle.
  private static final int LANES = 16;

  private static final int SEEDS = 2_000;
  private static final int SEEDS_FOR_A_BROKEN_ENGINE = 200;
  private static final int SHOWN_OF_A_BROKEN_ENGINE = 3;

  private static final Pattern HARM =
      Pattern.compile("([2-9]|\\d{2,}) live consignments .*|.* is .+ at .+, not .+ at .+");

  @Test
  void sendsEveryOrderExactlyOnceWhateverHappens() throws Exception {
    int seeds = Integer.getInteger("campaign.seeds", SEEDS);

    Campaign campaign = run(Breakage.NONE, seeds);

    assertThat(campaign.failures()).as("failing seeds").isEmpty();
    assertThat(campaign.played()).isEqualTo(seeds);
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "NONE")
  void noticesAnEngineThatIsBroken(Breakage breakage) throws Exception {
    Campaign campaign = run(breakage, SEEDS_FOR_A_BROKEN_ENGINE);

    assertThat(campaign.failures())
        .as("harm done by " + breakage)
        .anyMatch(ExactlyOnceCampaignTest::isHarm);
  }

  /// Goods ordered twice, or in another quantity; not just an order that does not get through.
  private static boolean isHarm(Failure failure) {
    return failure.problems().stream().anyMatch(HARM.asMatchPredicate());
  }

  private static Campaign run(Breakage breakage, int seeds) throws Exception {
    List<String> answers = breakage.answers();
    ClassLoader product = answers.isEmpty() ? null : BrokenProduct.with(answers);
    Campaign campaign =
        new Campaign(
            tally ->
                BrokenProduct.open(product, CampaignLane.class.getName(), breakage.name(), tally),
            Long.getLong("campaign.seed", 1),
            seeds,
            failure -> breakage != Breakage.NONE && isHarm(failure));
    campaign.run(LANES);
    report(campaign, breakage);
    return campaign;
  }

  private static void report(Campaign campaign, Breakage breakage) {
    System.out.printf(
        "campaign, engine %s: %s, %s%n", breakage, campaign.summary(), campaign.tally().all());
    campaign.tally().surprises().stream()
        .limit(20)
        .forEach(surprise -> System.out.println("  surprise: " + surprise));
    List<Failure> shown =
        breakage == Breakage.NONE
            ? campaign.failures()
            : campaign.failures().stream()
                .filter(ExactlyOnceCampaignTest::isHarm)
                .limit(SHOWN_OF_A_BROKEN_ENGINE)
                .toList();
    for (Failure failure : shown) {
      System.out.println("  seed " + failure.seed() + ": " + failure.problems());
      System.out.println("    script: " + CampaignScript.of(failure.seed()));
      System.out.println(
          "    replay: mvn -pl emulator,app -am test -Dtest=ExactlyOnceCampaignTest"
              + " -Dsurefire.failIfNoSpecifiedTests=false -Dcampaign.seeds=1"
              + " -Dcampaign.seed="
              + failure.seed());
      if (breakage == Breakage.NONE) {
        System.out.print(failure.story());
      }
    }
  }
}
