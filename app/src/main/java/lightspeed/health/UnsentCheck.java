package lightspeed.health;

import java.util.List;
import java.util.function.Supplier;
import lightspeed.db.Database;

/// No approved order waits for a day without being in Lightspeed.
public final class UnsentCheck implements HealthCheck {
  private static final String NAME = "unsent orders";

  private static final String UNSENT =
      """
      SELECT public_id
      FROM vend_consignments
      WHERE transfer_category = 'PURCHASE_ORDER'
        AND state = 'APPROVED'
        AND sync_status NOT IN ('SYNCED', 'DIFFERS')
        AND approved_at < NOW(6) - INTERVAL 24 HOUR
        AND former_store IS NULL
        AND deleted_at IS NULL
      ORDER BY approved_at
      """;

  private final Supplier<Database> database;

  public UnsentCheck(Supplier<Database> database) {
    this.database = database;
  }

  @Override
  public CheckResult look() {
    return judge(
        database.get().read(handle -> handle.createQuery(UNSENT).mapTo(String.class).list()));
  }

  static CheckResult judge(List<String> numbers) {
    return numbers.isEmpty()
        ? new CheckResult.Passed(NAME, "no order has waited for more than a day")
        : new CheckResult.Failed(
            NAME,
            OrderNumbers.words(numbers) + " approved more than a day ago and not sent",
            "lightspeed-cli sync:status " + numbers.getFirst());
  }
}
