package lightspeed.health;

import java.time.Duration;
import java.util.function.Supplier;
import lightspeed.config.ConfigurationInvalid;
import org.jspecify.annotations.Nullable;

/// The list of consignments is walked to its end at each poll. Without that nothing is created.
public final class WalkCheck implements HealthCheck {
  private static final String NAME = "poll";
  private static final int MOST_INTERVALS = 10;

  private final Supplier<Walks> walks;

  /// @param walks asked for when it is looked, because it needs the settings
  public WalkCheck(Supplier<Walks> walks) {
    this.walks = walks;
  }

  /// What is known of the walks.
  ///
  /// @param sinceEnded since the last one came to its end; null: none did
  /// @param interval from one poll to the next
  /// @param trouble what keeps a walk from its end, for people; null: nothing
  public record Walks(@Nullable Duration sinceEnded, Duration interval, @Nullable String trouble) {}

  @Override
  public CheckResult look() {
    try {
      return judge(walks.get());
    } catch (ConfigurationInvalid unset) {
      return new CheckResult.Passed(NAME, "begins when store and token are set");
    }
  }

  static CheckResult judge(Walks now) {
    if (now.trouble() != null) {
      return new CheckResult.Failed(
          NAME,
          "The list of consignments cannot be read to its end, so nothing is created: "
              + now.trouble(),
          "lightspeed-cli register:walk; a consignment that cannot be read is passed with"
              + " lightspeed-cli register:skip <id>");
    }
    var since = now.sinceEnded();
    if (since == null) {
      return new CheckResult.Passed(NAME, "the list of consignments was not walked yet");
    }
    var words = "the list of consignments was walked " + since.toSeconds() + " s ago";
    return since.compareTo(now.interval().multipliedBy(MOST_INTERVALS)) > 0
        ? new CheckResult.Failed(
            NAME,
            words + "; it is due every " + now.interval().toSeconds() + " s",
            "lightspeed-cli sync:reconcile")
        : new CheckResult.Passed(NAME, words);
  }
}
