-- A token whose user sees only some outlets is shown a list that looks whole. Before a walk the
-- register makes sure, once an hour and for each token, that the user sees all of them.

ALTER TABLE lightspeed_register
  ADD COLUMN IF NOT EXISTS seen_with CHAR(64) NULL COLLATE utf8mb4_bin
    COMMENT 'SHA-256 of the token whose user was last found to see all outlets',
  ADD COLUMN IF NOT EXISTS seen_with_at DATETIME(6) NULL
    COMMENT 'when that was';
