package lightspeed.xseries;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AddressAndTokenTest {

  @Test
  void aStoresPrefixMakesItsAddress() {
    XSeriesAddress address = XSeriesAddress.ofRetailer("my-store", "2026-07");

    assertThat(address.resolve(address.path("/outlets")))
        .isEqualTo(URI.create("https://my-store.retail.lightspeed.app/api/2026-07/outlets"));
  }

  @Test
  void anotherBaseKeepsItsPathAndLosesItsSlash() {
    XSeriesAddress address = new XSeriesAddress(URI.create("http://127.0.0.1:9100/proxy/"), "2.0");

    assertThat(address.resolve(address.path("/outlets")))
        .isEqualTo(URI.create("http://127.0.0.1:9100/proxy/api/2.0/outlets"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.0", "2026-13", "2026-7", "latest", "", "2.0/../1.0"})
  void anUnknownVersionIsRefused(String version) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> XSeriesAddress.ofRetailer("store", version))
        .withMessageContaining("2.0 or a date");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "store.retail.lightspeed.app", "https://store", "a b", "-x", "Store"})
  void aPrefixThatIsNotOneLabelIsRefused(String prefix) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> XSeriesAddress.ofRetailer(prefix, "2.0"))
        .withMessageContaining("first word");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"ftp://host", "host", "https://user:pw@host", "https://host?x=1", "https:///x"})
  void aBaseThatIsNoPlainWebAddressIsRefused(String base) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new XSeriesAddress(URI.create(base), "2.0"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "two words", "line\r\nX-Evil: 1", "naïve"})
  void aTokenThatCannotBeAHeaderIsRefusedWithoutBeingRepeated(String token) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new AccessToken(token))
        .satisfies(e -> assertThat(e.getMessage()).isNotEmpty().doesNotContain("Evil", "naïve"));
  }

  @Test
  void pathsAreEncodedOnce() {
    XSeriesAddress address = XSeriesAddress.ofRetailer("store", "2.0");

    CallName name = ApiCall.get("search", "/search").with("sku", "ä b&c+/%").name(address);

    assertThat(name.path()).isEqualTo("/api/2.0/search?sku=%C3%A4%20b%26c%2B%2F%25");
  }
}
