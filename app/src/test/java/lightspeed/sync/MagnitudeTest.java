package lightspeed.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import lightspeed.job.RunResult;
import lightspeed.purchaseorder.OrderDraft;
import lightspeed.purchaseorder.PurchaseOrderId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import xseries.emulator.fault.Fault;
import xseries.emulator.fault.FaultKind;

/// Orders and stores as large as they come.
@Tag("slow")
final class MagnitudeTest {
  private static final int MANY_LINES = 20_000;
  private static final int MANY_CONSIGNMENTS = 5_000;

  private final SyncWorld world = new SyncWorld();

  MagnitudeTest() throws IOException {}

  @BeforeEach
  void mirror() throws InterruptedException {
    world.pullCatalog();
  }

  @AfterEach
  void close() throws IOException {
    world.close();
  }

  @Test
  void sendsAnOrderOfTwentyThousandLines() throws InterruptedException {
    List<OrderDraft.Line> lines = new ArrayList<>();
    for (int n = 0; n < MANY_LINES; n++) {
      lines.add(world.line(n % world.products()));
    }
    PurchaseOrderId order = world.anApprovedOrder(lines);

    RunResult result = world.syncToTheEnd(order);

    assertThat(result).isInstanceOf(RunResult.Completed.class);
    world.assertExactlyOnce(order);
  }

  @Test
  void looksForALostCreateOnlyAmongWhatCameLater() throws InterruptedException {
    world.otherConsignments(MANY_CONSIGNMENTS);
    world.syncToTheEnd(world.anApprovedOrder(1));
    PurchaseOrderId order = world.anApprovedOrder(3);
    world.emulator.add(Fault.of(FaultKind.LOST_ANSWER).on("POST", "/consignments").nth(1));
    long before = world.calls("GET", "/consignments");

    world.syncToTheEnd(order);

    assertThat(world.calls("GET", "/consignments") - before).as("pages read").isEqualTo(1);
    world.assertExactlyOnce(order);
  }
}
