-- Who changed a draft that somebody else began: they are its authors too, and not the second person
-- that approves it.

CREATE TABLE IF NOT EXISTS order_editors (
  order_id  VARCHAR(64)  NOT NULL COLLATE utf8mb4_bin COMMENT 'vend_consignments.id',
  editor    VARCHAR(128) NOT NULL COLLATE utf8mb4_bin,
  edited_at DATETIME(6)  NOT NULL DEFAULT CURRENT_TIMESTAMP(6) COMMENT 'for the first time',
  PRIMARY KEY (order_id, editor),
  CONSTRAINT order_editors_order
    FOREIGN KEY (order_id) REFERENCES vend_consignments (id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
