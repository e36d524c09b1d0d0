-- The connection to Lightspeed that a person agreed to. The access token is the setting
-- lightspeed_api_token, so that every process follows it; the refresh token is here.

CREATE TABLE IF NOT EXISTS lightspeed_oauth (
  id            TINYINT      NOT NULL PRIMARY KEY DEFAULT 1,
  domain_prefix VARCHAR(64)  NOT NULL,
  refresh_token TEXT         NOT NULL COMMENT 'encrypted',
  expires_at    DATETIME(6)  NOT NULL COMMENT 'until when the access token is good',
  claimed_until DATETIME(6)  NULL COMMENT 'a process is refreshing; after this moment another one may',
  claim         BIGINT       NOT NULL DEFAULT 0 COMMENT 'grows by one at every claim',
  trouble       TEXT         NULL COMMENT 'why it has to be connected anew; null: all is well',
  connected_by  VARCHAR(128) NOT NULL,
  connected_at  DATETIME(6)  NOT NULL,
  refreshed_at  DATETIME(6)  NULL,
  CONSTRAINT lightspeed_oauth_one_row CHECK (id = 1)
) ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_unicode_ci;
