package lightspeed.health;

import java.util.Comparator;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import lightspeed.webhook.Refusal;

/// No webhook was refused within the last day. What it would have told arrives by polling, so this
/// warns and no more.
public final class RefusedWebhooksCheck implements HealthCheck {
  private static final String NAME = "refused webhooks";

  private final Supplier<Map<Refusal, Long>> ofLastDay;

  /// @param ofLastDay asked for when it is looked
  public RefusedWebhooksCheck(Supplier<Map<Refusal, Long>> ofLastDay) {
    this.ofLastDay = ofLastDay;
  }

  @Override
  public CheckResult look() {
    var refused =
        ofLastDay.get().entrySet().stream()
            .filter(entry -> entry.getKey().advice().isPresent())
            .sorted(Map.Entry.<Refusal, Long>comparingByValue(Comparator.reverseOrder()))
            .toList();
    if (refused.isEmpty()) {
      return new CheckResult.Passed(NAME, "none within a day");
    }
    var words =
        refused.stream()
            .map(entry -> entry.getValue() + " " + entry.getKey())
            .collect(Collectors.joining(", "));
    return new CheckResult.Warned(
        NAME, words + " within a day", refused.getFirst().getKey().advice().orElseThrow());
  }
}
