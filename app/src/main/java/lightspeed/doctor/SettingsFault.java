package lightspeed.doctor;

/// What can be wrong with settings.
final class SettingsFault {
  static final Fault SETTING_NOT_ALLOWED =
      Fault.fault(
          Topic.SETTINGS,
          "setting-not-allowed",
          "Nothing can be started while a value is not allowed.",
          "lightspeed-cli config:show");

  static final Fault SETTING_UNKNOWN =
      Fault.fault(
          Topic.SETTINGS,
          "setting-unknown",
          "This name is not a setting, so its value has no effect.",
          "lightspeed-cli config:show");

  static final Fault SETTING_MISTYPED =
      Fault.hint(
          Topic.SETTINGS,
          "setting-mistyped",
          "A name in the environment that is nearly a setting: what was meant by it does not hold.",
          "lightspeed-cli config:show");

  static final Fault ENV_FILE_UNREADABLE =
      Fault.fault(
          Topic.SETTINGS,
          "env-file-unreadable",
          "The settings in .env cannot be read, so none of them holds.",
          "lightspeed-cli --env-file=<file> config:show");

  static final Fault SETTING_CANNOT_BE_OPENED =
      Fault.fault(
          Topic.SETTINGS,
          "setting-cannot-be-opened",
          "A secret in the database cannot be decrypted, so whatever needs it stands" + " still.",
          "lightspeed-cli config:set <setting> -");

  static final Fault SETTING_HIDDEN =
      Fault.hint(
          Topic.SETTINGS,
          "setting-hidden",
          "What config:set stored has no effect, because something stronger says" + " otherwise.",
          "lightspeed-cli config:show <setting>");

  static final Fault REQUEST_TIMEOUT_SHORTENED =
      Fault.hint(
          Topic.SETTINGS,
          "request-timeout-shortened",
          "Calls are given up sooner than was set: the lease must outlast them.",
          "lightspeed-cli config:set queue_lease_seconds <seconds>");

  static final Fault SETTLE_TOO_SHORT =
      Fault.fault(
          Topic.SETTINGS,
          "settle-too-short",
          "A call that timed out may still take effect after it was believed not to: an"
              + " order could be doubled.",
          "lightspeed-cli config:set sync_settle_seconds 30");

  static final Fault API_URL_OVERRIDES_STORE =
      Fault.fault(
          Topic.SETTINGS,
          "api-url-overrides-store",
          "Orders go to the address and not to the store that is set: perhaps a sandbox"
              + " was left.",
          "lightspeed-cli config:unset lightspeed_api_url");

  static final Fault API_URL_NOT_ENCRYPTED =
      Fault.fault(
          Topic.SETTINGS,
          "api-url-not-encrypted",
          "Token and orders cross the network readable by everyone between.",
          "lightspeed-cli config:unset lightspeed_api_url");

  static final Fault API_VERSION_UNTESTED =
      Fault.hint(
          Topic.SETTINGS,
          "api-version-untested",
          "This program was tested with versions 2.0 and 2026-07 of the API.",
          "lightspeed-cli config:unset lightspeed_api_version");

  static final Fault API_VERSION_ENDING =
      Fault.hint(
          Topic.SETTINGS,
          "api-version-ending",
          "Lightspeed may soon end this version of the API. It then answers as its oldest one,"
              + " without a sign.",
          "lightspeed-cli config:set lightspeed_api_version <version>");

  static final Fault API_VERSION_ENDED =
      Fault.fault(
          Topic.SETTINGS,
          "api-version-ended",
          "Lightspeed need not have this version of the API any more. It then answers as its oldest"
              + " one, without a sign.",
          "lightspeed-cli config:set lightspeed_api_version <version>");

  static final Fault RATE_WINDOW_UNUSUAL =
      Fault.hint(
          Topic.SETTINGS,
          "rate-window-unusual",
          "Lightspeed counts calls in 300 s; with another window calls are refused, or"
              + " left unused.",
          "lightspeed-cli config:unset lightspeed_rate_window");

  static final Fault NO_SECOND_TRY =
      Fault.hint(
          Topic.SETTINGS,
          "no-second-try",
          "A job that fails once, for whatever reason, is not tried again.",
          "lightspeed-cli config:unset queue_max_retries");

  static final Fault POLL_INTERVAL_LONG =
      Fault.hint(
          Topic.SETTINGS,
          "poll-interval-long",
          "Receipts and cancellations come back late unless a webhook tells of them.",
          "lightspeed-cli config:unset sync_poll_interval");

  static final Fault RETENTION_ENDLESS =
      Fault.hint(
          Topic.SETTINGS,
          "retention-endless",
          "History is kept for ten years or more, so the database only grows.",
          "lightspeed-cli config:unset <setting>");

  static final Fault NOTIFY_SECRET_MISSING =
      Fault.fault(
          Topic.SETTINGS,
          "notify-secret-missing",
          "Nothing is sent to notify_url, because it could not be signed.",
          "lightspeed-cli config:set notify_secret -");

  static final Fault PREVIOUS_SECRET_ALONE =
      Fault.hint(
          Topic.SETTINGS,
          "previous-secret-alone",
          "Only the secret before the present one is set; new webhooks will not be"
              + " proven by it.",
          "lightspeed-cli config:unset <setting>");

  static final Fault SERVER_OPEN_WITHOUT_PROXY =
      Fault.hint(
          Topic.SETTINGS,
          "server-open-without-proxy",
          "serve listens for the whole network without TLS.",
          "lightspeed-cli config:unset server_host");

  private SettingsFault() {}
}
