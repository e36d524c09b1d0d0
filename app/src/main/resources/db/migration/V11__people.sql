-- People: sessions of our own with hashed ids, one normal form of names, a second factor, known
-- devices, and whom a token acts for.

ALTER TABLE users
  MODIFY COLUMN username VARCHAR(128) NOT NULL COLLATE utf8mb4_bin,
  ADD COLUMN IF NOT EXISTS name_key VARCHAR(400) NULL COLLATE utf8mb4_bin
    COMMENT 'normal form of username, by which people are found; null: not made yet',
  ADD COLUMN IF NOT EXISTS failed_sign_ins INT NOT NULL DEFAULT 0
    COMMENT 'since the person last signed in',
  ADD COLUMN IF NOT EXISTS last_failed_at DATETIME(6) NULL,
  ADD COLUMN IF NOT EXISTS last_failed_from VARCHAR(64) NULL,
  ADD COLUMN IF NOT EXISTS second_factor VARCHAR(255) NULL
    COMMENT 'encrypted secret of the authenticator app; null: none',
  ADD COLUMN IF NOT EXISTS second_factor_step BIGINT NULL
    COMMENT 'the newest 30-second step whose code was used',
  ADD UNIQUE KEY IF NOT EXISTS users_name_key (name_key);

CREATE TABLE IF NOT EXISTS recovery_codes (
  user_id   BIGINT      NOT NULL,
  code_hash CHAR(64)    NOT NULL COLLATE utf8mb4_bin COMMENT 'SHA-256 of the code',
  PRIMARY KEY (user_id, code_hash),
  CONSTRAINT recovery_codes_user FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

-- Sessions of before this version end: their ids lay here as the cookie has them.
DROP TABLE IF EXISTS web_sessions;

CREATE TABLE IF NOT EXISTS web_sessions (
  id             BIGINT       NOT NULL AUTO_INCREMENT PRIMARY KEY,
  token_hash     CHAR(64)     NOT NULL COLLATE utf8mb4_bin COMMENT 'SHA-256 of the cookie',
  user_id        BIGINT       NOT NULL,
  session_epoch  INT          NOT NULL COMMENT 'users.session_epoch when it began; another one ends it',
  is_complete    BOOLEAN      NOT NULL COMMENT 'false: the second factor is missing',
  began_at       DATETIME(6)  NOT NULL,
  seen_at        DATETIME(6)  NOT NULL COMMENT 'the last request, to the minute',
  confirmed_at   DATETIME(6)  NOT NULL COMMENT 'when the person last proved who they are',
  source_address VARCHAR(64)  NOT NULL,
  user_agent     VARCHAR(255) NULL,
  attributes     JSON         NOT NULL DEFAULT '{}' COMMENT 'what a page left for the next one',
  UNIQUE KEY web_sessions_token (token_hash),
  KEY web_sessions_user (user_id),
  CONSTRAINT web_sessions_user FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

ALTER TABLE api_tokens
  ADD COLUMN IF NOT EXISTS user_id BIGINT NULL COMMENT 'whom it acts for; null: who made it at the shell',
  ADD KEY IF NOT EXISTS api_tokens_user (user_id);

UPDATE api_tokens t
JOIN users u ON u.username = t.created_by COLLATE utf8mb4_bin
SET t.user_id = u.id
WHERE t.user_id IS NULL;

-- Room for a person and a token of theirs.
ALTER TABLE audit_log MODIFY COLUMN IF EXISTS actor VARCHAR(255) NOT NULL;
ALTER TABLE order_requests MODIFY COLUMN IF EXISTS created_by VARCHAR(255) NOT NULL;
ALTER TABLE lightspeed_drift MODIFY COLUMN IF EXISTS ignored_by VARCHAR(255) NULL COMMENT 'who wants to see it no more until it changes';
ALTER TABLE lightspeed_mappings MODIFY COLUMN IF EXISTS created_by VARCHAR(255) NULL;
ALTER TABLE order_editors MODIFY COLUMN IF EXISTS editor VARCHAR(255) NOT NULL COLLATE utf8mb4_bin;
ALTER TABLE vend_consignments
  MODIFY COLUMN IF EXISTS created_by VARCHAR(255) NULL,
  MODIFY COLUMN IF EXISTS approved_by VARCHAR(255) NULL;
ALTER TABLE installation MODIFY COLUMN IF EXISTS confirmed_by VARCHAR(255) NULL COMMENT 'who said last what this database is';

-- Drafts that a token wrote are also the work of whoever made the token.
INSERT IGNORE INTO order_editors (order_id, editor)
SELECT c.id, t.created_by
FROM vend_consignments c
JOIN api_tokens t ON c.created_by = CONCAT('token:', t.name)
WHERE c.state = 'DRAFT'
  AND t.created_by IS NOT NULL;

INSERT IGNORE INTO order_editors (order_id, editor)
SELECT e.order_id, t.created_by
FROM order_editors e
JOIN api_tokens t ON e.editor = CONCAT('token:', t.name) COLLATE utf8mb4_bin
JOIN vend_consignments c ON c.id = e.order_id
WHERE c.state = 'DRAFT'
  AND t.created_by IS NOT NULL;
