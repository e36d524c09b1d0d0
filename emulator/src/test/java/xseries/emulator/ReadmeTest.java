package xseries.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import xseries.emulator.settings.Switch;

/// The README's tables say what the code says.
final class ReadmeTest {
  private static final List<Class<?>> RULES =
      List.of(
          AccessRulesTest.class,
          CatalogueRulesTest.class,
          ConsignmentRulesTest.class,
          LineRulesTest.class,
          ListRulesTest.class,
          StaffRulesTest.class,
          TokenRulesTest.class,
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
  void everySwitchIsListed() throws IOException {
    String readme = Files.readString(Path.of("README.md"));

    for (Switch one : Switch.values()) {
      assertThat(readme).contains("| `" + one.key() + "` |");
    }
  }
}
