package lightspeed.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Pairs and triples of mishaps, drawn from seeds. The build tries a few; `acceptance/campaign`
/// tries as many as one likes, repeats any of them, and plays them with a broken build.
@Api.Dated
final class CampaignIT {
  private static final int LANES = 3;

  @Test
  void anOrderArrivesExactlyOnceThoughSeveralThingsGoWrong(@TempDir Path folder)
      throws InterruptedException {
    int seeds = Integer.getInteger("campaign.seeds", 3);
    long first = Long.getLong("campaign.seed", ThreadLocalRandom.current().nextLong(1_000_000));
    System.out.printf(
        "Campaign of %d seeds from %d on; again: acceptance/campaign --seeds %d --seed %d%n",
        seeds, first, seeds, first);
    List<Campaign> campaigns =
        LongStream.range(first, first + seeds).mapToObj(Campaign::of).toList();

    try (Lanes lanes = Lanes.open(Math.min(LANES, seeds), Set.of(1, 3, 40))) {
      String broken = System.getProperty("campaign.broken", "");
      if (!broken.isEmpty()) {
        employBroken(lanes, Breakage.of(broken), folder);
      }
      List<Campaign.Outcome> outcomes =
          lanes.each(campaigns, (lane, campaign) -> report(campaign, campaign.run(lane)));

      List<String> differences =
          outcomes.stream().map(Campaign.Outcome::difference).flatMap(Optional::stream).toList();
      System.out.printf(
          "Campaign: %d kills, %d mishaps, %d orders compared, %d differences%n",
          lanes.kills(),
          outcomes.stream().mapToInt(outcome -> outcome.struck().size()).sum(),
          outcomes.size(),
          differences.size());
      assertThat(differences).isEmpty();
    }
  }

  private static void employBroken(Lanes lanes, Breakage breakage, Path folder) {
    System.out.printf("The workers are of a build without %s.%n", breakage);
    Path launcher = BrokenBuild.in(folder, breakage.idleMethods());
    lanes.everyone(lane -> lane.employ(breakage, launcher));
  }

  private static Campaign.Outcome report(Campaign campaign, Campaign.Outcome outcome) {
    System.out.printf(
        "  seed %d, %d lines: %s: %s%n",
        campaign.seed(),
        campaign.lines(),
        outcome.struck(),
        outcome.difference().isEmpty() ? "exactly once" : "DIFFERENT");
    return outcome;
  }
}
