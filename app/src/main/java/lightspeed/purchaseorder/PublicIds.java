package lightspeed.purchaseorder;

import java.time.InstantSource;
import java.time.ZoneOffset;
import org.jdbi.v3.core.Handle;

/// Numbers for orders that come without one: `PO-2026-001`, counted for each year in UTC. One that
/// Lightspeed shows as a reference already is skipped. Two that ask at the same time may get the
/// same number; the unique key lets one of them in, the other asks again.
final class PublicIds {
  private static final int MIN_DIGITS = 3;

  private static final String HIGHEST =
      """
      SELECT COALESCE(MAX(CAST(SUBSTRING(name, :digitsFrom) AS UNSIGNED)), 0)
      FROM (
        SELECT public_id AS name
        FROM vend_consignments
        WHERE public_id LIKE :pattern
        UNION ALL
        SELECT id
        FROM vend_consignments
        WHERE id LIKE :pattern) taken
      WHERE SUBSTRING(name, :digitsFrom) REGEXP '^[0-9]{1,9}$'
      """;

  private final InstantSource clock;

  PublicIds(InstantSource clock) {
    this.clock = clock;
  }

  /// The first number after the highest one here that no consignment has.
  String next(Handle handle) {
    String prefix = "PO-" + clock.instant().atOffset(ZoneOffset.UTC).getYear() + "-";
    long highest =
        handle
            .createQuery(HIGHEST)
            .bind("digitsFrom", prefix.length() + 1)
            .bind("pattern", prefix + "%")
            .mapTo(Long.class)
            .one();
    for (long number = highest + 1; ; number++) {
      String name = prefix + ("%0" + MIN_DIGITS + "d").formatted(number);
      if (!TakenReferences.isTaken(handle, name)) {
        return name;
      }
    }
  }
}
