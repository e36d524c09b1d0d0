-- The audit log is keyed: whoever can write to the database cannot hash the chain again. Entries
-- from before keep their hashes; the first entry after this one binds them.

ALTER TABLE audit_log
  ADD COLUMN IF NOT EXISTS key_id CHAR(8) NULL COLLATE utf8mb4_bin
    COMMENT 'short name of the key with which hash was made; null: written before entries were keyed'
    AFTER hash;

ALTER TABLE audit_chain
  ADD COLUMN IF NOT EXISTS pruned_id BIGINT NOT NULL DEFAULT 0
    COMMENT 'the last entry that audit:prune deleted; 0: none',
  ADD COLUMN IF NOT EXISTS pruned_hash CHAR(64) NULL COLLATE utf8mb4_bin
    COMMENT 'its hash, which the first entry that is left follows',
  ADD COLUMN IF NOT EXISTS key_id CHAR(8) NULL COLLATE utf8mb4_bin
    COMMENT 'short name of the key with which seal was made',
  ADD COLUMN IF NOT EXISTS seal CHAR(64) NULL COLLATE utf8mb4_bin
    COMMENT 'proves with that key that the product wrote this row';
