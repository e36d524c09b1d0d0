package lightspeed.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.Normalizer;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class FoldedTest {
  @Test
  void compositionMakesNoDifference() {
    String typedOnAMac = Normalizer.normalize("Müller & Söhne", Normalizer.Form.NFD);

    assertThat(Folded.of(typedOnAMac)).isEqualTo(Folded.of("Müller & Söhne"));
  }

  @Test
  void blanksOfAnyKindAreOneSpaceAndOuterOnesAreGone() {
    assertThat(Folded.of("\u00A0PO \t\u20033\u3000")).isEqualTo("po 3");
    assertThat(Folded.of("PO\u200B-3\uFEFF")).isEqualTo("po-3");
  }

  @Test
  void caseMakesNoDifferenceInAnyScript() {
    assertThat(Folded.of("STRASSE")).isEqualTo(Folded.of("Straße"));
    assertThat(Folded.of("ΣΊΣΥΦΟΣ")).isEqualTo(Folded.of("Σίσυφος"));
    assertThat(Folded.of("İzmir")).isEqualTo(Folded.of("i\u0307zmir"));
  }

  @Test
  void accentsAndPunctuationDoMakeADifference() {
    assertThat(Folded.of("Muller")).isNotEqualTo(Folded.of("Müller"));
    assertThat(Folded.of("PO-3")).isNotEqualTo(Folded.of("PO 3"));
  }

  @Test
  void emojiSurvive() {
    assertThat(Folded.of("Order 🚲 1")).isEqualTo("order 🚲 1");
  }

  @Test
  void foldingTwiceIsFoldingOnce() {
    Random random = new Random(5);
    for (int i = 0; i < 200_000; i++) {
      StringBuilder text = new StringBuilder();
      random.ints(4, 0, 0x3000).filter(Character::isDefined).forEach(text::appendCodePoint);

      String folded = Folded.of(text.toString());

      assertThat(Folded.of(folded)).isEqualTo(folded);
    }
  }
}
