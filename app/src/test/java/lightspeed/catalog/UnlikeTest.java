package lightspeed.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class UnlikeTest {
  @Test
  void tellsWhatPeopleOverlook() {
    assertThat(Unlike.words("SKU-1", "sku-1")).isEqualTo("differs in case");
    assertThat(Unlike.words("SKU-1", "SKU-1\u00A0")).isEqualTo("has a no-break space at the end");
    assertThat(Unlike.words("SKU-1", " SKU-1")).isEqualTo("has a space at the start");
    assertThat(Unlike.words("SKU-1\t", "SKU-1")).isEqualTo("is written here with a tab at the end");
    assertThat(Unlike.words("SKU 1", "SKU\u00A01")).isEqualTo("differs in its blanks");
    assertThat(Unlike.words("Mu\u0308hle", "M\u00FChle"))
        .isEqualTo("differs in how its accents are stored");
    assertThat(Unlike.words("Muhle", "M\u00FChle")).isEqualTo("differs in accents");
    assertThat(Unlike.words("muhle", "M\u00FChle "))
        .isEqualTo("has a space at the end and differs in case and differs in accents");
    assertThat(Unlike.words("SKU-1", "SKU-1\u200B"))
        .isEqualTo("has an unusual blank (U+200B) at the end");
  }

  @Test
  void saysNothingAboutTheSameAndAboutOtherTexts() {
    assertThat(Unlike.words("SKU-1", "SKU-1")).isEmpty();
    assertThat(Unlike.words("SKU-1", "SKU-2")).isEmpty();
    assertThat(Unlike.words("", " ")).isEmpty();
  }
}
