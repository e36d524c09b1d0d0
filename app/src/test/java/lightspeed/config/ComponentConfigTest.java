package lightspeed.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ComponentConfigTest {
  /// Every setting in the order of [Settings#ALL], with a value that is not its default.
  private static final Map<String, String> OTHERWISE = new LinkedHashMap<>();

  static {
    OTHERWISE.put("lightspeed_domain_prefix", "mystore");
    OTHERWISE.put("lightspeed_api_token", "token-1");
    OTHERWISE.put("lightspeed_client_id", "app-17");
    OTHERWISE.put("lightspeed_webhook_secret", "hook-secret");
    OTHERWISE.put("lightspeed_webhook_secret_previous", "hook-secret-before");
    OTHERWISE.put("lightspeed_api_url", "http://127.0.0.1:9100/");
    OTHERWISE.put("lightspeed_api_version", "2026-04");
    OTHERWISE.put("lightspeed_request_timeout", "2.5");
    OTHERWISE.put("lightspeed_rate_window", "10");
    OTHERWISE.put("queue_max_retries", "5");
    OTHERWISE.put("queue_retry_delays", "1, 2.5,30");
    OTHERWISE.put("queue_worker_sleep", "5");
    OTHERWISE.put("queue_lease_seconds", "12");
    OTHERWISE.put("queue_concurrency", "3");
    OTHERWISE.put("health_failed_jobs", "3");
    OTHERWISE.put("approval_second_person_above", "5000");
    OTHERWISE.put("sync_auto_on_approval", "no");
    OTHERWISE.put("sync_poll_interval", "7");
    OTHERWISE.put("sync_settle_seconds", "4");
    OTHERWISE.put("webhook_path_secret", "path-secret_2026");
    OTHERWISE.put("webhook_path_secret_previous", "path-secret_2025");
    OTHERWISE.put("webhook_types", "inventory.update, consignment.send");
    OTHERWISE.put("webhook_body_limit", "2048");
    OTHERWISE.put("webhook_process_directly", "TRUE");
    OTHERWISE.put("webhook_rate_limit_max", "17");
    OTHERWISE.put("webhook_rate_limit_window", "18");
    OTHERWISE.put("notify_url", "https://erp.example.com/in?shop=1");
    OTHERWISE.put("notify_secret", "tell-secret");
    OTHERWISE.put("notify_private_addresses", "on");
    OTHERWISE.put("server_host", "::1");
    OTHERWISE.put("server_port", "9999");
    OTHERWISE.put("server_trusted_proxies", "10.0.0.0/8, ::1");
    OTHERWISE.put("server_public_url", "https://orders.example.com/");
    OTHERWISE.put("second_factor_required", "yes");
    OTHERWISE.put("session_idle_minutes", "5");
    OTHERWISE.put("session_hours", "6");
    OTHERWISE.put("retention_api_log_days", "1");
    OTHERWISE.put("retention_webhooks_days", "2");
    OTHERWISE.put("retention_notifications_days", "5");
    OTHERWISE.put("retention_jobs_days", "3");
    OTHERWISE.put("retention_sync_log_days", "4");
    OTHERWISE.put("retention_audit_days", "31");
    OTHERWISE.put("audit_syslog", "udp://logs.example.com:5514");
    OTHERWISE.put("audit_head_notify", "true");
    OTHERWISE.put("log_format", "json");
    OTHERWISE.put("lightspeed_database_url", "jdbc:mariadb://db:3306/shop");
    OTHERWISE.put("lightspeed_database_user", "shop");
    OTHERWISE.put("lightspeed_database_password", "a word # with = signs");
    OTHERWISE.put("lightspeed_database_migration_user", "owner");
    OTHERWISE.put("lightspeed_database_migration_password", "another # word");
    OTHERWISE.put("lightspeed_data_dir", "/srv/shop");
    OTHERWISE.put("lightspeed_key", "c2VjcmV0");
  }

  @Test
  void defaults() {
    var configuration = SettingFixtures.nothingSet();

    assertThat(configuration.queue())
        .isEqualTo(
            new QueueConfig(
                3,
                List.of(Duration.ofSeconds(60), Duration.ofSeconds(300), Duration.ofSeconds(900)),
                Duration.ofMillis(100),
                Duration.ofSeconds(9),
                8));
    assertThat(configuration.sync())
        .isEqualTo(new SyncConfig(true, Duration.ofSeconds(60), Duration.ofSeconds(30)));
    assertThat(configuration.secondPersonAbove()).isEmpty();
    assertThat(configuration.healthFailedJobs()).isEqualTo(10);
    assertThat(configuration.webhook())
        .isEqualTo(
            new WebhookConfig(
                List.of(),
                List.of(),
                false,
                200,
                Duration.ofSeconds(60),
                1_048_576,
                List.of("consignment.receive", "consignment.send")));
    assertThat(configuration.webhook().hasSecret()).isFalse();
    assertThat(configuration.notifications()).isEqualTo(new NotifyConfig(null, null, false));
    assertThat(configuration.server()).isEqualTo(new ServerConfig("127.0.0.1", 8080, List.of()));
    assertThat(configuration.signIn())
        .isEqualTo(new SignInConfig(Duration.ofMinutes(30), Duration.ofHours(12), false, null));
    assertThat(configuration.retention())
        .isEqualTo(
            new RetentionConfig(
                Duration.ofDays(30),
                Duration.ofDays(90),
                Duration.ofDays(90),
                Duration.ofDays(30),
                Duration.ofDays(365),
                Duration.ofDays(1095)));
    assertThat(configuration.audit()).isEqualTo(new AuditConfig(null, false));
    assertThat(configuration.log()).isEqualTo(new LogConfig(LogConfig.Format.TEXT));
    assertThat(configuration.database()).isEqualTo(new DatabaseConfig.Embedded());
    assertThat(configuration.isApiConfigured()).isFalse();
  }

  @Test
  void defaultsOfTheApiOnceStoreAndTokenAreSet() {
    var configuration =
        SettingFixtures.fromEnvironment(
            Map.of("LIGHTSPEED_DOMAIN_PREFIX", "MyStore", "LIGHTSPEED_API_TOKEN", "abc"));

    assertThat(configuration.isApiConfigured()).isTrue();
    assertThat(configuration.api())
        .isEqualTo(
            new ApiConfig(
                new StoreConfig(
                    "mystore",
                    URI.create("https://mystore.retail.lightspeed.app"),
                    "2.0",
                    Duration.ofSeconds(6),
                    Duration.ofSeconds(300)),
                new Secret("abc")));
  }

  @Test
  void everyKeySetToAnotherValue() {
    var environment = new HashMap<String, String>();
    Settings.ALL.forEach(
        setting ->
            environment.put(
                setting.environmentName(), OTHERWISE.getOrDefault(setting.key(), "missing above")));

    var configuration = SettingFixtures.fromEnvironment(environment);

    assertThat(OTHERWISE.keySet()).containsExactlyElementsOf(keys());
    assertThat(configuration.api())
        .isEqualTo(
            new ApiConfig(
                new StoreConfig(
                    "mystore",
                    URI.create("http://127.0.0.1:9100"),
                    "2026-04",
                    Duration.ofMillis(2500),
                    Duration.ofSeconds(10)),
                new Secret("token-1")));
    assertThat(configuration.queue())
        .isEqualTo(
            new QueueConfig(
                5,
                List.of(Duration.ofSeconds(1), Duration.ofMillis(2500), Duration.ofSeconds(30)),
                Duration.ofSeconds(5),
                Duration.ofSeconds(12),
                3));
    assertThat(configuration.healthFailedJobs()).isEqualTo(3);
    assertThat(configuration.sync())
        .isEqualTo(new SyncConfig(false, Duration.ofSeconds(7), Duration.ofSeconds(4)));
    assertThat(configuration.secondPersonAbove()).hasValue(5000);
    assertThat(configuration.webhook())
        .isEqualTo(
            new WebhookConfig(
                List.of(new Secret("hook-secret"), new Secret("hook-secret-before")),
                List.of(new Secret("path-secret_2026"), new Secret("path-secret_2025")),
                true,
                17,
                Duration.ofSeconds(18),
                2_048,
                List.of("inventory.update", "consignment.send")));
    assertThat(configuration.notifications())
        .isEqualTo(
            new NotifyConfig(
                URI.create("https://erp.example.com/in?shop=1"), new Secret("tell-secret"), true));
    assertThat(configuration.server())
        .isEqualTo(
            new ServerConfig(
                "::1", 9999, List.of(Network.parse("10.0.0.0/8"), Network.parse("::1"))));
    assertThat(configuration.signIn())
        .isEqualTo(
            new SignInConfig(
                Duration.ofMinutes(5),
                Duration.ofHours(6),
                true,
                URI.create("https://orders.example.com")));
    assertThat(configuration.retention())
        .isEqualTo(
            new RetentionConfig(
                Duration.ofDays(1),
                Duration.ofDays(2),
                Duration.ofDays(5),
                Duration.ofDays(3),
                Duration.ofDays(4),
                Duration.ofDays(31)));
    assertThat(configuration.audit())
        .isEqualTo(new AuditConfig(URI.create("udp://logs.example.com:5514"), true));
    assertThat(configuration.log()).isEqualTo(new LogConfig(LogConfig.Format.JSON));
    assertThat(configuration.database())
        .isEqualTo(
            new DatabaseConfig.Outside(
                "jdbc:mariadb://db:3306/shop",
                "shop",
                new Secret("a word # with = signs"),
                "owner",
                new Secret("another # word")));
    assertThat(configuration.dataDirectory(null).path()).isEqualTo(Path.of("/srv/shop"));
    assertThat(configuration.get(Settings.LIGHTSPEED_KEY)).isEqualTo(new Secret("c2VjcmV0"));
  }

  @Test
  void aRequestNeverOutlivesTwoThirdsOfTheLease() {
    var configuration =
        SettingFixtures.fromEnvironment(
            Map.of(
                "LIGHTSPEED_API_URL", "http://127.0.0.1:9100",
                "LIGHTSPEED_API_TOKEN", "abc",
                "LIGHTSPEED_REQUEST_TIMEOUT", "60",
                "QUEUE_LEASE_SECONDS", "3"));

    assertThat(configuration.api().store().requestTimeout()).isEqualTo(Duration.ofSeconds(2));
    assertThat(configuration.api().store().retailer()).isEqualTo("127.0.0.1:9100");
  }

  @Test
  void missingStoreAndTokenMatterOnlyToWhoCallsLightspeed() {
    var configuration = SettingFixtures.nothingSet();

    assertThatThrownBy(configuration::api)
        .isInstanceOf(ConfigurationInvalid.class)
        .hasMessageContaining("lightspeed-cli config:set lightspeed_domain_prefix")
        .hasMessageContaining("LIGHTSPEED_API_URL")
        .hasMessageContaining("lightspeed-cli config:set lightspeed_api_token");
  }

  private static List<String> keys() {
    return Settings.ALL.stream().<String>map(Setting::key).toList();
  }
}
