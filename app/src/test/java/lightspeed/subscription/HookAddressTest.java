package lightspeed.subscription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.List;
import lightspeed.config.Secret;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class HookAddressTest {
  private static final Secret SECRET = new Secret("path-secret-0123456789");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://shop.example.com",
        "https://shop.example.com/",
        "https://shop.example.com/webhooks/lightspeed",
        "https://shop.example.com/webhooks/lightspeed/"
      })
  void thePathIsAddedOnce(String typed) {
    assertThat(HookAddress.base(typed)).isEqualTo("https://shop.example.com/webhooks/lightspeed");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://shop.example.com",
        "http://10.0.0.1",
        "http://127.0.0.1.example.com",
        "ftp://shop.example.com",
        "shop.example.com",
        "https://",
        "https://user:word@shop.example.com",
        "https://shop.example.com?x=1",
        "https://shop.example.com#x",
        "https://shop example.com"
      })
  void whatWouldNotBeSafeOrReachableIsRefused(String typed) {
    assertThatThrownBy(() -> HookAddress.base(typed))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(" address");
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://127.0.0.1:8080", "http://localhost", "http://[::1]:8080"})
  void plainHttpIsAllowedOnThisMachine(String typed) {
    assertThat(HookAddress.base(typed)).startsWith(typed);
  }

  @Test
  void theSecretIsMaskedAndItsServerIsStillSeen() {
    var url = HookAddress.of(HookAddress.base("https://shop.example.com"), SECRET, "sale.update");

    assertThat(HookAddress.masked(url))
        .isEqualTo("https://shop.example.com/webhooks/lightspeed/********/sale.update");
    assertThat(HookAddress.server(url)).contains(URI.create("https://shop.example.com"));
    assertThat(HookAddress.isOurs(url, List.of(SECRET), "sale.update")).isTrue();
    assertThat(HookAddress.isOurs(url, List.of(SECRET), "product.update")).isFalse();
    assertThat(HookAddress.isOurs(url, List.of(new Secret("another-secret-01")), "sale.update"))
        .isFalse();
  }
}
