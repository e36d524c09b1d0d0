package lightspeed.config;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import lightspeed.config.Setting.Place;
import lightspeed.config.Setting.TakesEffect;
import org.jspecify.annotations.Nullable;

/// Every setting of the product, each defined once. To add one, add a constant here, list it in
/// [#ALL] and read it in the record of the component that needs it.
public final class Settings {
  private static final int MAX_TOKEN_LENGTH = 4096;
  private static final int MIN_PATH_SECRET = 16;
  private static final int MAX_PATH_SECRET = 128;

  public static final Setting<String> LIGHTSPEED_DOMAIN_PREFIX =
      live(
          "lightspeed_domain_prefix",
          new ValueKind.DomainPrefix(),
          null,
          "Which store: the part of its address before .retail.lightspeed.app.");

  public static final Setting<Secret> LIGHTSPEED_API_TOKEN =
      live(
          "lightspeed_api_token",
          new ValueKind.VisibleSecret(MAX_TOKEN_LENGTH),
          null,
          "Personal token of the store, from its set-up page; sent with every API call.");

  public static final Setting<String> LIGHTSPEED_CLIENT_ID =
      live(
          "lightspeed_client_id",
          new ValueKind.Text(200),
          null,
          "Client id of the Lightspeed application; with it and lightspeed_webhook_secret a store"
              + " is connected in the console, without a personal token.");

  public static final Setting<Secret> LIGHTSPEED_WEBHOOK_SECRET =
      live(
          "lightspeed_webhook_secret",
          new ValueKind.VisibleSecret(MAX_TOKEN_LENGTH),
          null,
          "Client secret of the Lightspeed application; proves that a webhook is genuine.");

  public static final Setting<Secret> LIGHTSPEED_WEBHOOK_SECRET_PREVIOUS =
      live(
          "lightspeed_webhook_secret_previous",
          new ValueKind.VisibleSecret(MAX_TOKEN_LENGTH),
          null,
          "The lightspeed_webhook_secret before the present one; counts too while both are in"
              + " use.");

  public static final Setting<URI> LIGHTSPEED_API_URL =
      live(
          "lightspeed_api_url",
          new ValueKind.BaseAddress(),
          null,
          "Base address that replaces https://{prefix}.retail.lightspeed.app, for the sandbox.");

  public static final Setting<String> LIGHTSPEED_API_VERSION =
      live(
          "lightspeed_api_version",
          new ValueKind.ApiVersion(),
          "2.0",
          "Version of the API in the path of every call.");

  public static final Setting<Duration> LIGHTSPEED_REQUEST_TIMEOUT =
      live(
          "lightspeed_request_timeout",
          ValueKind.Seconds.between("0.1", "120"),
          "6",
          "How long a call may take; never more than two thirds of queue_lease_seconds.");

  public static final Setting<Integer> LIGHTSPEED_RATE_WINDOW =
      live(
          "lightspeed_rate_window",
          new ValueKind.WholeNumber(1, 3600, "s"),
          "300",
          "Length of the window in which Lightspeed counts calls.");

  public static final Setting<Integer> QUEUE_MAX_RETRIES =
      live(
          "queue_max_retries",
          new ValueKind.WholeNumber(1, 100, ""),
          "3",
          "How often a job is tried in total before it is FAILED.");

  public static final Setting<List<Duration>> QUEUE_RETRY_DELAYS =
      live(
          "queue_retry_delays",
          new ValueKind.SecondsList(ValueKind.Seconds.between("0", "604800"), 20),
          "60,300,900",
          "How long to wait before the second, third, … try; the last one repeats.");

  public static final Setting<Duration> QUEUE_WORKER_SLEEP =
      live(
          "queue_worker_sleep",
          ValueKind.Seconds.between("0.02", "60"),
          "0.1",
          "How long an idle worker waits at most before it looks for jobs again.");

  public static final Setting<Integer> QUEUE_LEASE_SECONDS =
      atStart(
          "queue_lease_seconds",
          new ValueKind.WholeNumber(1, 3600, "s"),
          "9",
          "How long a silent worker keeps its jobs before others may take them.");

  public static final Setting<Integer> QUEUE_CONCURRENCY =
      atStart(
          "queue_concurrency",
          new ValueKind.WholeNumber(1, 256, "jobs"),
          "8",
          "How many jobs one worker process runs at the same time.");

  public static final Setting<Boolean> SYNC_AUTO_ON_APPROVAL =
      live(
          "sync_auto_on_approval",
          new ValueKind.Flag(),
          "true",
          "Whether approving a purchase order also sends it.");

  public static final Setting<Integer> HEALTH_FAILED_JOBS =
      live(
          "health_failed_jobs",
          new ValueKind.WholeNumber(0, 1_000_000, "jobs"),
          "10",
          "How many failed jobs `health` only warns of; more of them fail it.");

  public static final Setting<Integer> APPROVAL_SECOND_PERSON_ABOVE =
      live(
          "approval_second_person_above",
          new ValueKind.WholeNumber(0, 1_000_000_000, ""),
          null,
          "Orders that cost more than this, without tax, need the approval of a person who neither"
              + " wrote nor changed them; without it anyone who may approve may approve any"
              + " order.");

  public static final Setting<Boolean> SECOND_FACTOR_REQUIRED =
      live(
          "second_factor_required",
          new ValueKind.Flag(),
          "false",
          "Whether admins and approvers also give a code of an authenticator app to sign in.");

  public static final Setting<Duration> SYNC_POLL_INTERVAL =
      live(
          "sync_poll_interval",
          ValueKind.Seconds.between("0.5", "86400"),
          "60",
          "How often Lightspeed is asked for changes of consignments.");

  public static final Setting<Duration> SYNC_SETTLE_SECONDS =
      live(
          "sync_settle_seconds",
          ValueKind.Seconds.between("0", "3600"),
          "30",
          "How long a request without an answer may still take effect at Lightspeed.");

  public static final Setting<Secret> WEBHOOK_PATH_SECRET =
      live(
          "webhook_path_secret",
          new PathSecret(MIN_PATH_SECRET, MAX_PATH_SECRET),
          null,
          "Secret part of our webhook address; proves that a webhook is genuine when Lightspeed"
              + " does not sign it.");

  public static final Setting<Secret> WEBHOOK_PATH_SECRET_PREVIOUS =
      live(
          "webhook_path_secret_previous",
          new PathSecret(MIN_PATH_SECRET, MAX_PATH_SECRET),
          null,
          "The webhook_path_secret before the present one; counts too while both are in use.");

  public static final Setting<List<String>> WEBHOOK_TYPES =
      live(
          "webhook_types",
          new WordList(WebhookConfig.KNOWN_TYPES),
          "consignment.receive,consignment.send",
          "Which events webhook:create subscribes to.");

  public static final Setting<Integer> WEBHOOK_BODY_LIMIT =
      live(
          "webhook_body_limit",
          new ValueKind.WholeNumber(1_024, 16_777_215, "bytes"),
          "1048576",
          "The largest webhook that is accepted.");

  public static final Setting<Boolean> WEBHOOK_PROCESS_DIRECTLY =
      live(
          "webhook_process_directly",
          new ValueKind.Flag(),
          "false",
          "Whether a webhook is worked on at once in the receiver instead of by a worker.");

  public static final Setting<Integer> WEBHOOK_RATE_LIMIT_MAX =
      live(
          "webhook_rate_limit_max",
          new ValueKind.WholeNumber(1, 1_000_000, "deliveries"),
          "200",
          "How many requests without a right signature or secret one source may send in"
              + " webhook_rate_limit_window; webhooks that are proven are not counted.");

  public static final Setting<Integer> WEBHOOK_RATE_LIMIT_WINDOW =
      live(
          "webhook_rate_limit_window",
          new ValueKind.WholeNumber(1, 86_400, "s"),
          "60",
          "Length of the window for webhook_rate_limit_max.");

  public static final Setting<URI> NOTIFY_URL =
      live(
          "notify_url",
          new ReceiverAddress(),
          null,
          "URL that is notified when an order is synced, fails or is received. Leave empty for no"
              + " notifications.");

  public static final Setting<Secret> NOTIFY_SECRET =
      live(
          "notify_secret",
          new ValueKind.VisibleSecret(MAX_TOKEN_LENGTH),
          null,
          "Signs what is sent to notify_url, so that the receiver knows that it is ours.");

  public static final Setting<Boolean> NOTIFY_PRIVATE_ADDRESSES =
      live(
          "notify_private_addresses",
          new ValueKind.Flag(),
          "false",
          "Whether notify_url may lead to this machine or its network, and be without TLS.");

  public static final Setting<String> SERVER_HOST =
      atStart(
          "server_host",
          new ValueKind.Text(253),
          "127.0.0.1",
          "Address of this machine on which serve listens; 0.0.0.0 for all of them.");

  public static final Setting<Integer> SERVER_PORT =
      atStart(
          "server_port",
          new ValueKind.WholeNumber(0, 65_535, ""),
          "8080",
          "Port on which serve listens; 0 takes any that is free.");

  public static final Setting<List<Network>> SERVER_TRUSTED_PROXIES =
      live(
          "server_trusted_proxies",
          new NetworkList(),
          null,
          "Proxies in front of serve whose X-Forwarded-For header tells the client's address.");

  public static final Setting<URI> SERVER_PUBLIC_URL =
      live(
          "server_public_url",
          new ValueKind.BaseAddress(),
          null,
          "Address under which people and Lightspeed reach serve, for links; default: where it"
              + " listens.");

  public static final Setting<Integer> SESSION_IDLE_MINUTES =
      live(
          "session_idle_minutes",
          new ValueKind.WholeNumber(1, 1_440, "min"),
          "30",
          "How long a sign-in lasts without a request.");

  public static final Setting<Integer> SESSION_HOURS =
      live(
          "session_hours",
          new ValueKind.WholeNumber(1, 720, "h"),
          "12",
          "How long a sign-in lasts in any case.");

  public static final Setting<Integer> RETENTION_API_LOG_DAYS =
      days("retention_api_log_days", "30", "How long the log of API calls is kept.");

  public static final Setting<Integer> RETENTION_WEBHOOKS_DAYS =
      days("retention_webhooks_days", "90", "How long received webhooks are kept.");

  public static final Setting<Integer> RETENTION_NOTIFICATIONS_DAYS =
      days(
          "retention_notifications_days",
          "90",
          "How long notifications that were delivered or given up are kept.");

  public static final Setting<Integer> RETENTION_JOBS_DAYS =
      days(
          "retention_jobs_days",
          "30",
          "How long completed and cancelled jobs are kept; failed ones stay until queue:prune"
              + " --failed.");

  public static final Setting<Integer> RETENTION_SYNC_LOG_DAYS =
      days("retention_sync_log_days", "365", "How long the log of syncs is kept.");

  public static final Setting<Integer> RETENTION_AUDIT_DAYS =
      live(
          "retention_audit_days",
          new ValueKind.WholeNumber(30, 36_500, "days"),
          "1095",
          "How old entries of the audit log are that audit:prune deletes; nothing else deletes"
              + " them.");

  public static final Setting<URI> AUDIT_SYSLOG =
      live(
          "audit_syslog",
          new SyslogAddress(),
          null,
          "Syslog server that a worker tells every hour where the audit log ends, for audit:verify"
              + " --head.");

  public static final Setting<Boolean> AUDIT_HEAD_NOTIFY =
      live(
          "audit_head_notify",
          new ValueKind.Flag(),
          "false",
          "Whether notify_url is told the same every hour.");

  public static final Setting<LogConfig.Format> LOG_FORMAT =
      atStart(
          "log_format",
          new ValueKind.LogFormat(),
          "text",
          "How log files are written: text with key=value facts, or one JSON object a line.");

  public static final Setting<String> LIGHTSPEED_DATABASE_URL =
      outside(
          "lightspeed_database_url",
          new ValueKind.DatabaseAddress(),
          "JDBC address of a MariaDB; without it the product runs its own.");

  public static final Setting<String> LIGHTSPEED_DATABASE_USER =
      outside(
          "lightspeed_database_user",
          new ValueKind.Text(128),
          "User at the MariaDB of lightspeed_database_url.");

  public static final Setting<Secret> LIGHTSPEED_DATABASE_PASSWORD =
      outside(
          "lightspeed_database_password",
          new ValueKind.AnySecret(),
          "Password at the MariaDB of lightspeed_database_url.");

  public static final Setting<String> LIGHTSPEED_DATABASE_MIGRATION_USER =
      outside(
          "lightspeed_database_migration_user",
          new ValueKind.Text(128),
          "User that changes tables at the MariaDB of lightspeed_database_url; without it"
              + " lightspeed_database_user does. Needed by db:migrate, db:restore, db:backup and"
              + " db:shell only.");

  public static final Setting<Secret> LIGHTSPEED_DATABASE_MIGRATION_PASSWORD =
      outside(
          "lightspeed_database_migration_password",
          new ValueKind.AnySecret(),
          "Password of lightspeed_database_migration_user.");

  public static final Setting<String> LIGHTSPEED_DATA_DIR =
      outside(
          "lightspeed_data_dir",
          new ValueKind.Text(MAX_TOKEN_LENGTH),
          "Folder of the product's own database, logs and key file; default: data/ beside the"
              + " launcher, else the user's data folder.");

  public static final Setting<Secret> LIGHTSPEED_KEY =
      outside(
          "lightspeed_key",
          new ValueKind.VisibleSecret(MAX_TOKEN_LENGTH),
          "Key that encrypts secrets in the database, 32 bytes in base64; after a comma older ones"
              + " that only open; default: the file key in the data directory.");

  /// All settings in the order in which people read them.
  public static final List<Setting<?>> ALL =
      List.of(
          LIGHTSPEED_DOMAIN_PREFIX,
          LIGHTSPEED_API_TOKEN,
          LIGHTSPEED_CLIENT_ID,
          LIGHTSPEED_WEBHOOK_SECRET,
          LIGHTSPEED_WEBHOOK_SECRET_PREVIOUS,
          LIGHTSPEED_API_URL,
          LIGHTSPEED_API_VERSION,
          LIGHTSPEED_REQUEST_TIMEOUT,
          LIGHTSPEED_RATE_WINDOW,
          QUEUE_MAX_RETRIES,
          QUEUE_RETRY_DELAYS,
          QUEUE_WORKER_SLEEP,
          QUEUE_LEASE_SECONDS,
          QUEUE_CONCURRENCY,
          HEALTH_FAILED_JOBS,
          APPROVAL_SECOND_PERSON_ABOVE,
          SYNC_AUTO_ON_APPROVAL,
          SYNC_POLL_INTERVAL,
          SYNC_SETTLE_SECONDS,
          WEBHOOK_PATH_SECRET,
          WEBHOOK_PATH_SECRET_PREVIOUS,
          WEBHOOK_TYPES,
          WEBHOOK_BODY_LIMIT,
          WEBHOOK_PROCESS_DIRECTLY,
          WEBHOOK_RATE_LIMIT_MAX,
          WEBHOOK_RATE_LIMIT_WINDOW,
          NOTIFY_URL,
          NOTIFY_SECRET,
          NOTIFY_PRIVATE_ADDRESSES,
          SERVER_HOST,
          SERVER_PORT,
          SERVER_TRUSTED_PROXIES,
          SERVER_PUBLIC_URL,
          SECOND_FACTOR_REQUIRED,
          SESSION_IDLE_MINUTES,
          SESSION_HOURS,
          RETENTION_API_LOG_DAYS,
          RETENTION_WEBHOOKS_DAYS,
          RETENTION_NOTIFICATIONS_DAYS,
          RETENTION_JOBS_DAYS,
          RETENTION_SYNC_LOG_DAYS,
          RETENTION_AUDIT_DAYS,
          AUDIT_SYSLOG,
          AUDIT_HEAD_NOTIFY,
          LOG_FORMAT,
          LIGHTSPEED_DATABASE_URL,
          LIGHTSPEED_DATABASE_USER,
          LIGHTSPEED_DATABASE_PASSWORD,
          LIGHTSPEED_DATABASE_MIGRATION_USER,
          LIGHTSPEED_DATABASE_MIGRATION_PASSWORD,
          LIGHTSPEED_DATA_DIR,
          LIGHTSPEED_KEY);

  /// What would undo a guard: of approvals, of who gets in, or of where secrets are sent.
  private static final Set<Setting<?>> GUARDS =
      Set.of(
          APPROVAL_SECOND_PERSON_ABOVE,
          SECOND_FACTOR_REQUIRED,
          SESSION_IDLE_MINUTES,
          SESSION_HOURS,
          SERVER_TRUSTED_PROXIES,
          SERVER_PUBLIC_URL,
          LIGHTSPEED_API_URL,
          NOTIFY_URL,
          NOTIFY_PRIVATE_ADDRESSES);

  private Settings() {}

  /// Whether a person proves again who they are before changing it: secrets, and what would undo a
  /// guard.
  public static boolean isGuard(Setting<?> setting) {
    return setting.isSecret() || GUARDS.contains(setting);
  }

  /// The setting called `name`, in lower or upper case.
  public static Optional<Setting<?>> find(String name) {
    var key = name.toLowerCase(Locale.ROOT);
    for (var setting : ALL) {
      if (setting.key().equals(key)) {
        return Optional.of(setting);
      }
    }
    return Optional.empty();
  }

  /// As [#find], for a name that somebody typed.
  ///
  /// @throws ConfigurationInvalid when there is no such setting; names the nearest one
  public static Setting<?> require(String name) {
    return find(name)
        .orElseThrow(
            () ->
                new ConfigurationInvalid(
                    new SettingProblem(
                        name, null, SettingSource.COMMAND_LINE.label(), unknown(name))));
  }

  /// Why `name` is refused, with the name that was probably meant.
  static String unknown(String name) {
    return "is not a setting; did you mean " + NearestKey.to(name).setting().key() + "?";
  }

  private static <T> Setting<T> live(
      String key, ValueKind<T> kind, @Nullable String defaultText, String meaning) {
    return new Setting<>(
        key, kind, defaultText, meaning, Place.ANYWHERE, TakesEffect.WHILE_RUNNING);
  }

  private static <T> Setting<T> atStart(
      String key, ValueKind<T> kind, String defaultText, String meaning) {
    return new Setting<>(
        key, kind, defaultText, meaning, Place.ANYWHERE, TakesEffect.AT_NEXT_START);
  }

  private static <T> Setting<T> outside(String key, ValueKind<T> kind, String meaning) {
    return new Setting<>(
        key, kind, null, meaning, Place.OUTSIDE_THE_DATABASE, TakesEffect.AT_NEXT_START);
  }

  private static Setting<Integer> days(String key, String defaultText, String meaning) {
    return live(key, new ValueKind.WholeNumber(1, 36_500, "days"), defaultText, meaning);
  }
}
