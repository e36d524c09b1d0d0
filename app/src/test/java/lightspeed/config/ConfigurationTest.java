package lightspeed.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

class ConfigurationTest {
  private static final String KEY = "queue_max_retries";
  private static final String NAME = "QUEUE_MAX_RETRIES";

  private final EnvFile envFile = EnvFile.parse(SettingFixtures.ENV_FILE, "\n" + NAME + "=4\n");

  @Test
  void theStrongestSourceWinsAndSaysWhatItHides() {
    var all =
        Configuration.of(
            new SettingSources(
                Map.of(KEY, "7"), Map.of(NAME, "6"), envFile, Map.of(KEY, "5"), SecretOpener.NONE));
    var withoutOption =
        Configuration.of(
            new SettingSources(
                Map.of(), Map.of(NAME, "6"), envFile, Map.of(KEY, "5"), SecretOpener.NONE));
    var withoutEnvironment =
        Configuration.of(new SettingSources(Map.of(), Map.of(), envFile))
            .withDatabase(Map.of(KEY, "5"), SecretOpener.NONE);
    var fileOnly = Configuration.of(new SettingSources(Map.of(), Map.of(), envFile));

    assertThat(all.effective(Settings.QUEUE_MAX_RETRIES))
        .isEqualTo(
            new EffectiveSetting(
                Settings.QUEUE_MAX_RETRIES,
                "7",
                SettingSource.COMMAND_LINE,
                "command line",
                List.of(
                    SettingSource.ENVIRONMENT, SettingSource.DATABASE, SettingSource.ENV_FILE)));
    assertThat(withoutOption.get(Settings.QUEUE_MAX_RETRIES)).isEqualTo(6);
    assertThat(withoutEnvironment.get(Settings.QUEUE_MAX_RETRIES)).isEqualTo(5);
    assertThat(fileOnly.get(Settings.QUEUE_MAX_RETRIES)).isEqualTo(4);
    assertThat(fileOnly.effective(Settings.QUEUE_MAX_RETRIES).origin())
        .isEqualTo("/etc/shop/.env line 2");
    assertThat(SettingFixtures.nothingSet().get(Settings.QUEUE_MAX_RETRIES)).isEqualTo(3);
  }

  @Test
  void anEmptyValueIsNotSet() {
    var configuration = SettingFixtures.fromEnvironment(Map.of(NAME, "  "));

    assertThat(configuration.effective(Settings.QUEUE_MAX_RETRIES).source())
        .isEqualTo(SettingSource.DEFAULT);
  }

  @Test
  void allProblemsOfAllSourcesAreToldAtOnceAndSecretsStayMasked() {
    var sources =
        new SettingSources(
            Map.of("queue_concurrency", "0"),
            Map.of("QUEUE_MAX_RETRIES", "many", "LIGHTSPEED_API_TOKEN", "se cret"),
            EnvFile.parse(
                SettingFixtures.ENV_FILE,
                "SYNC_POLL_INTERVAL=0\nnonsense hunter2\nQUEUE_RETRIES=2"),
            Map.of("webhook_rate_limit_max", "-1", "lightspeed_data_dir", "/x", "gone_key", "1"),
            SecretOpener.NONE);

    assertThatThrownBy(() -> Configuration.of(sources))
        .asInstanceOf(InstanceOfAssertFactories.type(ConfigurationInvalid.class))
        .satisfies(
            invalid -> {
              assertThat(invalid.problems())
                  .extracting(SettingProblem::key)
                  .containsExactlyInAnyOrder(
                      "queue_concurrency",
                      "queue_max_retries",
                      "lightspeed_api_token",
                      "sync_poll_interval",
                      ".env",
                      "QUEUE_RETRIES",
                      "webhook_rate_limit_max",
                      "lightspeed_data_dir",
                      "gone_key");
              assertThat(invalid)
                  .hasMessageContaining("The configuration has 9 problems:")
                  .hasMessageContaining(
                      "queue_max_retries = \"many\" (environment): not a whole number; allowed:"
                          + " whole number from 1 to 100")
                  .hasMessageContaining("lightspeed_api_token = \"********\" (environment)")
                  .hasMessageContaining("/etc/shop/.env line 2")
                  .hasMessageContaining("did you mean queue_max_retries?");
              assertThat(invalid.getMessage()).doesNotContain("se cret", "hunter2");
            });
  }

  @Test
  void aNameInTheEnvironmentThatCanOnlyBeMeantForUsIsRefusedAndOthersAreWarnedOf() {
    var ofOthers =
        Map.of(
            "QUEUE_CONNECTION", "redis",
            "LIGHTSPEED_JAVA_HOME", "/opt/jdk",
            "LIGHTSPEED_NO_AOT", "1",
            "SERVER_PROT", "80",
            "PATH", "/bin");

    var configuration = SettingFixtures.fromEnvironment(ofOthers);

    assertThat(configuration.namesWithoutEffect())
        .containsExactly(
            "QUEUE_CONNECTION in the environment is not a setting and has no effect here.",
            "SERVER_PROT in the environment is not a setting and has no effect here."
                + " Did you mean SERVER_PORT?");
    assertThat(configuration.mistypedNames()).singleElement().asString().startsWith("SERVER_PROT");
    for (var name : List.of("LIGHTSPEED_API_TOKNE", "LIGHTSPEED_COLOUR")) {
      assertThatThrownBy(() -> SettingFixtures.fromEnvironment(Map.of(name, "x")))
          .isInstanceOf(ConfigurationInvalid.class)
          .hasMessageStartingWith(name + " (environment): is not a setting; did you mean");
    }
  }

  @Test
  void aNameInTheFileIsRefusedWhenItHasThePrefixOfAnySettingAndIsUnknown() {
    assertThat(Configuration.of(SettingFixtures.fromEnvFile("MAIL_HOST=x\nAPP_KEY=x"))).isNotNull();
    for (var setting : Settings.ALL) {
      var name = setting.environmentName().replaceFirst("_.*", "_ZZZ");
      assertThatThrownBy(() -> Configuration.of(SettingFixtures.fromEnvFile(name + "=x")))
          .isInstanceOf(ConfigurationInvalid.class)
          .hasMessageContaining(name + " (/etc/shop/.env line 1): is not a setting");
    }
  }

  @Test
  void aDatabaseUserWithoutAnAddressIsRefused() {
    assertThatThrownBy(
            () ->
                SettingFixtures.fromEnvironment(
                    Map.of(
                        "LIGHTSPEED_DATABASE_USER", "shop", "LIGHTSPEED_DATABASE_PASSWORD", "pw1")))
        .isInstanceOf(ConfigurationInvalid.class)
        .hasMessageContaining("lightspeed_database_user = \"shop\"")
        .hasMessageContaining("lightspeed_database_password = \"********\"");
  }

  @Test
  void aSecretOfTheDatabaseIsOpenedOnlyWhenItIsUsed() {
    var stored = Map.of("lightspeed_api_token", "sealed", "queue_max_retries", "9");
    SecretOpener opener =
        (key, text) -> {
          throw new ConfigurationInvalid(new SettingProblem(key, null, "config:set", "no key"));
        };

    var configuration = SettingFixtures.nothingSet().withDatabase(stored, opener);

    assertThat(configuration.get(Settings.QUEUE_MAX_RETRIES)).isEqualTo(9);
    assertThat(configuration.effective(Settings.LIGHTSPEED_API_TOKEN))
        .hasToString("lightspeed_api_token=******** (config:set)");
    assertThatThrownBy(() -> configuration.find(Settings.LIGHTSPEED_API_TOKEN))
        .isInstanceOf(ConfigurationInvalid.class)
        .hasMessageContaining("no key");
  }

  @Test
  void nothingThatHoldsValuesShowsASecretAsText() {
    var sources =
        new SettingSources(
            Map.of("lightspeed_api_token", "hunter2"),
            Map.of("LIGHTSPEED_WEBHOOK_SECRET", "hunter2"),
            EnvFile.parse(SettingFixtures.ENV_FILE, "LIGHTSPEED_KEY=hunter2"));
    var configuration = Configuration.of(sources);

    assertThat(sources + " " + configuration.all() + configuration.webhook() + sources.envFile())
        .doesNotContain("hunter2");
    assertThat(configuration.get(Settings.LIGHTSPEED_API_TOKEN).reveal()).isEqualTo("hunter2");
  }
}
