-- Tables of the product. Names and the columns listed in docs/tables.md are a contract with people and
-- scripts that query them by hand. All times are UTC. Identifiers compare byte by byte (utf8mb4_bin).
--
-- MariaDB cannot roll a schema change back. So every statement of a migration is safe to run again
-- (IF NOT EXISTS), and a migration that was killed midway is simply run again.

CREATE TABLE IF NOT EXISTS vend_suppliers (
  id           VARCHAR(64)  NOT NULL COLLATE utf8mb4_bin PRIMARY KEY,
  name         VARCHAR(255) NOT NULL,
  version      BIGINT       NOT NULL,
  deleted_at   DATETIME(6)  NULL,
  refreshed_at DATETIME(6)  NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
  KEY vend_suppliers_name (name)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE IF NOT EXISTS vend_outlets (
  id           VARCHAR(64)  NOT NULL COLLATE utf8mb4_bin PRIMARY KEY,
  name         VARCHAR(255) NOT NULL,
  time_zone    VARCHAR(64)  NULL,
  currency     VARCHAR(8)   NULL,
  version      BIGINT       NOT NULL,
  deleted_at   DATETIME(6)  NULL,
  refreshed_at DATETIME(6)  NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
  KEY vend_outlets_name (name)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE IF NOT EXISTS vend_products (
  id                VARCHAR(64)   NOT NULL COLLATE utf8mb4_bin PRIMARY KEY,
  sku               VARCHAR(255)  NOT NULL COLLATE utf8mb4_bin,
  name              VARCHAR(512)  NOT NULL,
  handle            VARCHAR(255)  NULL,
  supply_price      DECIMAL(20,5) NULL,
  is_active         BOOLEAN       NOT NULL,
  is_composite      BOOLEAN       NOT NULL,
  has_variants      BOOLEAN       NOT NULL,
  variant_parent_id VARCHAR(64)   NULL COLLATE utf8mb4_bin,
  supplier_id       VARCHAR(64)   NULL COLLATE utf8mb4_bin,
  version           BIGINT        NOT NULL,
  deleted_at        DATETIME(6)   NULL,
  refreshed_at      DATETIME(6)   NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
  KEY vend_products_sku (sku),
  KEY vend_products_handle (handle)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE IF NOT EXISTS vend_consignments (
  id                        VARCHAR(64)   NOT NULL COLLATE utf8mb4_bin PRIMARY KEY,
  public_id                 VARCHAR(64)   NOT NULL COLLATE utf8mb4_bin,
  transfer_category         VARCHAR(32)   NOT NULL DEFAULT 'PURCHASE_ORDER',
  state                     VARCHAR(16)   NOT NULL DEFAULT 'DRAFT',
  supplier                  VARCHAR(255)  NOT NULL COMMENT 'as the buyer wrote it: Lightspeed id or exact name',
  supplier_id               VARCHAR(64)   NULL COLLATE utf8mb4_bin COMMENT 'Lightspeed id, null until resolved',
  outlet                    VARCHAR(255)  NOT NULL COMMENT 'as the buyer wrote it: Lightspeed id or exact name',
  outlet_id                 VARCHAR(64)   NULL COLLATE utf8mb4_bin COMMENT 'Lightspeed id, null until resolved',
  supplier_invoice          VARCHAR(255)  NULL,
  notes                     VARCHAR(2000) NULL,
  due_at                    DATETIME(6)   NULL,
  line_count                INT           NOT NULL DEFAULT 0,
  total_quantity            DECIMAL(20,5) NOT NULL DEFAULT 0,
  total_cost                DECIMAL(24,5) NOT NULL DEFAULT 0,
  import_fingerprint        CHAR(64)      NULL COLLATE utf8mb4_bin COMMENT 'of the file it was made of, when that brought no public id',
  created_by                VARCHAR(128)  NULL,
  approved_by               VARCHAR(128)  NULL,
  approved_at               DATETIME(6)   NULL,
  sent_at                   DATETIME(6)   NULL,
  lightspeed_consignment_id VARCHAR(64)   NULL COLLATE utf8mb4_bin,
  lightspeed_status         VARCHAR(64)   NULL COMMENT 'verbatim from Lightspeed',
  lightspeed_version        BIGINT        NULL,
  lightspeed_checked_at     DATETIME(6)   NULL,
  sync_status               VARCHAR(16)   NOT NULL DEFAULT 'NOT_SYNCED',
  last_error                TEXT          NULL,
  lock_version              INT           NOT NULL DEFAULT 0 COMMENT 'optimistic lock, +1 at every change',
  created_at                DATETIME(6)   NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
  updated_at                DATETIME(6)   NOT NULL DEFAULT CURRENT_TIMESTAMP(6) ON UPDATE CURRENT_TIMESTAMP(6),
  deleted_at                DATETIME(6)   NULL,
  UNIQUE KEY vend_consignments_public_id (public_id),
  UNIQUE KEY vend_consignments_remote (lightspeed_consignment_id),
  UNIQUE KEY vend_consignments_import (import_fingerprint),
  KEY vend_consignments_pending (transfer_category, state, lightspeed_consignment_id),
  KEY vend_consignments_sync_status (sync_status, updated_at),
  KEY vend_consignments_created (created_at),
  CONSTRAINT vend_consignments_state_known
    CHECK (state IN ('DRAFT', 'APPROVED', 'SENT', 'DISPATCHED', 'RECEIVED', 'CANCELLED')),
  CONSTRAINT vend_consignments_sync_status_known
    CHECK (sync_status IN ('NOT_SYNCED', 'QUEUED', 'SYNCING', 'SYNCED', 'FAILED'))
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE IF NOT EXISTS vend_consignment_line_items (
  consignment_id    VARCHAR(64)   NOT NULL COLLATE utf8mb4_bin,
  line_number       INT           NOT NULL,
  sku               VARCHAR(255)  NOT NULL COLLATE utf8mb4_bin,
  product_id        VARCHAR(64)   NULL COLLATE utf8mb4_bin COMMENT 'Lightspeed id, null until resolved',
  name              VARCHAR(512)  NULL,
  quantity          DECIMAL(20,5) NOT NULL,
  unit_cost         DECIMAL(20,5) NOT NULL,
  quantity_received DECIMAL(20,5) NOT NULL DEFAULT 0,
  PRIMARY KEY (consignment_id, line_number),
  KEY vend_consignment_line_items_sku (sku),
  CONSTRAINT vend_consignment_line_items_order
    FOREIGN KEY (consignment_id) REFERENCES vend_consignments (id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE IF NOT EXISTS queue_workers (
  id           VARCHAR(96)  NOT NULL COLLATE utf8mb4_bin PRIMARY KEY,
  host         VARCHAR(255) NOT NULL,
  pid          BIGINT       NOT NULL,
  version      VARCHAR(64)  NOT NULL,
  concurrency  INT          NOT NULL,
  running      INT          NOT NULL DEFAULT 0,
  completed    BIGINT       NOT NULL DEFAULT 0,
  failed       BIGINT       NOT NULL DEFAULT 0,
  started_at   DATETIME(6)  NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
  last_beat_at DATETIME(6)  NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
  lease_until  DATETIME(6)  NOT NULL,
  stopped_at   DATETIME(6)  NULL,
  KEY queue_workers_lease (lease_until)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE IF NOT EXISTS queue_jobs (
  id               BIGINT       NOT NULL AUTO_INCREMENT PRIMARY KEY,
  job_type         VARCHAR(64)  NOT NULL COLLATE utf8mb4_bin,
  status           VARCHAR(16)  NOT NULL DEFAULT 'PENDING' COLLATE utf8mb4_bin,
  priority         VARCHAR(10)  NOT NULL DEFAULT 'normal' COLLATE utf8mb4_bin,
  payload          LONGTEXT     NOT NULL COMMENT 'JSON',
  unique_key       VARCHAR(191) NULL COLLATE utf8mb4_bin COMMENT 'one unfinished job for each',
  attempts         INT          NOT NULL DEFAULT 0 COMMENT 'tries that count; postponed and lost ones do not',
  max_attempts     INT          NULL COMMENT 'null: the setting queue_max_retries, as it is when it matters',
  starts           INT          NOT NULL DEFAULT 0 COMMENT 'how often it was started at all',
  losses           INT          NOT NULL DEFAULT 0 COMMENT 'how often its worker died or lost it',
  worker_id        VARCHAR(96)  NULL COLLATE utf8mb4_bin,
  claim_token      BIGINT       NULL COMMENT 'fences the writes of a worker that lost the job',
  cancel_requested BOOLEAN      NOT NULL DEFAULT FALSE,
  error_message    TEXT         NULL,
  available_at     DATETIME(6)  NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
  started_at       DATETIME(6)  NULL,
  finished_at      DATETIME(6)  NULL,
  created_at       DATETIME(6)  NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
  updated_at       DATETIME(6)  NOT NULL DEFAULT CURRENT_TIMESTAMP(6) ON UPDATE CURRENT_TIMESTAMP(6),
  active_key       VARCHAR(191) COLLATE utf8mb4_bin
    GENERATED ALWAYS AS (IF(status IN ('PENDING', 'PROCESSING'), unique_key, NULL)) STORED,
  UNIQUE KEY queue_jobs_one_unfinished (active_key),
  KEY queue_jobs_claim (status, priority, available_at, id),
  KEY queue_jobs_finished (finished_at),
  KEY queue_jobs_unique_key (unique_key),
  CONSTRAINT queue_jobs_status_known
    CHECK (status IN ('PENDING', 'PROCESSING', 'COMPLETED', 'FAILED', 'CANCELLED')),
  CONSTRAINT queue_jobs_priority_known CHECK (priority IN ('critical', 'high', 'normal', 'low'))
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE IF NOT EXISTS queue_job_attempts (
  id            BIGINT      NOT NULL AUTO_INCREMENT PRIMARY KEY,
  job_id        BIGINT      NOT NULL,
  number        INT         NOT NULL COMMENT 'counts every start of the job, from 1',
  worker_id     VARCHAR(96) NULL COLLATE utf8mb4_bin,
  started_at    DATETIME(6) NULL,
  finished_at   DATETIME(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
  outcome       VARCHAR(16) NOT NULL COMMENT 'COMPLETED, RETRY, POSTPONED, FAILED, CANCELLED, LOST',
  error_message TEXT        NULL,
  KEY queue_job_attempts_job (job_id, number),
  CONSTRAINT queue_job_attempts_job_exists
    FOREIGN KEY (job_id) REFERENCES queue_jobs (id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE IF NOT EXISTS lightspeed_sync_log (
  id            BIGINT      NOT NULL AUTO_INCREMENT PRIMARY KEY,
  entity_type   VARCHAR(32) NOT NULL DEFAULT 'PURCHASE_ORDER',
  entity_id     VARCHAR(64) NOT NULL COLLATE utf8mb4_bin,
  operation     VARCHAR(32) NOT NULL,
  status        VARCHAR(16) NOT NULL,
  was_unknown   BOOLEAN     NOT NULL DEFAULT FALSE COMMENT 'its outcome was unknown at some moment',
  details       JSON        NULL,
  error_message TEXT        NULL,
  job_id        BIGINT      NULL,
  created_at    DATETIME(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
  completed_at  DATETIME(6) NULL,
  KEY lightspeed_sync_log_entity (entity_id, created_at),
  KEY lightspeed_sync_log_created (created_at),
  KEY lightspeed_sync_log_status (status, created_at),
  CONSTRAINT lightspeed_sync_log_status_known
    CHECK (status IN ('PENDING', 'IN_PROGRESS', 'COMPLETED', 'FAILED'))
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE IF NOT EXISTS lightspeed_api_log (
  id               BIGINT       NOT NULL AUTO_INCREMENT PRIMARY KEY,
  operation        VARCHAR(64)  NOT NULL,
  job_id           BIGINT       NULL,
  entity_id        VARCHAR(64)  NULL COLLATE utf8mb4_bin,
  method           VARCHAR(8)   NOT NULL,
  path             VARCHAR(512) NOT NULL,
  status           INT          NULL COMMENT 'null: no answer',
  duration_ms      BIGINT       NOT NULL,
  request_bytes    BIGINT       NOT NULL DEFAULT 0,
  response_bytes   BIGINT       NOT NULL DEFAULT 0,
  budget_limit     INT          NULL,
  budget_remaining INT          NULL,
  request_body     MEDIUMTEXT   NULL COMMENT 'redacted and capped',
  response_body    MEDIUMTEXT   NULL COMMENT 'redacted and capped',
  error_message    TEXT         NULL,
  created_at       DATETIME(6)  NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
  KEY lightspeed_api_log_created (created_at),
  KEY lightspeed_api_log_entity (entity_id, created_at),
  KEY lightspeed_api_log_job (job_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE IF NOT EXISTS lightspeed_webhooks (
  id             BIGINT       NOT NULL AUTO_INCREMENT PRIMARY KEY,
  event_type     VARCHAR(64)  NOT NULL,
  status         VARCHAR(16)  NOT NULL DEFAULT 'RECEIVED',
  body           MEDIUMBLOB   NOT NULL,
  content_type   VARCHAR(128) NULL,
  headers        JSON         NULL,
  verified_by    VARCHAR(32)  NOT NULL COMMENT 'SIGNATURE or PATH_SECRET',
  source_address VARCHAR(64)  NOT NULL,
  consignment_id VARCHAR(64)  NULL COLLATE utf8mb4_bin,
  error_message  TEXT         NULL,
  received_at    DATETIME(6)  NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
  processed_at   DATETIME(6)  NULL,
  KEY lightspeed_webhooks_received (received_at),
  KEY lightspeed_webhooks_status (status, received_at),
  KEY lightspeed_webhooks_consignment (consignment_id),
  CONSTRAINT lightspeed_webhooks_status_known
    CHECK (status IN ('RECEIVED', 'PROCESSED', 'IGNORED', 'FAILED'))
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE IF NOT EXISTS lightspeed_mappings (
  id          BIGINT       NOT NULL AUTO_INCREMENT PRIMARY KEY,
  local_type  VARCHAR(32)  NOT NULL COMMENT 'PURCHASE_ORDER or SKU',
  local_id    VARCHAR(255) NOT NULL COLLATE utf8mb4_bin,
  remote_type VARCHAR(32)  NOT NULL COMMENT 'CONSIGNMENT or PRODUCT',
  remote_id   VARCHAR(64)  NOT NULL COLLATE utf8mb4_bin,
  created_by  VARCHAR(128) NULL,
  created_at  DATETIME(6)  NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
  UNIQUE KEY lightspeed_mappings_local (local_type, local_id),
  UNIQUE KEY lightspeed_mappings_remote (remote_type, remote_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE IF NOT EXISTS sync_cursors (
  name       VARCHAR(64) NOT NULL COLLATE utf8mb4_bin PRIMARY KEY,
  version    BIGINT      NOT NULL COMMENT 'highest Lightspeed version seen',
  updated_at DATETIME(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6) ON UPDATE CURRENT_TIMESTAMP(6)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE IF NOT EXISTS rate_budget (
  retailer             VARCHAR(64)  NOT NULL COLLATE utf8mb4_bin PRIMARY KEY,
  window_seconds       INT          NOT NULL DEFAULT 300,
  call_limit           INT          NULL COMMENT 'as Lightspeed reported it last; null: not known yet',
  remaining            INT          NULL COMMENT 'as Lightspeed reported it last',
  reported_at          DATETIME(6)  NULL,
  foreign_calls        INT          NOT NULL DEFAULT 0 COMMENT 'calls of the window that others made',
  foreign_until        DATETIME(6)  NULL COMMENT 'when the last of them has left the window',
  blocked_until        DATETIME(6)  NULL COMMENT 'no call before this moment, after a 429',
  refused_at           DATETIME(6)  NULL COMMENT 'when Lightspeed refused the credentials; null: not refused',
  refused_reason       TEXT         NULL,
  refused_credential   CHAR(64)     NULL COMMENT 'SHA-256 of the refused token: a new token is tried again',
  updated_at           DATETIME(6)  NOT NULL DEFAULT CURRENT_TIMESTAMP(6) ON UPDATE CURRENT_TIMESTAMP(6)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE IF NOT EXISTS rate_budget_calls (
  retailer VARCHAR(64) NOT NULL COLLATE utf8mb4_bin,
  slot_at  DATETIME(6) NOT NULL COMMENT 'start of the slot, 1 s or less, in which the calls were granted',
  calls    INT         NOT NULL,
  PRIMARY KEY (retailer, slot_at)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE IF NOT EXISTS settings (
  name       VARCHAR(64)  NOT NULL COLLATE utf8mb4_bin PRIMARY KEY,
  value      TEXT         NOT NULL COMMENT 'encrypted when the setting is a secret',
  updated_by VARCHAR(128) NULL,
  updated_at DATETIME(6)  NOT NULL DEFAULT CURRENT_TIMESTAMP(6) ON UPDATE CURRENT_TIMESTAMP(6)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE IF NOT EXISTS users (
  id            BIGINT       NOT NULL AUTO_INCREMENT PRIMARY KEY,
  username      VARCHAR(128) NOT NULL,
  password_hash VARCHAR(255) NULL COMMENT 'null until the one-time set-up link was used',
  role          VARCHAR(16)  NOT NULL,
  is_active     BOOLEAN      NOT NULL DEFAULT TRUE,
  last_login_at DATETIME(6)  NULL,
  created_at    DATETIME(6)  NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
  updated_at    DATETIME(6)  NOT NULL DEFAULT CURRENT_TIMESTAMP(6) ON UPDATE CURRENT_TIMESTAMP(6),
  UNIQUE KEY users_username (username),
  CONSTRAINT users_role_known CHECK (role IN ('viewer', 'buyer', 'approver', 'operator', 'admin'))
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE IF NOT EXISTS remember_tokens (
  id         BIGINT      NOT NULL AUTO_INCREMENT PRIMARY KEY,
  user_id    BIGINT      NOT NULL,
  token_hash CHAR(64)    NOT NULL COLLATE utf8mb4_bin,
  created_at DATETIME(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
  expires_at DATETIME(6) NOT NULL,
  UNIQUE KEY remember_tokens_hash (token_hash),
  CONSTRAINT remember_tokens_user FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE IF NOT EXISTS api_tokens (
  id           BIGINT       NOT NULL AUTO_INCREMENT PRIMARY KEY,
  name         VARCHAR(128) NOT NULL,
  token_hash   CHAR(64)     NOT NULL COLLATE utf8mb4_bin,
  scopes       VARCHAR(512) NOT NULL,
  created_by   VARCHAR(128) NULL,
  last_used_at DATETIME(6)  NULL,
  expires_at   DATETIME(6)  NULL,
  revoked_at   DATETIME(6)  NULL,
  created_at   DATETIME(6)  NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
  UNIQUE KEY api_tokens_hash (token_hash)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE IF NOT EXISTS audit_log (
  id             BIGINT       NOT NULL AUTO_INCREMENT PRIMARY KEY,
  actor          VARCHAR(128) NOT NULL,
  action         VARCHAR(64)  NOT NULL,
  entity_type    VARCHAR(32)  NULL,
  entity_id      VARCHAR(255) NULL,
  details        JSON         NULL,
  source_address VARCHAR(64)  NULL,
  previous_hash  CHAR(64)     NOT NULL,
  hash           CHAR(64)     NOT NULL,
  created_at     DATETIME(6)  NOT NULL,
  KEY audit_log_entity (entity_type, entity_id),
  KEY audit_log_created (created_at)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE IF NOT EXISTS audit_chain (
  id      TINYINT  NOT NULL PRIMARY KEY DEFAULT 1,
  last_id BIGINT   NOT NULL COMMENT 'the last entry of audit_log; 0: none yet',
  hash    CHAR(64) NOT NULL COMMENT 'its hash; entries are appended one after the other by locking this row',
  CONSTRAINT audit_chain_one_row CHECK (id = 1)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
