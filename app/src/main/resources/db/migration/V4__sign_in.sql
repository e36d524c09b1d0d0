-- Signing in to the console: sessions, one-time links to choose a password, and how often somebody tried.

ALTER TABLE users
  ADD COLUMN IF NOT EXISTS session_epoch INT NOT NULL DEFAULT 0
    COMMENT 'grows by one whenever all sessions of this user end';

-- Written by Jetty's session store; times are milliseconds since 1970.
CREATE TABLE IF NOT EXISTS web_sessions (
  session_id       VARCHAR(120) NOT NULL COLLATE utf8mb4_bin,
  context_path     VARCHAR(60)  NOT NULL COLLATE utf8mb4_bin,
  virtual_host     VARCHAR(60)  NOT NULL COLLATE utf8mb4_bin,
  last_node        VARCHAR(60)  NULL,
  access_time      BIGINT       NULL,
  last_access_time BIGINT       NULL,
  create_time      BIGINT       NULL,
  cookie_time      BIGINT       NULL,
  last_saved_time  BIGINT       NULL,
  expiry_time      BIGINT       NULL,
  max_interval     BIGINT       NULL,
  attributes       LONGBLOB     NULL,
  PRIMARY KEY (session_id, context_path, virtual_host),
  KEY web_sessions_expiry (expiry_time)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE IF NOT EXISTS sign_in_links (
  token_hash CHAR(64)     NOT NULL COLLATE utf8mb4_bin PRIMARY KEY COMMENT 'SHA-256 of the secret in the link',
  user_id    BIGINT       NULL COMMENT 'who chooses a password; null: the first admin',
  created_by VARCHAR(128) NOT NULL,
  created_at DATETIME(6)  NOT NULL,
  expires_at DATETIME(6)  NOT NULL,
  KEY sign_in_links_user (user_id),
  CONSTRAINT sign_in_links_user FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;

CREATE TABLE IF NOT EXISTS sign_in_tries (
  subject  CHAR(64)    NOT NULL COLLATE utf8mb4_bin PRIMARY KEY COMMENT 'SHA-256 of the name or the address that tried',
  began_at DATETIME(6) NOT NULL COMMENT 'beginning of the time in which tries are counted',
  tries    INT         NOT NULL,
  KEY sign_in_tries_began (began_at)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
