package lightspeed.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ArchitectureTest {
  private static final ArchitectureRules RULES = new ArchitectureRules("lightspeed");
  private static final ArchitectureRules PLANTED = new ArchitectureRules("planted");

  private JavaClasses product = new ClassFileImporter().importClasses();
  private JavaClasses plantedClasses = product;

  @BeforeAll
  void readClasses() {
    product =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .withImportOption(new ImportOption.DoNotIncludeJars())
            .importPackages("lightspeed");
    plantedClasses = new ClassFileImporter().importPackages("planted");
  }

  static Set<String> packages() {
    return ArchitectureRules.allowed().keySet();
  }

  @ParameterizedTest
  @MethodSource("packages")
  void aPackageUsesOnlyWhatTheTableAllows(String name) {
    RULES.onlyAllowed(name).check(product);
  }

  @Test
  void everyPackageIsInTheTable() {
    Set<String> found = new TreeSet<>();
    product.forEach(
        type -> {
          String below = type.getPackageName().replaceFirst("^lightspeed\\.?", "");
          if (!below.isEmpty()) {
            found.add(below.replaceFirst("\\..*", ""));
          }
        });

    assertThat(found).isSubsetOf(ArchitectureRules.allowed().keySet());
    assertThat(found).contains("job", "sync", "xseries");
  }

  @Test
  void packagesHaveNoCycles() {
    RULES.noCycles().check(product);
  }

  @Test
  void nobodyReadsTheClockDirectly() {
    RULES.noDirectClock().check(product);
  }

  @Test
  void thinLayersHoldNoSql() {
    RULES.sqlOnlyInStores().check(product);
  }

  @Test
  void standardStreamsBelongToTheCommandLine() {
    RULES.standardStreamsOnlyInCli().check(product);
  }

  @Test
  void onlyTheClientSpeaksHttp() {
    RULES.httpOnlyInClient().check(product);
  }

  @Test
  void nobodySleeps() {
    RULES.noSleep().check(product);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 4, 5})
  void eachRuleCatchesWhatWasPlantedForIt(int index) {
    ArchRule rule = PLANTED.all().get(index);

    assertThatThrownBy(() -> rule.check(plantedClasses)).isInstanceOf(AssertionError.class);
  }

  @Test
  void theTableCatchesAPlantedForbiddenEdge() {
    assertThatThrownBy(() -> PLANTED.onlyAllowed("job").check(plantedClasses))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("UsesSync");
  }
}
