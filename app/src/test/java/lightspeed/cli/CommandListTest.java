package lightspeed.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class CommandListTest {
  static Stream<CommandEntry> commands() {
    return CommandList.ALL.stream();
  }

  @Test
  void namesAreUnique() {
    assertThat(CommandList.ALL).extracting(CommandEntry::name).doesNotHaveDuplicates();
  }

  @Test
  void thePromisedCommandsAreThere() {
    assertThat(CommandList.ALL)
        .extracting(CommandEntry::name)
        .containsExactlyInAnyOrder(
            ("sync:po sync:pending sync:status sync:retry sync:diff sync:reconcile po:list po:show"
                    + " po:import po:approve po:cancel po:reopen po:adopt po:receipts queue:work"
                    + " queue:stats queue:list queue:show queue:retry queue:retry-all queue:cancel"
                    + " queue:recover queue:prune vend:test vend:outlets vend:suppliers vend:products"
                    + " vend:consignment catalog:pull register:list register:walk register:skip"
                    + " config:show config:set config:unset config:rotate-key status health doctor"
                    + " sandbox demo db:migrate db:status db:backup db:restore installation:confirm"
                    + " store:switch db:shell db:start db:stop serve webhook:list webhook:create"
                    + " webhook:delete webhook:log webhook:replay webhook:listen webhook:trigger"
                    + " notify:log notify:replay notify:test user:create user:list user:passwd"
                    + " user:change user:forget audit:list audit:verify audit:prune token:create"
                    + " token:list token:revoke po:export completion help")
                .split(" "));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyCommandExplainsItselfWithExamples(CommandEntry entry) {
    var captured = Captured.pipes();

    int exit =
        Cli.inside(captured.streams(), Map.of(), new NoServices()).run(entry.name(), "--help");

    assertThat(exit).isZero();
    assertThat(captured.out())
        .startsWith(entry.summary())
        .contains("Usage: lightspeed-cli " + entry.name())
        .contains("Examples:")
        .containsPattern("Examples:\\R\\s+.*lightspeed-cli " + entry.name())
        .contains("--json");
  }

  @ParameterizedTest
  @MethodSource("commands")
  void whoMayBeCalledBareHasNoRequiredArgument(CommandEntry entry) {
    var reader = new CommandLineReader(entry, CommandList.make(entry));
    var spec = reader.spec();

    boolean hasRequired = spec.args().stream().anyMatch(argument -> argument.required());

    assertThat(entry.isBare()).isEqualTo(!hasRequired);
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyOptionIsExplained(CommandEntry entry) {
    var spec = new CommandLineReader(entry, CommandList.make(entry)).spec();

    assertThat(spec.args()).allSatisfy(argument -> assertThat(argument.description()).isNotEmpty());
  }
}
