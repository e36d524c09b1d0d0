package lightspeed.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class ArgumentsTest {
  @Test
  void globalOptionsMayStandBeforeAndBehindTheCommand() {
    var before = Arguments.split(new String[] {"--json", "-q", "queue:list", "--limit=3"});
    var behind = Arguments.split(new String[] {"queue:list", "--limit=3", "-q", "--json"});

    assertThat(before).isEqualTo(behind);
    assertThat(before.command()).isEqualTo("queue:list");
    assertThat(before.rest()).containsExactly("--limit=3");
    assertThat(before.options().isJson()).isTrue();
    assertThat(before.options().isQuiet()).isTrue();
    assertThat(before.options().isVerbose()).isFalse();
  }

  @Test
  void theEnvFileMayBeGivenInBothWays() {
    var apart = Arguments.split(new String[] {"--env-file", "a.env", "status"});
    var together = Arguments.split(new String[] {"status", "--env-file=a.env"});

    assertThat(apart.options().envFile()).isEqualTo(Path.of("a.env"));
    assertThat(together.options().envFile()).isEqualTo(Path.of("a.env"));
    assertThat(apart.command()).isEqualTo("status");
  }

  @Test
  void behindTwoDashesNothingIsAGlobalOption() {
    var split = Arguments.split(new String[] {"config:set", "log_format", "--", "--json"});

    assertThat(split.options().isJson()).isFalse();
    assertThat(split.rest()).containsExactly("log_format", "--", "--json");
  }

  @Test
  void aSingleDashIsAValue() {
    var split = Arguments.split(new String[] {"config:set", "lightspeed_api_token", "-"});

    assertThat(split.rest()).containsExactly("lightspeed_api_token", "-");
  }

  @Test
  void anEnvFileWithoutNameIsRefused() {
    assertThatThrownBy(() -> Arguments.split(new String[] {"status", "--env-file"}))
        .isInstanceOf(UsageError.class);
  }

  @Test
  void whatIsReadIsWhatHelpTells() {
    assertThat(EveryCommand.OPTIONS.stream().flatMap(option -> option.names().stream()))
        .containsExactlyInAnyOrderElementsOf(Arguments.GLOBAL);
  }
}
