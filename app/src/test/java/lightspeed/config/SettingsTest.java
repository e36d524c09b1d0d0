package lightspeed.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {

  @Test
  void everySettingIsNamedOnceAndExplainedInASentence() {
    assertThat(Settings.ALL).extracting(Setting::key).doesNotHaveDuplicates();
    assertThat(Settings.ALL)
        .allSatisfy(
            setting -> {
              assertThat(setting.key()).matches("[a-z_]+");
              assertThat(setting.meaning()).endsWith(".");
              assertThat(setting.allowed()).isNotBlank();
              assertThat(Settings.find(setting.environmentName())).contains(setting);
            });
  }

  @Test
  void everyConstantIsListed() throws IllegalAccessException {
    for (var field : Settings.class.getDeclaredFields()) {
      if (field.getType() == Setting.class) {
        assertThat(Settings.ALL).contains((Setting<?>) field.get(null));
      }
    }
  }

  @Test
  void aMistypedNameGetsTheNearest() {
    assertThatThrownBy(() -> Settings.require("queue_max_retry"))
        .isInstanceOf(ConfigurationInvalid.class)
        .hasMessage(
            "queue_max_retry (command line): is not a setting; did you mean queue_max_retries?");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          lightspeed_domain_prefix  | my-store-2
          lightspeed_api_url        | https://api.example.com
          lightspeed_api_url        | http://[::1]:9100/base
          lightspeed_api_version    | 2026-12
          queue_max_retries         | 1
          queue_max_retries         | 100
          queue_worker_sleep        | 0.02
          queue_worker_sleep        | 60
          queue_worker_sleep        | 1e1
          queue_retry_delays        | 0
          queue_retry_delays        | 60 , 300
          sync_settle_seconds       | 0
          sync_auto_on_approval     | Off
          webhook_path_secret       | 0123456789abcdeF
          webhook_types             | product.update
          server_trusted_proxies    | 2001:db8::/32,127.0.0.1
          lightspeed_database_url   | jdbc:mariadb:sequential://a,b/shop
          """)
  void accepts(String key, String value) {
    assertThat(Settings.require(key).read(value, "test")).isNotNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          lightspeed_domain_prefix  | mystore.retail.lightspeed.app
          lightspeed_domain_prefix  | -store
          lightspeed_domain_prefix  | störe
          lightspeed_api_url        | ftp://example.com
          lightspeed_api_url        | example.com
          lightspeed_api_url        | https://
          lightspeed_api_url        | https://user:pw@example.com
          lightspeed_api_url        | https://example.com?x=1
          lightspeed_api_url        | http://169.254.169.254/latest
          lightspeed_api_url        | http://2852039166
          lightspeed_api_url        | http://[fe80::1]
          lightspeed_api_url        | http://metadata.google.internal
          lightspeed_api_url        | http://METADATA.google.internal.
          lightspeed_api_url        | http://169.254.169.254./
          lightspeed_api_url        | http://[::ffff:169.254.169.254]
          lightspeed_api_url        | http://[::ffff:a9fe:a9fe]
          lightspeed_api_url        | http://[64:ff9b::a9fe:a9fe]
          lightspeed_api_url        | http://[fd00:ec2::254]
          lightspeed_api_url        | http://100.100.100.200
          notify_url                | http://169.254.170.2/v2
          server_public_url         | http://168.63.129.16
          lightspeed_api_version    | 2026-13
          lightspeed_api_version    | 2026-1
          lightspeed_api_version    | 3.0
          queue_max_retries         | 0
          queue_max_retries         | 101
          queue_max_retries         | 3.5
          queue_max_retries         | 99999999999
          queue_worker_sleep        | 0.01
          queue_worker_sleep        | 60.001
          queue_worker_sleep        | 0.0205
          queue_worker_sleep        | soon
          queue_retry_delays        | 60,,300
          queue_retry_delays        | 60,
          queue_retry_delays        | -1
          sync_auto_on_approval     | maybe
          log_format                | xml
          webhook_path_secret       | tooshort
          webhook_path_secret       | 0123456789abcdef/../x
          webhook_types             | consignment.updated
          webhook_types             | product.update,
          webhook_body_limit        | 1023
          server_port               | 65536
          server_trusted_proxies    | proxy.example.com
          server_trusted_proxies    | 10.0.0.0/33
          server_trusted_proxies    | 10.0.0.0/x
          lightspeed_database_url   | jdbc:mysql://db/shop
          lightspeed_database_url   | jdbc:mariadb://db/shop?password=x
          lightspeed_api_token      | two words
          """)
  void refuses(String key, String value) {
    var setting = Settings.require(key);

    assertThatThrownBy(() -> setting.read(value, "test"))
        .isInstanceOf(ConfigurationInvalid.class)
        .hasMessageContaining("allowed: " + setting.allowed());
  }
}
