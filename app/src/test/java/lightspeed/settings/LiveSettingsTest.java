package lightspeed.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import lightspeed.audit.AuditVerification.Intact;
import lightspeed.audit.TestAudit;
import lightspeed.config.Configuration;
import lightspeed.config.ConfigurationInvalid;
import lightspeed.config.DataDirectory;
import lightspeed.config.EnvFile;
import lightspeed.config.SettingSource;
import lightspeed.config.SettingSources;
import lightspeed.config.Settings;
import lightspeed.db.TestDatabase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class LiveSettingsTest {
  @RegisterExtension static final TestDatabase DATABASE = TestDatabase.migrated();
  private static final Duration OFTEN = Duration.ofMillis(20);
  private static final Duration DEADLINE = Duration.ofSeconds(20);

  @TempDir Path folder;

  @Test
  void aSetValueHoldsAtOnceAndAfterUnsetTheDefault() {
    var settings = settings(Map.of());

    assertThat(settings.set("QUEUE_MAX_RETRIES", " 5 ", "eva", null))
        .isEqualTo(new SettingChange(true, null));
    assertThat(settings.current().get(Settings.QUEUE_MAX_RETRIES)).isEqualTo(5);
    assertThat(settings.current().effective(Settings.QUEUE_MAX_RETRIES).source())
        .isEqualTo(SettingSource.DATABASE);

    assertThat(settings.unset("queue_max_retries", "eva", null).changed()).isTrue();
    assertThat(settings.current().get(Settings.QUEUE_MAX_RETRIES)).isEqualTo(3);
    assertThat(settings.unset("queue_max_retries", "eva", null).changed()).isFalse();
  }

  @Test
  void aRunningProcessTakesOverWhatAnotherSets() throws Exception {
    try (var running = settings(Map.of())) {
      running.start(OFTEN);

      settings(Map.of()).set("queue_retry_delays", "1,2", "eva", null);

      await(
          () ->
              running
                  .current()
                  .queue()
                  .retryDelays()
                  .equals(List.of(Duration.ofSeconds(1), Duration.ofSeconds(2))));
    }
  }

  @Test
  void whatIsHiddenByTheEnvironmentSaysSo() {
    var settings = settings(Map.of("QUEUE_MAX_RETRIES", "7"));

    var change = settings.set("queue_max_retries", "5", "eva", null);

    assertThat(change.hiddenBy()).isNotNull().hasToString("queue_max_retries=7 (environment)");
    assertThat(settings.current().get(Settings.QUEUE_MAX_RETRIES)).isEqualTo(7);
    assertThat(settings(Map.of()).refresh().get(Settings.QUEUE_MAX_RETRIES)).isEqualTo(5);
  }

  @Test
  void aSecretIsSealedInTheTableAndOpenForItsUser() {
    var settings = settings(Map.of());

    settings.set("lightspeed_api_token", "hunter2", "eva", null);

    assertThat(stored("lightspeed_api_token")).startsWith("v1.").doesNotContain("hunter2");
    assertThat(settings(Map.of()).refresh().get(Settings.LIGHTSPEED_API_TOKEN).reveal())
        .isEqualTo("hunter2");
  }

  @Test
  void everyChangeIsAuditedWithoutSecrets() {
    var settings = settings(Map.of());

    settings.set("queue_max_retries", "5", "eva", "10.0.0.1");
    settings.set("queue_max_retries", "5", "eva", null);
    settings.set("lightspeed_api_token", "hunter2", "tom", null);
    settings.unset("lightspeed_api_token", "tom", null);

    assertThat(audited())
        .extracting(row -> row.get("actor"), row -> row.get("action"), row -> row.get("details"))
        .containsExactly(
            tuple("eva", "setting.set", "{\"from\":null,\"to\":\"5\"}"),
            tuple("tom", "setting.set", "{\"from\":null,\"to\":\"********\"}"),
            tuple("tom", "setting.unset", "{\"from\":\"********\"}"));
    assertThat(TestAudit.verify(DATABASE.database()))
        .isInstanceOfSatisfying(Intact.class, log -> assertThat(log.entries()).isEqualTo(3));
  }

  @Test
  void aBadValueChangesNothing() {
    var settings = settings(Map.of());

    assertThatThrownBy(() -> settings.set("queue_max_retries", "many", "eva", null))
        .isInstanceOf(ConfigurationInvalid.class)
        .hasMessageContaining("whole number from 1 to 100");
    assertThatThrownBy(() -> settings.set("queue_max_retrys", "5", "eva", null))
        .isInstanceOf(ConfigurationInvalid.class)
        .hasMessageContaining("did you mean queue_max_retries?");
    assertThatThrownBy(() -> settings.set("queue_max_retries", " ", "eva", null))
        .isInstanceOf(ConfigurationInvalid.class)
        .hasMessageContaining("config:unset queue_max_retries");
    assertThatThrownBy(() -> settings.set("lightspeed_data_dir", "/x", "eva", null))
        .isInstanceOf(ConfigurationInvalid.class)
        .hasMessageContaining("set LIGHTSPEED_DATA_DIR in the environment or .env");
    assertThatThrownBy(() -> settings.unset("queue_max_retrys", "eva", null))
        .isInstanceOf(ConfigurationInvalid.class);
    assertThat(audited()).isEmpty();
  }

  @Test
  void aRetiredRowStopsTheStartUntilItIsUnset() {
    put("queue_gone", "1");
    var settings = settings(Map.of());

    assertThatThrownBy(settings::refresh)
        .isInstanceOf(ConfigurationInvalid.class)
        .hasMessageContaining("queue_gone (config:set): is not a setting");
    settings.unset("queue_gone", "eva", null);

    assertThat(settings.refresh().all()).hasSameSizeAs(Settings.ALL);
  }

  @Test
  void aRunningProcessKeepsWhatItKnowsWhileTheDatabaseIsWrongOrAway() throws Exception {
    var other = settings(Map.of());
    try (var running = settings(Map.of())) {
      running.start(OFTEN);
      other.set("queue_max_retries", "5", "eva", null);
      await(() -> running.current().get(Settings.QUEUE_MAX_RETRIES) == 5);

      execute("RENAME TABLE settings TO settings_away");
      try {
        assertThatThrownBy(running::refresh).hasMessageContaining("settings");
        assertThat(running.current().get(Settings.QUEUE_MAX_RETRIES)).isEqualTo(5);
      } finally {
        execute("RENAME TABLE settings_away TO settings");
      }
      put("queue_max_retries", "nonsense");
      assertThatThrownBy(running::refresh).isInstanceOf(ConfigurationInvalid.class);
      assertThat(running.current().get(Settings.QUEUE_MAX_RETRIES)).isEqualTo(5);

      other.set("queue_max_retries", "6", "eva", null);
      await(() -> running.current().get(Settings.QUEUE_MAX_RETRIES) == 6);
    }
  }

  private LiveSettings settings(Map<String, String> environment) {
    var configuration = Configuration.of(new SettingSources(Map.of(), environment, EnvFile.NONE));
    var secrets = new SecretBox(KeySource.of(configuration, new DataDirectory(folder)));
    var audit = TestAudit.log(InstantSource.fixed(Instant.parse("2026-11-22T09:30:00Z")));
    return new LiveSettings(DATABASE.database(), configuration, secrets, audit);
  }

  private static String stored(String name) {
    return DATABASE
        .database()
        .read(handle -> SettingsStore.all(handle))
        .getOrDefault(name, "not there");
  }

  private static List<Map<String, Object>> audited() {
    return DATABASE
        .database()
        .read(
            handle ->
                handle
                    .createQuery("SELECT actor, action, details FROM audit_log ORDER BY id")
                    .mapToMap()
                    .list());
  }

  private static void put(String name, String value) {
    DATABASE.database().useTransaction(handle -> SettingsStore.put(handle, name, value, "hand"));
  }

  private static void execute(String sql) {
    // Not in a transaction: a change of the schema would end it.
    DATABASE.database().read(handle -> handle.execute(sql));
  }

  private static void await(BooleanSupplier condition) throws TimeoutException {
    long deadline = System.nanoTime() + DEADLINE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw new TimeoutException("it did not happen within " + DEADLINE);
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
    }
  }
}
