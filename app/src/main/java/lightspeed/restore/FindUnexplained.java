package lightspeed.restore;

import java.util.List;
import java.util.function.Supplier;
import lightspeed.config.ConfigurationInvalid;
import lightspeed.db.Database;
import lightspeed.installation.Hindrance;
import lightspeed.installation.Installation;
import lightspeed.register.Register;
import lightspeed.register.RegisterTrouble;
import lightspeed.xseries.Caller;
import lightspeed.xseries.XSeriesException;
import org.jdbi.v3.core.Handle;

/// Walks the list of consignments from its beginning and finds those that are newer than the backup
/// and belong to no order.
final class FindUnexplained {
  private static final int MAX_SHOWN = 1_000;

  private final Database database;
  private final Installation installation;
  private final Supplier<Register> register;

  FindUnexplained(Database database, Installation installation, Supplier<Register> register) {
    this.database = database;
    this.installation = installation;
    this.register = register;
  }

  private static final String NEWEST_KNOWN =
      """
      SELECT GREATEST(
        COALESCE((SELECT MAX(position) FROM lightspeed_register), 0),
        COALESCE((SELECT MAX(lightspeed_version) FROM vend_consignments), 0))
      """;

  /// The highest version that the backup knows; ask before the new epoch begins.
  static long newestKnown(Handle handle) {
    return handle.createQuery(NEWEST_KNOWN).mapTo(Long.class).one();
  }

  /// When the backup knows no version at all, only consignments with numbers of orders count.
  private static final String UNEXPLAINED =
      """
      SELECT r.consignment_id, r.reference, r.status, c.public_id
      FROM lightspeed_references r
      LEFT JOIN vend_consignments c
        ON c.folded_public_id = r.folded_reference
        AND c.deleted_at IS NULL
      WHERE r.gone_at IS NULL
        AND r.status <> 'CANCELLED'
        AND r.version > :newest
        AND (:newest > 0 OR c.id IS NOT NULL)
        AND NOT EXISTS (
          SELECT 1
          FROM vend_consignments o
          WHERE o.lightspeed_consignment_id = r.consignment_id)
        AND NOT EXISTS (
          SELECT 1
          FROM vend_consignment_links l
          WHERE l.consignment_id = r.consignment_id)
      ORDER BY r.version
      LIMIT :limit
      """;

  /// Trouble with Lightspeed is told, not thrown: the tables are restored all the same.
  Restored.Walk after(long newestKnown) throws InterruptedException {
    try {
      var hindrance = installation.hindrance();
      if (hindrance.isPresent()) {
        return trouble(hindrance.map(Hindrance::words).get());
      }
      var _ = register.get().walk(Caller.person(), Register.Guard.NONE);
    } catch (ConfigurationInvalid | XSeriesException | RegisterTrouble notNow) {
      return trouble(String.valueOf(notNow.getMessage()));
    }
    return new Restored.Walk(null, database.read(handle -> find(handle, newestKnown)));
  }

  private static Restored.Walk trouble(String words) {
    return new Restored.Walk(words, List.of());
  }

  private static List<Restored.Unexplained> find(Handle handle, long newestKnown) {
    return handle
        .createQuery(UNEXPLAINED)
        .bind("newest", newestKnown)
        .bind("limit", MAX_SHOWN)
        .map(
            (row, context) ->
                new Restored.Unexplained(
                    row.getString("consignment_id"),
                    row.getString("reference"),
                    row.getString("status"),
                    row.getString("public_id")))
        .list();
  }
}
