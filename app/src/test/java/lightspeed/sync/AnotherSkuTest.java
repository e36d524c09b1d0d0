package lightspeed.sync;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class AnotherSkuTest {
  @Test
  void aLineUnderAnotherSkuIsFound() {
    assertThat(AnotherSku.of("SKU-1", "SKU-1-OLD", false))
        .contains(new AnotherSku("SKU-1", "SKU-1-OLD"));
    assertThat(AnotherSku.of("SKU-1", "sku-1", false)).isPresent();
  }

  @Test
  void theSameSkuAndOuterBlanksAndSilenceSayNothing() {
    assertThat(AnotherSku.of("SKU-1", "SKU-1", false)).isEmpty();
    assertThat(AnotherSku.of("SKU-1", "SKU-1\u00A0", false)).isEmpty();
    assertThat(AnotherSku.of("SKU-1", null, false)).isEmpty();
    assertThat(AnotherSku.of("SKU-1", "", false)).isEmpty();
  }

  @Test
  void aSkuThatAPersonMappedSaysNothing() {
    assertThat(AnotherSku.of("SKU-1", "OTHER", true)).isEmpty();
  }
}
