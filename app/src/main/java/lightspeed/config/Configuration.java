package lightspeed.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What holds: for each setting the strongest value, and a record for each component. Immutable;
/// running processes take a new one from `LiveSettings` whenever they need values.
///
/// **Threads:** safe.
public final class Configuration {
  private final SettingSources sources;
  private final Map<String, EffectiveSetting> effective;

  private Configuration(SettingSources sources, Map<String, EffectiveSetting> effective) {
    this.sources = sources;
    this.effective = effective;
  }

  /// Decides who wins and checks every value.
  ///
  /// @throws ConfigurationInvalid with all problems of all sources at once
  public static Configuration of(SettingSources sources) {
    var resolution = new Resolution(sources);
    return new Configuration(sources, resolution.effectiveOrThrow());
  }

  /// The same with other values in the database, secrets sealed.
  ///
  /// @throws ConfigurationInvalid as [#of]
  public Configuration withDatabase(Map<String, String> values, SecretOpener opener) {
    return of(sources.withDatabase(values, opener));
  }

  /// The value of a setting that has a default or was set.
  ///
  /// @throws ConfigurationInvalid when there is no value
  public <T> T get(Setting<T> setting) {
    return find(setting)
        .orElseThrow(
            () ->
                new ConfigurationInvalid(
                    new SettingProblem(setting.key(), null, "not set", howToSet(setting))));
  }

  /// The value of a setting, empty when there is none.
  ///
  /// @throws ConfigurationInvalid when it is a secret of the database that cannot be decrypted
  public <T> Optional<T> find(Setting<T> setting) {
    var found = effective(setting);
    return Optional.ofNullable(found.text())
        .map(text -> found.isSealed() ? sources.secretOpener().open(setting.key(), text) : text)
        .map(text -> setting.read(text, found.origin()));
  }

  public EffectiveSetting effective(Setting<?> setting) {
    var found = effective.get(setting.key());
    if (found == null) {
      throw new IllegalArgumentException(setting + " is not listed in Settings.ALL");
    }
    return found;
  }

  /// Every setting, in the order of [Settings#ALL].
  public List<EffectiveSetting> all() {
    return List.copyOf(effective.values());
  }

  /// The `.env` file that was read; empty when there is none.
  public Optional<Path> envFile() {
    return Optional.ofNullable(sources.envFile().path());
  }

  /// A sentence for each name in the environment that looks like a setting and is none.
  public List<String> namesWithoutEffect() {
    return UnknownNames.in(sources.environment());
  }

  /// The same for names that are probably mistyped settings.
  public List<String> mistypedNames() {
    return UnknownNames.mistypedIn(sources.environment());
  }

  /// Whether calls to Lightspeed are possible at all: a store (or address) and a token are set.
  public boolean isApiConfigured() {
    return missingForApi().isEmpty();
  }

  /// How to reach Lightspeed.
  ///
  /// @throws ConfigurationInvalid when the store or the token is not set, saying how to set them
  public ApiConfig api() {
    var missing = missingForApi();
    if (!missing.isEmpty()) {
      throw new ConfigurationInvalid(missing);
    }
    return new ApiConfig(store().orElseThrow(), get(Settings.LIGHTSPEED_API_TOKEN));
  }

  /// Which store it is; empty when neither its prefix nor an address is set.
  public Optional<StoreConfig> store() {
    var prefix = find(Settings.LIGHTSPEED_DOMAIN_PREFIX);
    return find(Settings.LIGHTSPEED_API_URL)
        .or(() -> prefix.map(name -> URI.create("https://" + name + ".retail.lightspeed.app")))
        .map(
            base ->
                new StoreConfig(
                    prefix.orElseGet(base::getAuthority),
                    base,
                    get(Settings.LIGHTSPEED_API_VERSION),
                    requestTimeout(),
                    Duration.ofSeconds(get(Settings.LIGHTSPEED_RATE_WINDOW))));
  }

  public DatabaseConfig database() {
    @Nullable String url = find(Settings.LIGHTSPEED_DATABASE_URL).orElse(null);
    return url == null
        ? new DatabaseConfig.Embedded()
        : new DatabaseConfig.Outside(
            url,
            find(Settings.LIGHTSPEED_DATABASE_USER).orElse(""),
            find(Settings.LIGHTSPEED_DATABASE_PASSWORD).orElse(new Secret("")),
            find(Settings.LIGHTSPEED_DATABASE_MIGRATION_USER).orElse(""),
            find(Settings.LIGHTSPEED_DATABASE_MIGRATION_PASSWORD).orElse(new Secret("")));
  }

  /// The data directory for a launcher in `home`; not made yet.
  ///
  /// @param home null when there is no launcher
  /// @throws ConfigurationInvalid when there is no folder to fall back to
  public DataDirectory dataDirectory(@Nullable Path home) {
    return DataDirectory.locate(
        find(Settings.LIGHTSPEED_DATA_DIR).orElse(null), home, sources.environment());
  }

  public QueueConfig queue() {
    return new QueueConfig(
        get(Settings.QUEUE_MAX_RETRIES),
        get(Settings.QUEUE_RETRY_DELAYS),
        get(Settings.QUEUE_WORKER_SLEEP),
        lease(),
        get(Settings.QUEUE_CONCURRENCY));
  }

  /// How many failed jobs `health` only warns of.
  public int healthFailedJobs() {
    return get(Settings.HEALTH_FAILED_JOBS);
  }

  /// The cost above which a second person approves; empty when none is needed.
  public OptionalInt secondPersonAbove() {
    return find(Settings.APPROVAL_SECOND_PERSON_ABOVE).stream()
        .mapToInt(Integer::intValue)
        .findFirst();
  }

  public SyncConfig sync() {
    return new SyncConfig(
        get(Settings.SYNC_AUTO_ON_APPROVAL),
        get(Settings.SYNC_POLL_INTERVAL),
        get(Settings.SYNC_SETTLE_SECONDS));
  }

  public WebhookConfig webhook() {
    return new WebhookConfig(
        present(Settings.LIGHTSPEED_WEBHOOK_SECRET, Settings.LIGHTSPEED_WEBHOOK_SECRET_PREVIOUS),
        present(Settings.WEBHOOK_PATH_SECRET, Settings.WEBHOOK_PATH_SECRET_PREVIOUS),
        get(Settings.WEBHOOK_PROCESS_DIRECTLY),
        get(Settings.WEBHOOK_RATE_LIMIT_MAX),
        Duration.ofSeconds(get(Settings.WEBHOOK_RATE_LIMIT_WINDOW)),
        get(Settings.WEBHOOK_BODY_LIMIT),
        get(Settings.WEBHOOK_TYPES));
  }

  public NotifyConfig notifications() {
    return new NotifyConfig(
        find(Settings.NOTIFY_URL).orElse(null),
        find(Settings.NOTIFY_SECRET).orElse(null),
        get(Settings.NOTIFY_PRIVATE_ADDRESSES));
  }

  public AuditConfig audit() {
    return new AuditConfig(
        find(Settings.AUDIT_SYSLOG).orElse(null), get(Settings.AUDIT_HEAD_NOTIFY));
  }

  public ServerConfig server() {
    return new ServerConfig(
        get(Settings.SERVER_HOST),
        get(Settings.SERVER_PORT),
        find(Settings.SERVER_TRUSTED_PROXIES).orElse(List.of()));
  }

  public SignInConfig signIn() {
    return new SignInConfig(
        Duration.ofMinutes(get(Settings.SESSION_IDLE_MINUTES)),
        Duration.ofHours(get(Settings.SESSION_HOURS)),
        get(Settings.SECOND_FACTOR_REQUIRED),
        find(Settings.SERVER_PUBLIC_URL).orElse(null));
  }

  /// The two values of a secret that is being rotated, as far as they are set.
  private List<Secret> present(Setting<Secret> now, Setting<Secret> before) {
    return Stream.of(find(now), find(before)).flatMap(Optional::stream).toList();
  }

  public RetentionConfig retention() {
    return new RetentionConfig(
        Duration.ofDays(get(Settings.RETENTION_API_LOG_DAYS)),
        Duration.ofDays(get(Settings.RETENTION_WEBHOOKS_DAYS)),
        Duration.ofDays(get(Settings.RETENTION_NOTIFICATIONS_DAYS)),
        Duration.ofDays(get(Settings.RETENTION_JOBS_DAYS)),
        Duration.ofDays(get(Settings.RETENTION_SYNC_LOG_DAYS)),
        Duration.ofDays(get(Settings.RETENTION_AUDIT_DAYS)));
  }

  public LogConfig log() {
    return new LogConfig(get(Settings.LOG_FORMAT));
  }

  private Duration lease() {
    return Duration.ofSeconds(get(Settings.QUEUE_LEASE_SECONDS));
  }

  /// A request may not outlive the lease: the last third is left to write down its result.
  private Duration requestTimeout() {
    var asked = get(Settings.LIGHTSPEED_REQUEST_TIMEOUT);
    var bound = lease().multipliedBy(2).dividedBy(3);
    return asked.compareTo(bound) < 0 ? asked : bound;
  }

  private List<SettingProblem> missingForApi() {
    var missing = new ArrayList<SettingProblem>();
    if (store().isEmpty()) {
      missing.add(
          new SettingProblem(
              Settings.LIGHTSPEED_DOMAIN_PREFIX.key(),
              null,
              "not set",
              howToSet(Settings.LIGHTSPEED_DOMAIN_PREFIX)
                  + ", or LIGHTSPEED_API_URL for the sandbox"));
    }
    if (!effective(Settings.LIGHTSPEED_API_TOKEN).isSet()) {
      missing.add(
          new SettingProblem(
              Settings.LIGHTSPEED_API_TOKEN.key(),
              null,
              "not set",
              howToSet(Settings.LIGHTSPEED_API_TOKEN)));
    }
    return missing;
  }

  private static String howToSet(Setting<?> setting) {
    var environment = "set " + setting.environmentName() + " in the environment or .env";
    return switch (setting.place()) {
      case OUTSIDE_THE_DATABASE -> environment;
      case ANYWHERE ->
          setting.isSecret()
              ? "run lightspeed-cli config:set " + setting.key() + " - or " + environment
              : "run lightspeed-cli config:set " + setting.key() + " <value> or " + environment;
    };
  }
}
