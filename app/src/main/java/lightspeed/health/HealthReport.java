package lightspeed.health;

import java.util.List;

/// What all checks found, in their order.
public record HealthReport(List<CheckResult> results) {
  public HealthReport {
    results = List.copyOf(results);
  }

  /// Nothing failed; warnings do not count.
  public boolean isHealthy() {
    return results.stream().noneMatch(CheckResult.Failed.class::isInstance);
  }
}
