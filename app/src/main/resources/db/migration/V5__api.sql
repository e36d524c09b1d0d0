-- What programs asked for under an id of their own, so that asking twice makes one order.

CREATE TABLE IF NOT EXISTS order_requests (
  client_id    VARCHAR(64)  NOT NULL COLLATE utf8mb4_bin PRIMARY KEY COMMENT 'chosen by the program',
  content_hash CHAR(64)     NOT NULL COLLATE utf8mb4_bin COMMENT 'SHA-256 of what it asked for',
  order_id     VARCHAR(64)  NULL COLLATE utf8mb4_bin COMMENT 'vend_consignments.id',
  created_by   VARCHAR(128) NOT NULL,
  created_at   DATETIME(6)  NOT NULL DEFAULT CURRENT_TIMESTAMP(6)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
