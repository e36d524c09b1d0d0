package lightspeed.purchaseorder;

import java.math.BigDecimal;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import lightspeed.json.Json;
import org.jspecify.annotations.Nullable;

/// Tells whether the same order is asked for: `10` and `10.00` are the same number, another order
/// of lines is another order.
final class DraftHash {
  private record Content(@Nullable String publicId, OrderDraft draft) {}

  private DraftHash() {}

  static String of(@Nullable String publicId, OrderDraft draft) {
    var plain =
        new OrderDraft(
            draft.supplier(),
            draft.outlet(),
            draft.supplierInvoice(),
            draft.notes(),
            draft.dueAt(),
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
