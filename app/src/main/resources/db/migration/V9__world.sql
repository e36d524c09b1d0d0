-- What moves while we look away: people, restored and copied databases, other stores, outages.
-- Each section belongs to one package, its tables' only writer.

-- sync: one writer for each order. Valid only while that job is claimed with that token, so it ends
-- with the job's claim, however that ends.
ALTER TABLE vend_consignments
  ADD COLUMN IF NOT EXISTS writer_job_id BIGINT NULL COMMENT 'queue_jobs.id of the job that may write to its consignments',
  ADD COLUMN IF NOT EXISTS writer_token  BIGINT NULL COMMENT 'its claim token',
  ADD COLUMN IF NOT EXISTS receipt_unfinished BOOLEAN NOT NULL DEFAULT FALSE COMMENT 'a line of its receipt is still being processed',
  ADD COLUMN IF NOT EXISTS folded_public_id VARCHAR(64) COLLATE utf8mb4_bin
    GENERATED ALWAYS AS (LOWER(public_id)) STORED COMMENT 'references are compared folded; numbers are ASCII',
  ADD INDEX IF NOT EXISTS vend_consignments_folded (folded_public_id);

-- sync: since when a doubt is waited for; the settle time counts from there.
ALTER TABLE lightspeed_sync_log
  ADD COLUMN IF NOT EXISTS taken_at DATETIME(6) NULL COMMENT 'when an attempt first took over that its outcome is unknown';

ALTER TABLE vend_consignments DROP CONSTRAINT IF EXISTS vend_consignments_sync_status_known;
ALTER TABLE vend_consignments ADD CONSTRAINT IF NOT EXISTS vend_consignments_sync_status_known
  CHECK (sync_status IN ('NOT_SYNCED', 'QUEUED', 'SYNCING', 'SYNCED', 'DIFFERS', 'FAILED'));

-- drift: how loud a difference is, and the further consignments of an order.
ALTER TABLE lightspeed_drift
  ADD COLUMN IF NOT EXISTS grade VARCHAR(8) NOT NULL DEFAULT 'PLAIN'
    COMMENT 'LOUD: a person must act now; PLAIN: a person''s edit, until settled or left';

CREATE TABLE IF NOT EXISTS vend_consignment_links (
  order_id       VARCHAR(64) NOT NULL COLLATE utf8mb4_bin COMMENT 'vend_consignments.id',
  consignment_id VARCHAR(64) NOT NULL COLLATE utf8mb4_bin,
  role           VARCHAR(8)  NOT NULL COMMENT 'LINKED: part of the order, its receipts count; SECOND: one too many',
  status         VARCHAR(64) NULL COMMENT 'verbatim from Lightspeed',
  version        BIGINT      NULL,
  found_at       DATETIME(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
  PRIMARY KEY (order_id, consignment_id),
  KEY vend_consignment_links_consignment (consignment_id),
  CONSTRAINT vend_consignment_links_order
    FOREIGN KEY (order_id) REFERENCES vend_consignments (id) ON DELETE CASCADE,
  CONSTRAINT vend_consignment_links_role_known CHECK (role IN ('LINKED', 'SECOND'))
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- register: which references are known in the store, and how far its list was walked.
CREATE TABLE IF NOT EXISTS lightspeed_references (
  consignment_id    VARCHAR(64)  NOT NULL COLLATE utf8mb4_bin PRIMARY KEY,
  reference         VARCHAR(512) NULL COLLATE utf8mb4_bin COMMENT 'as Lightspeed shows it',
  folded_reference  VARCHAR(255) NULL COLLATE utf8mb4_bin COMMENT 'as it is compared: NFC, blanks, case',
  former_references JSON         NOT NULL DEFAULT '[]' COMMENT 'folded ones it had before, newest first',
  has_former        BOOLEAN      NOT NULL DEFAULT FALSE,
  status            VARCHAR(64)  NOT NULL COMMENT 'verbatim from Lightspeed',
  supplier_id       VARCHAR(64)  NULL COLLATE utf8mb4_bin,
  outlet_id         VARCHAR(64)  NULL COLLATE utf8mb4_bin,
  version           BIGINT       NOT NULL,
  is_ours           BOOLEAN      NOT NULL DEFAULT FALSE COMMENT 'made by a create of ours',
  gone_at           DATETIME(6)  NULL COMMENT 'since when it is known not to be there any more',
  change_number     BIGINT       NOT NULL DEFAULT 0 COMMENT 'the page of the register that saw it change last',
  seen_at           DATETIME(6)  NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
  KEY lightspeed_references_folded (folded_reference),
  KEY lightspeed_references_former (has_former),
  KEY lightspeed_references_version (version),
  KEY lightspeed_references_changed (change_number),
  KEY lightspeed_references_seen (seen_at)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE IF NOT EXISTS lightspeed_register (
  id              TINYINT     NOT NULL PRIMARY KEY DEFAULT 1,
  walk            BIGINT      NOT NULL DEFAULT 0 COMMENT 'number of the walk begun last',
  position        BIGINT      NOT NULL DEFAULT 0 COMMENT 'highest version that was read',
  settled         BIGINT      NOT NULL DEFAULT 0 COMMENT 'highest version read two minutes before: where a walk starts',
  began_at        DATETIME(6) NULL COMMENT 'beginning of the last walk that came to its end',
  ended_at        DATETIME(6) NULL,
  ended_walk      BIGINT      NOT NULL DEFAULT 0 COMMENT 'its number',
  change_number   BIGINT      NOT NULL DEFAULT 0 COMMENT 'pages saved so far',
  compared_change BIGINT      NOT NULL DEFAULT 0 COMMENT 'up to which of them orders were compared with the register',
  distrusted_at   DATETIME(6) NULL COMMENT 'what was walked before may be out of date: an outage, a 429, a database that went back',
  checked_at      DATETIME(6) NULL COMMENT 'when the list was last asked from just below',
  trouble         TEXT        NULL COMMENT 'what keeps a walk from its end; null: nothing',
  trouble_version BIGINT      NULL COMMENT 'after which version that is',
  CONSTRAINT lightspeed_register_one_row CHECK (id = 1)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

INSERT IGNORE INTO lightspeed_register (id) VALUES (1);

-- installation: which past this database has, who may send with it, and which store it belongs to.
CREATE TABLE IF NOT EXISTS installation (
  id                TINYINT      NOT NULL PRIMARY KEY DEFAULT 1,
  epoch             BIGINT       NOT NULL DEFAULT 1 COMMENT 'grows by one whenever the database went back',
  went_back_at      DATETIME(6)  NULL COMMENT 'when the last of them was noticed',
  went_back_why     TEXT         NULL,
  key_id            VARCHAR(16)  NULL COLLATE utf8mb4_bin COMMENT 'short name of the key that may send; null: nothing was sent yet',
  key_salt          CHAR(32)     NULL COLLATE utf8mb4_bin,
  key_mark          CHAR(64)     NULL COLLATE utf8mb4_bin COMMENT 'made of the salt with that key',
  second_key_id     VARCHAR(16)  NULL COLLATE utf8mb4_bin COMMENT 'another key that may send while keys are changed',
  second_key_salt   CHAR(32)     NULL COLLATE utf8mb4_bin,
  second_key_mark   CHAR(64)     NULL COLLATE utf8mb4_bin,
  is_copy           BOOLEAN      NOT NULL DEFAULT FALSE COMMENT 'said to be a copy: never sends',
  confirmed_by      VARCHAR(128) NULL COMMENT 'who said last what this database is',
  confirmed_at      DATETIME(6)  NULL,
  stopped_at        DATETIME(6)  NULL COMMENT 'sending stopped: a copy with the same key must be at work',
  stopped_why       TEXT         NULL,
  store_number      BIGINT       NOT NULL DEFAULT 0 COMMENT 'grows by one with every store; 0: none is known yet',
  store_id          VARCHAR(64)  NULL COLLATE utf8mb4_bin COMMENT 'of the retailer; null: refused or not asked yet',
  store_name        VARCHAR(255) NULL,
  store_outlets     JSON         NOT NULL DEFAULT '[]' COMMENT 'ids of all outlets ever seen in it',
  store_connection  CHAR(64)     NULL COLLATE utf8mb4_bin COMMENT 'of address and token that were found to lead to it',
  store_asked_at    DATETIME(6)  NULL,
  other_id          VARCHAR(64)  NULL COLLATE utf8mb4_bin COMMENT 'of another store that address and token lead to',
  other_name        VARCHAR(255) NULL,
  other_connection  CHAR(64)     NULL COLLATE utf8mb4_bin COMMENT 'of the address and token that lead there; null: none does',
  other_seen_at     DATETIME(6)  NULL,
  CONSTRAINT installation_one_row CHECK (id = 1)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

INSERT IGNORE INTO installation (id) VALUES (1);

-- Consignments with the number of an order that was never announced here: a copy with our key.
CREATE TABLE IF NOT EXISTS installation_twins (
  consignment_id VARCHAR(64) NOT NULL COLLATE utf8mb4_bin PRIMARY KEY,
  order_id       VARCHAR(64) NOT NULL COLLATE utf8mb4_bin COMMENT 'vend_consignments.id',
  seen_at        DATETIME(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
  settled_at     DATETIME(6) NULL COMMENT 'a person confirmed the installation since then',
  KEY installation_twins_seen (seen_at)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- Servers that run, so that nothing is restored beneath them. Workers have their own table.
CREATE TABLE IF NOT EXISTS installation_servers (
  id      VARCHAR(96)  NOT NULL COLLATE utf8mb4_bin PRIMARY KEY,
  host    VARCHAR(255) NOT NULL,
  pid     BIGINT       NOT NULL,
  seen_at DATETIME(6)  NOT NULL DEFAULT CURRENT_TIMESTAMP(6)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

ALTER TABLE vend_consignments
  ADD COLUMN IF NOT EXISTS former_store VARCHAR(255) NULL
    COMMENT 'the store it was sent to, when that is not the one of this installation any more';

-- The fence: an announcement names the epoch that it was made in. Programs before this version do
-- not, so whatever they want to send is refused here, before it leaves.
ALTER TABLE lightspeed_sync_log
  ADD COLUMN IF NOT EXISTS epoch BIGINT NULL COMMENT 'installation.epoch when it was announced';

UPDATE lightspeed_sync_log
SET epoch = 0
WHERE status = 'IN_PROGRESS'
  AND epoch IS NULL;

ALTER TABLE lightspeed_sync_log DROP CONSTRAINT IF EXISTS lightspeed_sync_log_in_an_epoch;
ALTER TABLE lightspeed_sync_log ADD CONSTRAINT IF NOT EXISTS lightspeed_sync_log_in_an_epoch
  CHECK (status <> 'IN_PROGRESS' OR epoch IS NOT NULL);

-- job: beats tell a database that went back; announcements let a cluster see that two of them conflict.
ALTER TABLE queue_workers
  ADD COLUMN IF NOT EXISTS beats BIGINT NOT NULL DEFAULT 0 COMMENT 'grows with each beat; less than the worker remembers: the database went back';

ALTER TABLE queue_jobs
  ADD COLUMN IF NOT EXISTS announcements INT NOT NULL DEFAULT 0 COMMENT 'grows with each remote write that is announced';

CREATE TABLE IF NOT EXISTS queue_state (
  id          TINYINT NOT NULL PRIMARY KEY DEFAULT 1,
  setbacks    BIGINT  NOT NULL DEFAULT 0 COMMENT 'how often workers noticed that the database went back',
  clock_steps BIGINT  NOT NULL DEFAULT 0 COMMENT 'how often workers noticed that its clock was set',
  CONSTRAINT queue_state_one_row CHECK (id = 1)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

INSERT IGNORE INTO queue_state (id) VALUES (1);

-- catalog: SKUs are found without their outer blanks when no product has them to the byte; names
-- by their folded form, which only the program makes (NULL: not made yet, then it reads the name).
ALTER TABLE vend_products
  ADD COLUMN IF NOT EXISTS bare_sku VARCHAR(255) NULL COLLATE utf8mb4_bin
    COMMENT 'the SKU without its outer blanks; null when it has none',
  ADD INDEX IF NOT EXISTS vend_products_bare_sku (bare_sku);

UPDATE vend_products
SET bare_sku = TRIM(sku)
WHERE LENGTH(sku) <> LENGTH(TRIM(sku))
  AND bare_sku IS NULL;

ALTER TABLE vend_suppliers
  ADD COLUMN IF NOT EXISTS folded_name VARCHAR(512) NULL COLLATE utf8mb4_bin
    COMMENT 'as it is compared: NFC, blanks, case',
  ADD INDEX IF NOT EXISTS vend_suppliers_folded (folded_name);

ALTER TABLE vend_outlets
  ADD COLUMN IF NOT EXISTS folded_name VARCHAR(512) NULL COLLATE utf8mb4_bin
    COMMENT 'as it is compared: NFC, blanks, case',
  ADD INDEX IF NOT EXISTS vend_outlets_folded (folded_name);

CREATE TABLE IF NOT EXISTS catalog_looks (
  list       VARCHAR(16) NOT NULL COLLATE utf8mb4_bin PRIMARY KEY COMMENT 'suppliers, outlets or products',
  began_at   DATETIME(6) NULL COMMENT 'beginning of the last look that came to the end of the list',
  settled    BIGINT      NULL COMMENT 'where a look begins: as far as one came that began two minutes before',
  settling   BIGINT      NULL COMMENT 'becomes settled two minutes after settling_at',
  settling_at DATETIME(6) NULL,
  trouble    TEXT        NULL COMMENT 'why the list cannot be read; null: it can',
  trouble_at DATETIME(6) NULL COMMENT 'since when'
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE IF NOT EXISTS catalog_odd_rows (
  list     VARCHAR(16)  NOT NULL COLLATE utf8mb4_bin COMMENT 'suppliers, outlets or products',
  row_id   VARCHAR(64)  NOT NULL COLLATE utf8mb4_bin COMMENT 'its id; empty when it has none',
  problem  VARCHAR(512) NOT NULL,
  found_at DATETIME(6)  NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
  PRIMARY KEY (list, row_id)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- sync: lines that were sent as one product while Lightspeed gave their SKU to another.
CREATE TABLE IF NOT EXISTS lightspeed_moved_skus (
  order_id   VARCHAR(64)  NOT NULL COLLATE utf8mb4_bin COMMENT 'vend_consignments.id',
  sku        VARCHAR(255) NOT NULL COLLATE utf8mb4_bin,
  sent_as    VARCHAR(64)  NOT NULL COLLATE utf8mb4_bin COMMENT 'the product that was ordered',
  means_now  VARCHAR(64)  NOT NULL COLLATE utf8mb4_bin COMMENT 'the product that has the SKU since',
  found_at   DATETIME(6)  NOT NULL DEFAULT CURRENT_TIMESTAMP(6),
  PRIMARY KEY (order_id, sku, sent_as),
  CONSTRAINT lightspeed_moved_skus_order
    FOREIGN KEY (order_id) REFERENCES vend_consignments (id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- retailer: the line to Lightspeed, one fact for all processes of a retailer.
CREATE TABLE IF NOT EXISTS lightspeed_line (
  retailer         VARCHAR(64) NOT NULL COLLATE utf8mb4_bin PRIMARY KEY,
  state            VARCHAR(8)  NOT NULL DEFAULT 'UP' COMMENT 'UP, DOWN, FIRST (one order goes first), HOLD',
  since            DATETIME(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6) COMMENT 'when that began',
  reason           TEXT        NULL COMMENT 'for people; null while UP',
  up_since         DATETIME(6) NOT NULL DEFAULT CURRENT_TIMESTAMP(6) COMMENT 'when an outage ended last',
  outage_since     DATETIME(6) NULL COMMENT 'of the outage, or of the one that ended while one order goes first',
  outage_reason    TEXT        NULL,
  credential       CHAR(64)    NULL COMMENT 'SHA-256 of the token that was refused',
  probe_at         DATETIME(6) NULL COMMENT 'when Lightspeed is asked again',
  probe_delay_us   BIGINT      NULL,
  probing_until    DATETIME(6) NULL COMMENT 'a process is asking; after this moment another may',
  probed_at        DATETIME(6) NULL COMMENT 'when the last answer, or none, was had',
  trial_job        BIGINT      NULL COMMENT 'queue_jobs.id of the one that may send while others wait',
  streak_kind      VARCHAR(64) NULL COMMENT 'what was refused',
  streak_words     TEXT        NULL COMMENT 'status and text of the refusal',
  streak_orders    JSON        NOT NULL DEFAULT '[]' COMMENT 'orders that were refused in a row, with their jobs',
  streak_at        DATETIME(6) NULL COMMENT 'the last of them',
  hold_since       DATETIME(6) NULL COMMENT 'sending is held because of the streak',
  hold_trial_at    DATETIME(6) NULL COMMENT 'when the next order is tried',
  hold_delay_us    BIGINT      NULL,
  CONSTRAINT lightspeed_line_state_known CHECK (state IN ('UP', 'DOWN', 'FIRST', 'HOLD'))
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE IF NOT EXISTS lightspeed_line_pauses (
  subject  VARCHAR(191) NOT NULL COLLATE utf8mb4_bin PRIMARY KEY COMMENT 'unique_key of the job',
  since    DATETIME(6)  NOT NULL COMMENT 'since when it waits and is tried again and again',
  last_at  DATETIME(6)  NOT NULL COMMENT 'when it failed last',
  pauses   INT          NOT NULL COMMENT 'how often so far',
  reason   TEXT         NOT NULL,
  KEY lightspeed_line_pauses_last (last_at)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

ALTER TABLE rate_budget
  DROP COLUMN IF EXISTS refused_at,
  DROP COLUMN IF EXISTS refused_reason,
  DROP COLUMN IF EXISTS refused_credential;

-- purchaseorder: a due date is a day at the outlet. What was typed as a day is midnight UTC and stays
-- that day. Anything else was taken over from Lightspeed, where it is the day in the outlet's zone: by the
-- server's table of zones, or, where that was never filled, by as many hours as bring a midnight of that
-- part of the world to its day.
UPDATE vend_consignments c
LEFT JOIN vend_outlets o
  ON o.id = c.outlet_id
SET c.due_at = DATE(COALESCE(
    CONVERT_TZ(c.due_at, '+00:00', o.time_zone),
    c.due_at + INTERVAL CASE SUBSTRING_INDEX(o.time_zone, '/', 1)
      WHEN 'Pacific' THEN IF(o.time_zone IN ('Pacific/Honolulu', 'Pacific/Pago_Pago', 'Pacific/Tahiti'), 0, 13)
      WHEN 'Australia' THEN 11
      WHEN 'Asia' THEN 9
      WHEN 'Europe' THEN 3
      WHEN 'Africa' THEN 3
      ELSE 0
    END HOUR)),
  c.updated_at = c.updated_at
WHERE c.due_at IS NOT NULL
  AND TIME(c.due_at) <> '00:00:00';

ALTER TABLE vend_consignments
  MODIFY COLUMN IF EXISTS due_at DATE NULL COMMENT 'a day in the zone of the outlet';
