-- The way back: when recurring jobs are due, which state of the lines was applied, and what differs
-- between an order and its consignment.

CREATE TABLE IF NOT EXISTS queue_schedules (
  name       VARCHAR(191) NOT NULL COLLATE utf8mb4_bin PRIMARY KEY COMMENT 'the unique key of the job',
  next_at    DATETIME(6)  NOT NULL COMMENT 'when it is put into the queue again',
  updated_at DATETIME(6)  NOT NULL DEFAULT CURRENT_TIMESTAMP(6) ON UPDATE CURRENT_TIMESTAMP(6)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

ALTER TABLE vend_consignments
  ADD COLUMN IF NOT EXISTS lightspeed_lines_version BIGINT NULL
    COMMENT 'highest version of a line whose receipts were applied'
    AFTER lightspeed_version;

CREATE TABLE IF NOT EXISTS lightspeed_drift (
  consignment_id VARCHAR(64)  NOT NULL COLLATE utf8mb4_bin COMMENT 'the order, vend_consignments.id',
  item           VARCHAR(191) NOT NULL COLLATE utf8mb4_bin COMMENT 'what differs, such as due_at or count:SKU-1',
  here           VARCHAR(512) NULL COMMENT 'what the order says',
  there          VARCHAR(512) NULL COMMENT 'what Lightspeed says',
  found_at       DATETIME(6)  NOT NULL DEFAULT CURRENT_TIMESTAMP(6) COMMENT 'since when it differs like this',
  ignored_by     VARCHAR(128) NULL COMMENT 'who wants to see it no more until it changes',
  ignored_at     DATETIME(6)  NULL,
  PRIMARY KEY (consignment_id, item),
  KEY lightspeed_drift_open (ignored_at, found_at),
  CONSTRAINT lightspeed_drift_order
    FOREIGN KEY (consignment_id) REFERENCES vend_consignments (id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
