package lightspeed.sync;

import lightspeed.purchaseorder.PurchaseOrderId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes each step to the log `sync-operations`.
public final class SyncLog implements SyncListener {
  private static final Logger LOG = LoggerFactory.getLogger("sync-operations");

  @Override
  public void began(PurchaseOrderId order, Operation operation, String what) {
    LOG.debug("order={} operation={} begins=\"{}\"", order, operation, what);
  }

  @Override
  public void ended(PurchaseOrderId order, Operation operation, String result) {
    LOG.info("order={} operation={} result=\"{}\"", order, operation, result);
  }
}
