package xseries.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import xseries.emulator.api.Operation;
import xseries.emulator.settings.Switch;

/// The README's tables say what the code says.
final class ReadmeTest {
  private static final String OPERATIONS =
      """
      | operation | versions | scopes | source | certainty |
      |---|---|---|---|---|
      """;

  private static final String DEVIATIONS =
      """
      | where | why |
      |---|---|
      """;

  private static final List<Class<?>> RULES =
      List.of(
          AccessRulesTest.class,
          CatalogueRulesTest.class,
          ConsignmentRulesTest.class,
          LineRulesTest.class,
          ListRulesTest.class,
          PurchaseOrderRulesTest.class,
          StaffRulesTest.class,
          TokenRulesTest.class,
          VersionRulesTest.class,
          WebhookRulesTest.class,
          WebhookDeliveryTest.class,
          WebhookRetryTest.class);

  @Test
  void everyRuleIsListedWithItsMarkAndTest() throws IOException {
    String readme = Files.readString(Path.of("README.md"));

    for (Class<?> type : RULES) {
      for (Method method : type.getDeclaredMethods()) {
        Rule rule = method.getAnnotation(Rule.class);
        if (rule != null) {
          String mark = rule.mark().name().toLowerCase(Locale.ROOT).replace('_', '-');
          assertThat(readme)
              .contains("*%s* | `%s.%s`".formatted(mark, type.getSimpleName(), method.getName()));
        }
      }
    }
  }

  @Test
  void listOfOperationsIsTheOneOfTheCode() throws IOException {
    checkRows(OPERATIONS, Arrays.stream(Operation.values()).map(Operation::toRow));
  }

  @Test
  void listOfDeviationsIsTheOneOfTheTest() throws IOException {
    checkRows(DEVIATIONS, Deviation.KNOWN.stream().map(Deviation::toRow));
  }

  /// Compares the rows below a heading; with `-Dreadme.write=true` writes them instead.
  private static void checkRows(String heading, Stream<String> rows) throws IOException {
    Path file = Path.of("README.md");
    String readme = Files.readString(file);
    int from = readme.indexOf(heading) + heading.length();
    int to = readme.indexOf("\n\n", from - 1);
    String wanted = rows.collect(Collectors.joining("\n"));

    if (Boolean.getBoolean("readme.write")) {
      Files.writeString(file, readme.substring(0, from) + wanted + readme.substring(to));
    } else {
      assertThat(readme.substring(from, to)).isEqualTo(wanted);
    }
  }

  @Test
  void everySwitchIsListed() throws IOException {
    String readme = Files.readString(Path.of("README.md"));

    for (Switch one : Switch.values()) {
      assertThat(readme).contains("| `" + one.key() + "` |");
    }
  }
}
