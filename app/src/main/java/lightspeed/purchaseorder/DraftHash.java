package lightspeed.purchaseorder;

import java.math.BigDecimal;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.List;
import lightspeed.json.Json;
import org.jspecify.annotations.Nullable;

/// Tells whether the same order is asked for: `10` and `10.00` are the same number, another order
/// of lines is another order.
final class DraftHash {
  private record Content(@Nullable String publicId, Draft draft) {}

  /// As a draft was hashed when its due date was a moment: what was asked for before an upgrade is
  /// still known afterwards.
  private record Draft(
      String supplier,
      String outlet,
      @Nullable String supplierInvoice,
      @Nullable String notes,
      @Nullable Instant dueAt,
      List<OrderDraft.Line> lines) {}

  private DraftHash() {}

  static String of(@Nullable String publicId, OrderDraft draft) {
    var plain =
        new Draft(
            draft.supplier(),
            draft.outlet(),
            draft.supplierInvoice(),
            draft.notes(),
            DueDates.momentOf(draft.dueAt(), null, ZoneOffset.UTC),
            draft.lines().stream().map(DraftHash::plain).toList());
    byte[] json = Json.mapper().writeValueAsBytes(new Content(publicId, plain));
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(json));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  private static OrderDraft.Line plain(OrderDraft.Line line) {
    return new OrderDraft.Line(
        line.sku(), line.name(), plain(line.quantity()), plain(line.unitCost()));
  }

  private static BigDecimal plain(BigDecimal number) {
    return number.stripTrailingZeros();
  }
}
