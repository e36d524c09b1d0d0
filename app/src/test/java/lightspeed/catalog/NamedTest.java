package lightspeed.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.text.Normalizer;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class NamedTest {
  @Test
  void compositionAndBlanksMakeNoDifference() {
    String decomposed = Normalizer.normalize("Café Mühle", Normalizer.Form.NFD);

    assertThat(named(decomposed, "Café Mühle", "Cafe Muhle")).containsExactly("0");
    assertThat(named("Café  Mühle ", "Café\u00A0Mühle")).containsExactly("0");
  }

  @Test
  void caseIsIgnoredWhenExactlyOneFits() {
    assertThat(named("harbour trading co", "Harbour Trading Co", "Other")).containsExactly("0");
    assertThat(named("HARBOUR", "Harbour", "harbour")).containsExactly("0", "1");
    assertThat(named("harbour", "Harbour", "harbour")).containsExactly("1");
  }

  @Test
  void theSameToTheByteComesFirstAndAccentsCount() {
    assertThat(named("Acme", "Acme ", "Acme")).containsExactly("1");
    assertThat(named("Acme", "Acmé")).isEmpty();
  }

  @Test
  void idsAreExact() {
    List<CatalogSupplier> suppliers = List.of(new CatalogSupplier("ab-1", "AB-1", 1, null));

    assertThat(Named.suppliers("ab-1", suppliers)).hasSize(1);
    assertThat(Named.suppliers("ab-1 ", suppliers)).as("by its name").hasSize(1);
    assertThat(Named.suppliers("AB-1", List.of(new CatalogSupplier("ab-1", "Name", 1, null))))
        .isEmpty();
  }

  private static List<String> named(String written, String... names) {
    List<CatalogSupplier> all =
        Stream.iterate(0, i -> i < names.length, i -> i + 1)
            .map(i -> new CatalogSupplier(Integer.toString(i), names[i], 1, null))
            .toList();
    return Named.suppliers(written, all).stream().map(CatalogSupplier::id).toList();
  }
}
