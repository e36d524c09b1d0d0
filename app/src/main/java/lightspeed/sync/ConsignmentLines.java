package lightspeed.sync;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import lightspeed.xseries.Caller;
import lightspeed.xseries.Consignment;
import lightspeed.xseries.ConsignmentId;
import lightspeed.xseries.ConsignmentProduct;
import lightspeed.xseries.Page;
import lightspeed.xseries.Pages;
import lightspeed.xseries.ProductId;
import lightspeed.xseries.XSeriesClient;

/// Reads all lines of a consignment.
public final class ConsignmentLines {
  private ConsignmentLines() {}

  /// One entry for each live product. A line that changes while the pages are read comes again with
  /// a higher version; the later one counts.
  public static List<ConsignmentProduct> read(
      XSeriesClient client, Caller caller, ConsignmentId consignment) throws InterruptedException {
    Map<ProductId, ConsignmentProduct> lines = new LinkedHashMap<>();
    Pages.walk(
        "lines of consignment " + consignment,
        0,
        after -> client.consignmentProducts(caller, consignment, after),
        page -> collect(page, lines));
    return List.copyOf(lines.values());
  }

  private static void collect(
      Page<ConsignmentProduct> page, Map<ProductId, ConsignmentProduct> lines) {
    for (ConsignmentProduct line : page.items()) {
      if (line.deletedAt() == null) {
        lines.put(line.productId(), line);
      } else {
        lines.remove(line.productId());
      }
    }
  }

  /// Whether Lightspeed takes changes of ordered quantities.
  public static boolean mayChange(Consignment consignment) {
    return consignment.status().equals(Consignment.OPEN)
        || consignment.status().equals(Consignment.SENT);
  }

  /// The highest version of these lines; zero when none has one.
  static long newest(List<ConsignmentProduct> lines) {
    return lines.stream().map(ConsignmentProduct::version).mapToLong(Shown::orZero).max().orElse(0);
  }

  /// What people call this line.
  public static String label(ConsignmentProduct line) {
    String sku = line.sku();
    return sku == null || sku.isEmpty() ? line.productId().value() : sku;
  }
}
