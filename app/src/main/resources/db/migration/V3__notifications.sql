-- Notifications to the retailer's own systems, and how many webhooks were refused.

CREATE TABLE IF NOT EXISTS lightspeed_notifications (
  id             BIGINT       NOT NULL AUTO_INCREMENT PRIMARY KEY,
  event_type     VARCHAR(32)  NOT NULL COMMENT 'such as order.synced',
  consignment_id VARCHAR(64)  NOT NULL COLLATE utf8mb4_bin COMMENT 'the order, vend_consignments.id',
  content        JSON         NOT NULL COMMENT 'the order as it was at that moment',
  status         VARCHAR(16)  NOT NULL DEFAULT 'WAITING',
  tries          INT          NOT NULL DEFAULT 0,
  http_status    SMALLINT     NULL COMMENT 'of the last answer',
  answer         VARCHAR(512) NULL COMMENT 'the beginning of its body',
  error_message  TEXT         NULL COMMENT 'why the last try failed',
  created_at     DATETIME(6)  NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
  delivered_at   DATETIME(6)  NULL,
  KEY lightspeed_notifications_order (consignment_id),
  KEY lightspeed_notifications_status (status, created_at),
  CONSTRAINT lightspeed_notifications_status_known
    CHECK (status IN ('WAITING', 'DELIVERED', 'FAILED', 'CANCELLED'))
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE IF NOT EXISTS lightspeed_webhook_refusals (
  hour    DATETIME    NOT NULL COMMENT 'the beginning of the hour',
  reason  VARCHAR(32) NOT NULL COLLATE utf8mb4_bin,
  refused BIGINT      NOT NULL,
  PRIMARY KEY (hour, reason)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
