package lightspeed.console.orders;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.TimeZone;
import lightspeed.purchaseorder.LineItem;
import lightspeed.purchaseorder.OrderState;
import lightspeed.purchaseorder.OrderWithLines;
import lightspeed.purchaseorder.PurchaseOrder;
import lightspeed.purchaseorder.PurchaseOrderId;
import lightspeed.purchaseorder.SyncStatus;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DraftFormTest {
  @ParameterizedTest
  @ValueSource(strings = {"Pacific/Honolulu", "Pacific/Auckland"})
  void editingANoteDoesNotMoveTheDueDate(String process) {
    var before = TimeZone.getDefault();
    TimeZone.setDefault(TimeZone.getTimeZone(process));
    try {
      var shown = DraftForm.of(anOrderDueOn(LocalDate.of(2026, 12, 1)));
      var edited =
          new DraftForm(
              shown.publicId(),
              shown.supplier(),
              shown.outlet(),
              shown.supplierInvoice(),
              "another note",
              shown.dueAt(),
              shown.lockVersion(),
              shown.lines().stream().filter(line -> !line.isEmpty()).toList());

      assertThat(shown.dueAt()).isEqualTo("2026-12-01");
      assertThat(edited.draft().dueAt()).isEqualTo(LocalDate.of(2026, 12, 1));
    } finally {
      TimeZone.setDefault(before);
    }
  }

  private static OrderWithLines anOrderDueOn(LocalDate day) {
    var now = Instant.parse("2026-11-30T10:00:00Z");
    return new OrderWithLines(
        new PurchaseOrder(
            new PurchaseOrderId("PO-1"),
            "PO-1",
            OrderState.DRAFT,
            "Acme",
            null,
            "Main",
            null,
            null,
            "a note",
            day,
            1,
            BigDecimal.ONE,
            BigDecimal.ONE,
            "ann",
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            SyncStatus.NOT_SYNCED,
            null,
            0,
            now,
            now,
            null),
        List.of(new LineItem(1, "A", null, null, BigDecimal.ONE, BigDecimal.ONE, BigDecimal.ZERO)));
  }
}
