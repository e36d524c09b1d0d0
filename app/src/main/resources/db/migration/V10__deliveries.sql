-- receipt: what came when, as purchase orders of Lightspeed's API tell it (2026-04 and later).

CREATE TABLE IF NOT EXISTS vend_delivery_looks (
  order_id          VARCHAR(64)  NOT NULL COLLATE utf8mb4_bin COMMENT 'vend_consignments.id',
  consignment_id    VARCHAR(64)  NOT NULL COLLATE utf8mb4_bin COMMENT 'which purchase order was looked for',
  purchase_order_id VARCHAR(64)  NULL COLLATE utf8mb4_bin COMMENT 'Lightspeed''s; null: none was found',
  trouble           VARCHAR(500) NULL COMMENT 'why the deliveries cannot be read',
  looked_at         DATETIME(6)  NOT NULL,
  PRIMARY KEY (order_id, consignment_id),
  CONSTRAINT vend_delivery_looks_order
    FOREIGN KEY (order_id) REFERENCES vend_consignments (id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE IF NOT EXISTS vend_deliveries (
  order_id         VARCHAR(64)  NOT NULL COLLATE utf8mb4_bin COMMENT 'vend_consignments.id',
  delivery_id      VARCHAR(64)  NOT NULL COLLATE utf8mb4_bin COMMENT 'Lightspeed''s',
  status           VARCHAR(64)  NOT NULL COMMENT 'verbatim from Lightspeed',
  received_at      DATETIME(6)  NULL,
  supplier_invoice VARCHAR(255) NULL,
  invoice_date     DATETIME(6)  NULL,
  version          BIGINT       NOT NULL,
  PRIMARY KEY (order_id, delivery_id),
  CONSTRAINT vend_deliveries_order
    FOREIGN KEY (order_id) REFERENCES vend_consignments (id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE IF NOT EXISTS vend_delivery_lines (
  order_id    VARCHAR(64)    NOT NULL COLLATE utf8mb4_bin,
  delivery_id VARCHAR(64)    NOT NULL COLLATE utf8mb4_bin,
  product_id  VARCHAR(64)    NOT NULL COLLATE utf8mb4_bin,
  expected    DECIMAL(20, 5) NOT NULL,
  received    DECIMAL(20, 5) NOT NULL,
  PRIMARY KEY (order_id, delivery_id, product_id),
  CONSTRAINT vend_delivery_lines_delivery
    FOREIGN KEY (order_id, delivery_id) REFERENCES vend_deliveries (order_id, delivery_id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
