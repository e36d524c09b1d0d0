package lightspeed.sync;

import java.math.BigDecimal;
import java.util.Collection;
import java.util.List;
import lightspeed.json.Json;
import lightspeed.sync.ResolvedOrder.ExpectedLine;
import lightspeed.xseries.ConsignmentProduct;
import org.jspecify.annotations.Nullable;

/// What a remote write is about to do, kept in the journal row so that a later run can find out
/// whether it happened.
///
/// @param consignmentId the consignment written to; null when it is about to be created
/// @param afterVersion the highest consignment version known at that moment: what this
///     write makes has a higher one
/// @param lines the lines as sent; empty for writes to the header
record Intent(@Nullable String consignmentId, @Nullable Long afterVersion, List<SentLine> lines) {
  Intent {
    lines = List.copyOf(lines);
  }

  /// As the journal keeps it.
  static Intent read(String details) {
    return Json.mapper().readValue(details, Intent.class);
  }

  static Intent toCreate(long afterVersion) {
    return new Intent(null, afterVersion, List.of());
  }

  static Intent onHeader(String consignmentId) {
    return new Intent(consignmentId, null, List.of());
  }

  static Intent onLines(String consignmentId, List<SentLine> lines) {
    return new Intent(consignmentId, null, lines);
  }

  /// One line as it was sent.
  ///
  /// @param cost null only of a line that was seen, and not sent
  record SentLine(String productId, BigDecimal count, @Nullable BigDecimal cost) {
    static SentLine seen(ConsignmentProduct line) {
      return new SentLine(line.productId().value(), line.count(), line.cost());
    }

    static SentLine of(ExpectedLine line) {
      return new SentLine(line.product().value(), line.count(), line.cost());
    }
  }

  /// The version after which everything is found that these creates made; zero when one knew
  /// none.
  static long earliestVersion(Collection<Intent> creates) {
    return creates.stream()
        .map(Intent::afterVersion)
        .mapToLong(version -> version == null ? 0 : version)
        .min()
        .orElse(0);
  }
}
