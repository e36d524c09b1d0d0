package lightspeed.console.orders;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class ImportTurnsTest {
  private final ImportTurns turns = new ImportTurns();

  @Test
  void onePersonImportsOneFileAndThreePeopleAtOnce() {
    var ann = turns.begin("ann");
    turns.begin("bob");
    turns.begin("cid");

    assertThatThrownBy(() -> turns.begin("ann")).hasMessageContaining("file of yours");
    assertThatThrownBy(() -> turns.begin("dan")).hasMessageContaining("other people");
    ann.close();

    assertThatCode(() -> turns.begin("dan")).doesNotThrowAnyException();
  }
}
