package lightspeed.doctor;

import static lightspeed.doctor.Severity.FAULT;
import static lightspeed.doctor.Severity.HINT;

/// What can be wrong with settings.
enum SettingsFault implements Fault {
  SETTING_NOT_ALLOWED(
      FAULT, "Nothing can be started while a value is not allowed.", "lightspeed-cli config:show"),
  SETTING_UNKNOWN(
      FAULT,
      "A name nobody reads: what was meant by it does not hold.",
      "lightspeed-cli config:show"),
  SETTING_MISTYPED(
      HINT,
      "A name in the environment that is nearly a setting: what was meant by it does not hold.",
      "lightspeed-cli config:show"),
  ENV_FILE_UNREADABLE(
      FAULT,
      "The settings in .env cannot be read, so none of them holds.",
      "lightspeed-cli --env-file=<file> config:show"),
  SETTING_CANNOT_BE_OPENED(
      FAULT,
      "A secret in the database cannot be decrypted, so whatever needs it stands" + " still.",
      "lightspeed-cli config:set <setting> -"),
  SETTING_HIDDEN(
      HINT,
      "What config:set stored has no effect, because something stronger says" + " otherwise.",
      "lightspeed-cli config:show <setting>"),
  REQUEST_TIMEOUT_SHORTENED(
      HINT,
      "Calls are given up sooner than was set: the lease must outlast them.",
      "lightspeed-cli config:set queue_lease_seconds <seconds>"),
  SETTLE_TOO_SHORT(
      FAULT,
      "A call that timed out may still take effect after it was believed not to: an"
          + " order could be doubled.",
      "lightspeed-cli config:set sync_settle_seconds 30"),
  API_URL_OVERRIDES_STORE(
      FAULT,
      "Orders go to the address and not to the store that is set: perhaps a sandbox" + " was left.",
      "lightspeed-cli config:unset lightspeed_api_url"),
  API_URL_NOT_ENCRYPTED(
      FAULT,
      "Token and orders cross the network readable by everyone between.",
      "lightspeed-cli config:unset lightspeed_api_url"),
  API_VERSION_UNTESTED(
      HINT,
      "This program was tested with versions 2.0 and 2026-07 of the API.",
      "lightspeed-cli config:unset lightspeed_api_version"),
  API_VERSION_ENDING(
      HINT,
      "Lightspeed may soon end this version of the API. It then answers as its oldest one, without"
          + " a sign.",
      "lightspeed-cli config:set lightspeed_api_version <version>"),
  API_VERSION_ENDED(
      FAULT,
      "Lightspeed need not have this version of the API any more. It then answers as its oldest"
          + " one, without a sign.",
      "lightspeed-cli config:set lightspeed_api_version <version>"),
  RATE_WINDOW_UNUSUAL(
      HINT,
      "Lightspeed counts calls in 300 s; with another window calls are refused, or"
          + " left unused.",
      "lightspeed-cli config:unset lightspeed_rate_window"),
  NO_SECOND_TRY(
      HINT,
      "A job that fails once, for whatever reason, is not tried again.",
      "lightspeed-cli config:unset queue_max_retries"),
  POLL_INTERVAL_LONG(
      HINT,
      "Receipts and cancellations come back late unless a webhook tells of them.",
      "lightspeed-cli config:unset sync_poll_interval"),
  RETENTION_ENDLESS(
      HINT,
      "History is kept for ten years or more, so the database only grows.",
      "lightspeed-cli config:unset <setting>"),
  NOTIFY_SECRET_MISSING(
      FAULT,
      "Nothing is sent to notify_url, because it could not be signed.",
      "lightspeed-cli config:set notify_secret -"),
  PREVIOUS_SECRET_ALONE(
      HINT,
      "Only the secret before the present one is set; new webhooks will not be" + " proven by it.",
      "lightspeed-cli config:unset <setting>"),
  SERVER_OPEN_WITHOUT_PROXY(
      HINT,
      "serve listens for the whole network without TLS.",
      "lightspeed-cli config:unset server_host");

  private final Severity severity;
  private final String meaning;
  private final String repair;

  SettingsFault(Severity severity, String meaning, String repair) {
    this.severity = severity;
    this.meaning = meaning;
    this.repair = repair;
  }

  @Override
  public Topic topic() {
    return Topic.SETTINGS;
  }

  @Override
  public Severity severity() {
    return severity;
  }

  @Override
  public String meaning() {
    return meaning;
  }

  @Override
  public String repair() {
    return repair;
  }
}
