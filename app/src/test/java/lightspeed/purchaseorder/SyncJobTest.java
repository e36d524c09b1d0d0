package lightspeed.purchaseorder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import lightspeed.job.NewJob;
import lightspeed.job.Priority;
import org.junit.jupiter.api.Test;

final class SyncJobTest {

  @Test
  void thePayloadOfVersionOneIsWrittenAndReadAsItAlwaysWas() {
    NewJob job = SyncJob.newJob(new PurchaseOrderId("PO-1"));

    assertThat(job.type().name()).isEqualTo("sync_po");
    assertThat(job.payload()).isEqualTo("{\"version\":1,\"purchase_order_id\":\"PO-1\"}");
    assertThat(job.uniqueKey()).isEqualTo("sync_po:PO-1");
    assertThat(job.priority()).isEqualTo(Priority.NORMAL);
    assertThat(SyncJob.parse("{\"version\":1,\"purchase_order_id\":\"PO-1\"}"))
        .isEqualTo(new SyncJob(new PurchaseOrderId("PO-1")));
    assertThat(SyncJob.parse("{ \"purchase_order_id\" : \"ä\\\"b\", \"later\": 1, \"version\": 1}"))
        .isEqualTo(new SyncJob(new PurchaseOrderId("ä\"b")));
  }

  @Test
  void anyIdSurvivesWritingAndReading() {
    SyncJob job = new SyncJob(new PurchaseOrderId("\"\\\n☂\uD83D\uDE00"));

    assertThat(SyncJob.parse(job.payload())).isEqualTo(job);
  }

  @Test
  void anythingElseIsRefusedWithItsReason() {
    String noVersion = "its version is missing, this release knows version 1";
    assertRefused("{\"version\":2}", "its version is 2, this release knows version 1");
    assertRefused("{\"version\":\"1\"}", "its version is \"1\", this release knows version 1");
    assertRefused("{\"version\":1.5}", "its version is 1.5, this release knows version 1");
    assertRefused("{\"purchase_order_id\":\"PO-1\"}", noVersion);
    assertRefused("[]", noVersion);
    assertRefused("", noVersion);
    assertRefused("{\"version\":1}", "it names no purchase_order_id");
    assertRefused("{\"version\":1,\"purchase_order_id\":7}", "it names no purchase_order_id");
    assertRefused("{\"version\":1,\"purchase_order_id\":\" \"}", "it names no purchase_order_id");
    assertRefused("PO-1", "it is not JSON");
    assertRefused("{\"version\":1", "it is not JSON");
  }

  private static void assertRefused(String payload, String reason) {
    assertThatThrownBy(() -> SyncJob.parse(payload))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("The payload of this sync_po job cannot be read: " + reason + ": " + payload);
  }

  @Test
  void aTooLongIdIsRefused() {
    String payload = "{\"version\":1,\"purchase_order_id\":\"" + "x".repeat(65) + "\"}";

    assertThatThrownBy(() -> SyncJob.parse(payload)).isInstanceOf(IllegalArgumentException.class);
  }
}
