package lightspeed.xseries;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is known of the versions of the API.
///
/// **source:** x-series-api.lightspeedhq.com/docs/versioning-strategy: one dated version each
/// quarter, each supported for at least twelve months; a call to one that has ended is answered by
/// the oldest supported one, without a sign. When 2.0 ends is not said. Read 2026-11.
public final class ApiVersions {
  /// Those that this program is tested with, the oldest first.
  public static final List<String> TESTED = List.of(XSeriesAddress.UNDATED, "2026-07");

  private static final int SUPPORTED_MONTHS = 12;
  private static final String FIRST_WITH_PURCHASE_ORDERS = "2026-04";

  private ApiVersions() {}

  public static boolean isDated(String version) {
    return !version.equals(XSeriesAddress.UNDATED);
  }

  /// Whether a version has purchase orders with deliveries.
  static boolean hasPurchaseOrders(String version) {
    return isDated(version) && version.compareTo(FIRST_WITH_PURCHASE_ORDERS) >= 0;
  }

  /// The day before which Lightspeed promises not to end a version; null when it promises none.
  public static @Nullable LocalDate supportedUntil(String version) {
    return isDated(version) ? YearMonth.parse(version).plusMonths(SUPPORTED_MONTHS).atDay(1) : null;
  }
}
