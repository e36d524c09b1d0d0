package lightspeed.doctor;

import java.util.List;

/// What the quick checks found, in their order. Without a database only what was found about that.
public record HealthReport(List<CheckResult> results) {
  public HealthReport {
    results = List.copyOf(results);
  }

  /// Nothing failed; warnings do not count.
  public boolean isHealthy() {
    return results.stream().noneMatch(one -> one.status() == CheckResult.Status.FAILED);
  }

  /// Whether the database can be asked for more.
  public boolean hasDatabase() {
    return results.stream()
        .noneMatch(
            one ->
                one.name().equals(ExamineDatabase.QUICK)
                    && one.status() == CheckResult.Status.FAILED);
  }
}
