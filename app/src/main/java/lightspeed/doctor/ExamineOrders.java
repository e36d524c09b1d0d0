package lightspeed.doctor;

import java.time.Duration;
import java.util.List;
import lightspeed.config.ConfigurationInvalid;
import lightspeed.doctor.DoctorParts.OrderParts.Walks;
import org.jspecify.annotations.Nullable;

/// Questions about orders and our mirror of the catalogue.
final class ExamineOrders {
  private static final String OUTCOME_UNKNOWN =
      """
      SELECT CONCAT('Order ', c.public_id, ': the outcome of ', l.operation,
        ' has been unknown since ', DATE_FORMAT(l.created_at, '%Y-%m-%d %H:%i'), ' UTC.'),
        c.public_id
      FROM lightspeed_sync_log l
      JOIN vend_consignments c
        ON c.id = l.entity_id
      WHERE l.status = 'IN_PROGRESS'
        AND l.created_at < NOW(6) - INTERVAL 1 HOUR
        AND NOT EXISTS (
          SELECT 1
          FROM queue_jobs
          WHERE active_key = CONCAT('sync_po:', c.id))
      ORDER BY l.created_at
      """;

  private static final String FAILED =
      """
      SELECT CONCAT(COUNT(*), IF(COUNT(*) = 1, ' order (', ' orders ('),
        SUBSTRING_INDEX(
          GROUP_CONCAT(public_id ORDER BY updated_at DESC SEPARATOR ', '), ', ', 3),
        IF(COUNT(*) > 3, ', …', ''), '): ',
        LEFT(COALESCE(MIN(last_error), 'no reason was written down.'), 1000)),
        MAX(public_id)
      FROM vend_consignments
      WHERE transfer_category = 'PURCHASE_ORDER'
        AND sync_status = 'FAILED'
        AND state NOT IN ('CANCELLED', 'RECEIVED')
        AND deleted_at IS NULL
        AND NOT EXISTS (
          SELECT 1
          FROM queue_jobs
          WHERE active_key = CONCAT('sync_po:', vend_consignments.id))
      GROUP BY REGEXP_REPLACE(last_error, '[0-9a-f-]{8,}|[0-9]+', '#')
      ORDER BY COUNT(*) DESC
      """;

  private static final String NOT_QUEUED =
      """
      SELECT CONCAT('Approved and not queued: ', COUNT(*), ', the oldest since ',
        DATE_FORMAT(MIN(approved_at), '%Y-%m-%d %H:%i'), ' UTC.')
      FROM vend_consignments
      WHERE transfer_category = 'PURCHASE_ORDER'
        AND state = 'APPROVED'
        AND sync_status = 'NOT_SYNCED'
        AND lightspeed_consignment_id IS NULL
        AND approved_at < NOW(6) - INTERVAL 5 MINUTE
        AND deleted_at IS NULL
        AND NOT EXISTS (
          SELECT 1
          FROM queue_jobs
          WHERE active_key = CONCAT('sync_po:', vend_consignments.id))
      HAVING COUNT(*) > 0
      """;

  private static final String UNSENT =
      """
      SELECT CONCAT('Order ', public_id, ' was approved on ',
        DATE_FORMAT(approved_at, '%Y-%m-%d %H:%i'), ' UTC and is not sent.'), public_id
      FROM vend_consignments
      WHERE transfer_category = 'PURCHASE_ORDER'
        AND state = 'APPROVED'
        AND sync_status NOT IN ('SYNCED', 'DIFFERS')
        AND approved_at < NOW(6) - INTERVAL 24 HOUR
        AND former_store IS NULL
        AND deleted_at IS NULL
      ORDER BY approved_at
      """;

  /// As after a backup of the orders was read back beside a worker that had ended their jobs.
  private static final String WITHOUT_JOB =
      """
      SELECT CONCAT('Order ', public_id, ' is ', sync_status, ' and has no job.'), public_id
      FROM vend_consignments
      WHERE transfer_category = 'PURCHASE_ORDER'
        AND sync_status IN ('QUEUED', 'SYNCING')
        AND updated_at < NOW(6) - INTERVAL 5 MINUTE
        AND deleted_at IS NULL
        AND NOT EXISTS (
          SELECT 1
          FROM queue_jobs
          WHERE active_key = CONCAT('sync_po:', vend_consignments.id))
      ORDER BY updated_at
      """;

  /// Second consignments have a question of their own.
  private static final String LOUD =
      """
      SELECT CONCAT('Order ', c.public_id, ' differs in ',
        GROUP_CONCAT(d.item ORDER BY d.item SEPARATOR ', '), '.'), c.public_id
      FROM lightspeed_drift d
      JOIN vend_consignments c
        ON c.id = d.consignment_id
      WHERE d.ignored_at IS NULL
        AND d.grade = 'LOUD'
        AND d.item NOT LIKE 'second:%'
        AND c.deleted_at IS NULL
      GROUP BY c.public_id
      ORDER BY MIN(d.found_at)
      """;

  /// As the comparison says it, so that doctor, health and sync:diff agree.
  private static final String SECOND =
      """
      SELECT CONCAT('Order ', c.public_id, ' has one consignment too many: ',
        SUBSTRING(d.item, 8), ', ', COALESCE(d.there, 'status unknown'), '.'), c.public_id
      FROM lightspeed_drift d
      JOIN vend_consignments c
        ON c.id = d.consignment_id
      WHERE d.ignored_at IS NULL
        AND d.item LIKE 'second:%'
        AND c.deleted_at IS NULL
      ORDER BY d.found_at, d.item
      """;

  private static final String DIFFERENT =
      """
      SELECT CONCAT('Order ', c.public_id, ' differs in ',
        GROUP_CONCAT(d.item ORDER BY d.item SEPARATOR ', '), '.'), c.public_id
      FROM lightspeed_drift d
      JOIN vend_consignments c
        ON c.id = d.consignment_id
      WHERE d.ignored_at IS NULL
        AND c.deleted_at IS NULL
      GROUP BY c.public_id
      HAVING MAX(d.grade = 'LOUD') = 0
      ORDER BY MIN(d.found_at)
      """;

  /// Without a mirror every SKU would be unknown.
  private static final String UNKNOWN_SKUS =
      """
      SELECT CONCAT('Order ', c.public_id, ': our mirror has no product with the SKU "', l.sku,
        '".'), l.sku
      FROM vend_consignment_line_items l
      JOIN vend_consignments c
        ON c.id = l.consignment_id
      WHERE c.state IN ('DRAFT', 'APPROVED')
        AND c.deleted_at IS NULL
        AND c.lightspeed_consignment_id IS NULL
        AND l.product_id IS NULL
        AND EXISTS (
          SELECT 1
          FROM vend_products)
        AND NOT EXISTS (
          SELECT 1
          FROM vend_products p
          WHERE p.sku = l.sku
            AND p.deleted_at IS NULL)
        AND NOT EXISTS (
          SELECT 1
          FROM lightspeed_mappings m
          WHERE m.local_type = 'SKU'
            AND m.local_id = l.sku)
      ORDER BY c.public_id, l.line_number
      """;

  private static final String CATALOGUE_EMPTY =
      """
      SELECT CONCAT('The mirror has ', suppliers, ' suppliers, ', outlets, ' outlets and ',
        products, ' products.')
      FROM (
        SELECT
          (SELECT COUNT(*) FROM vend_suppliers WHERE deleted_at IS NULL) AS suppliers,
          (SELECT COUNT(*) FROM vend_outlets WHERE deleted_at IS NULL) AS outlets,
          (SELECT COUNT(*) FROM vend_products WHERE deleted_at IS NULL) AS products) AS mirror
      WHERE suppliers = 0
        OR outlets = 0
        OR products = 0
      """;

  private static final String CATALOGUE_OLD =
      """
      SELECT CONCAT('The last look at the products came to its end on ',
        DATE_FORMAT(began_at, '%Y-%m-%d %H:%i'), ' UTC.')
      FROM catalog_looks
      WHERE list = 'products'
        AND began_at < NOW(6) - INTERVAL 1 DAY
      """;

  private static final String CATALOGUE_UNREADABLE =
      """
      SELECT CONCAT('The list of ', list, ' cannot be read since ',
        DATE_FORMAT(trouble_at, '%Y-%m-%d %H:%i'), ' UTC',
        IF(began_at IS NULL, '', CONCAT('; the mirror is of ',
          DATE_FORMAT(began_at, '%Y-%m-%d %H:%i'))), ': ', trouble)
      FROM catalog_looks
      WHERE trouble IS NOT NULL
      ORDER BY list
      """;

  private static final String CATALOGUE_ODD =
      """
      SELECT CONCAT(list, ': row ', IF(row_id = '', 'without an id', row_id), ': ', problem, '.')
      FROM catalog_odd_rows
      ORDER BY list, row_id
      """;

  private static final String CATALOGUE_READ =
      """
      SELECT CONCAT('changed products were asked for ', DATE_FORMAT(began_at, '%Y-%m-%d %H:%i'),
        ' UTC')
      FROM catalog_looks
      WHERE list = 'products'
        AND began_at IS NOT NULL
      """;

  private static final int MOST_INTERVALS = 10;
  private static final String DRIFT = "drift";
  private static final String POLL = "poll";

  private final TableQuestions tables;
  private final DoctorParts.OrderParts parts;
  private volatile @Nullable Walks seen;

  ExamineOrders(TableQuestions tables, DoctorParts.OrderParts parts) {
    this.tables = tables;
    this.parts = parts;
  }

  List<Question> all() {
    return List.of(
        tables.asking("last poll", Topic.ORDERS, this::late).quick(POLL, this::walked),
        tables.asking("list of consignments", Topic.ORDERS, this::unreadable).quick(POLL),
        tables.about("unknown outcomes", OrdersFault.OUTCOME_UNKNOWN, OUTCOME_UNKNOWN),
        tables.about("failed orders", OrdersFault.ORDERS_FAILED, FAILED),
        tables.about("approved orders", OrdersFault.ORDERS_NOT_QUEUED, NOT_QUEUED),
        tables
            .about("unsent orders", OrdersFault.ORDERS_UNSENT, UNSENT)
            .quick("unsent orders", () -> "no order has waited for more than a day"),
        tables
            .about("orders on their way", OrdersFault.ORDER_WITHOUT_JOB, WITHOUT_JOB)
            .quick("orders without job", () -> "each order on its way has one"),
        tables
            .about("orders a person must act on", OrdersFault.ORDERS_LOUD, LOUD)
            .quick(DRIFT, () -> "no order differs from Lightspeed"),
        tables.about("second consignments", OrdersFault.CONSIGNMENT_SECOND, SECOND).quick(DRIFT),
        tables
            .asking("consignments with the number of an order", Topic.ORDERS, this::unread)
            .quick(DRIFT),
        tables.about("edits in Lightspeed", OrdersFault.ORDERS_DIFFER, DIFFERENT).quick(DRIFT),
        tables.about("SKUs", OrdersFault.SKU_UNKNOWN, UNKNOWN_SKUS),
        tables.about("mirror of the catalog", OrdersFault.CATALOGUE_EMPTY, CATALOGUE_EMPTY),
        tables.about("age of the mirror", OrdersFault.CATALOGUE_OLD, CATALOGUE_OLD),
        tables
            .about("lists of the catalog", OrdersFault.CATALOGUE_UNREADABLE, CATALOGUE_UNREADABLE)
            .quick("catalogue", this::lastRead),
        tables.about("rows of the catalog", OrdersFault.CATALOGUE_ODD, CATALOGUE_ODD));
  }

  /// One look serves all questions: each doctor is for one examination.
  private Walks walks() {
    var now = seen;
    if (now == null) {
      now = parts.walks().get();
      seen = now;
    }
    return now;
  }

  private List<Finding> late() {
    Walks now;
    try {
      now = walks();
    } catch (ConfigurationInvalid unset) {
      return List.of(); // Begins when store and token are set.
    }
    var since = now.sinceEnded();
    boolean isLate =
        since == null
            ? now.trouble() != null
            : since.compareTo(now.interval().multipliedBy(MOST_INTERVALS)) > 0;
    return isLate
        ? List.of(
            new Finding(
                QueueFault.POLLING_LATE,
                (since == null
                        ? "The list of consignments was never walked to its end"
                        : walked(since))
                    + "; it is due every "
                    + now.interval().toSeconds()
                    + " s."))
        : List.of();
  }

  private List<Finding> unreadable() {
    try {
      var trouble = walks().trouble();
      return trouble == null
          ? List.of()
          : List.of(new Finding(OrdersFault.REGISTER_STUCK, trouble));
    } catch (ConfigurationInvalid unset) {
      return List.of();
    }
  }

  private String walked() {
    try {
      var since = walks().sinceEnded();
      return since == null ? "the list of consignments was not walked yet" : walked(since);
    } catch (ConfigurationInvalid unset) {
      return "begins when store and token are set";
    }
  }

  private static String walked(Duration since) {
    return "the list of consignments was walked " + since.toSeconds() + " s ago";
  }

  private List<Finding> unread() {
    return parts.unjudged().get().stream()
        .limit(TableQuestions.FEW)
        .map(
            number ->
                new Finding(
                    OrdersFault.CONSIGNMENT_UNREAD,
                    "Another consignment has the number of order "
                        + number
                        + ", which was not read yet.",
                    "lightspeed-cli sync:diff " + number))
        .toList();
  }

  private String lastRead() {
    return tables.lines(CATALOGUE_READ).stream()
        .findFirst()
        .orElse("products were never read to the end of their list");
  }
}
