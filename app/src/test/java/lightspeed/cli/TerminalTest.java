package lightspeed.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class TerminalTest {
  @Test
  void resultsAndMessagesGoToDifferentStreams() {
    var captured = Captured.pipes();
    var terminal = captured.with(Map.of());

    terminal.print("résult ✔");
    terminal.say("message");

    assertThat(captured.out()).isEqualTo("résult ✔\n");
    assertThat(captured.err()).isEqualTo("message\n");
  }

  @Test
  void thereIsColourOnlyInFrontOfAPersonWhoWantsIt() {
    var person = Captured.terminal("");

    assertThat(person.with(Map.of()).styled(Style.RED, "x")).isEqualTo("\u001b[31mx\u001b[0m");
    assertThat(person.with(Map.of("NO_COLOR", "1")).styled(Style.RED, "x")).isEqualTo("x");
    assertThat(person.with(Map.of("TERM", "dumb")).styled(Style.RED, "x")).isEqualTo("x");
    assertThat(person.with(Map.of(), "--no-color").styled(Style.RED, "x")).isEqualTo("x");
    assertThat(Captured.pipes().with(Map.of()).styled(Style.RED, "x")).isEqualTo("x");
  }

  @Test
  void whatOthersTypedMovesNoCursorAndTurnsNoLineRound() {
    var hostile = "PO\u001b[2J \u009b31m a\u202eb\u200b \udb40\udc41 \u3164 \u001b]0;x\u0007";
    var visible =
        "PO\\u001b[2J \\u009b31m a\\u202eb\\u200b \\udb40\\udc41 \\u3164 \\u001b]0;x\\u0007";
    for (var captured : List.of(Captured.terminal(""), Captured.pipes())) {
      var terminal = captured.with(Map.of());

      terminal.print(hostile);
      terminal.say(hostile);
      terminal.print(terminal.styled(Style.RED, "\u001b[0m\u202e"));

      assertThat(captured.out()).startsWith(visible + "\n").contains("\\u001b[0m\\u202e");
      assertThat(captured.err()).isEqualTo(visible + "\n");
    }
  }

  @Test
  void anExportGoesThroughPipesUnchangedAndIsMadeVisibleForAPerson() throws IOException {
    var person = Captured.terminal("");
    var pipe = Captured.pipes();

    person.with(Map.of()).outWriter().write("a,\u202eb\r\n");
    pipe.with(Map.of()).outWriter().write("a,\u202eb\r\n");

    assertThat(person.out()).isEqualTo("a,\\u202eb\n");
    assertThat(pipe.out()).isEqualTo("a,\u202eb\r\n");
  }

  @Test
  void quietKeepsMessagesButNotWarnings() {
    var captured = Captured.pipes();
    var terminal = captured.with(Map.of(), "--quiet");

    terminal.say("message");
    terminal.warn("this matters");

    assertThat(captured.err()).isEqualTo("Warning: this matters\n");
  }

  @Test
  void withJsonStandardErrorIsLeftToErrors() {
    var captured = Captured.pipes();

    captured.with(Map.of(), "--json").say("message");

    assertThat(captured.err()).isEmpty();
  }

  @Test
  void progressIsShownOnATerminalAndClearedBeforeTheNextLine() {
    var person = Captured.terminal("");
    var terminal = person.with(Map.of("COLUMNS", "80"));

    terminal.progress("half");
    terminal.say("done");

    assertThat(person.err()).isEqualTo("\r\u001b[Khalf\r\u001b[Kdone\n");

    var pipes = Captured.pipes();
    pipes.with(Map.of()).progress("half");

    assertThat(pipes.err()).isEmpty();
  }

  @Test
  void aReaderThatLeftEndsNothing() {
    var captured = Captured.pipes();
    var terminal =
        new Terminal(
            captured.streams(new ClosedPipe()), Arguments.split(new String[0]).options(), Map.of());

    terminal.print("one");
    terminal.print("two");

    assertThat(terminal.isOutClosed()).isTrue();
    assertThat(captured.err()).isEmpty();
  }

  @Test
  void nobodyIsAskedWhereNobodyCanAnswer() {
    assertThat(Captured.pipes("y\n").with(Map.of()).confirm("Sure?", false)).isFalse();
    assertThat(Captured.terminal("y\n").with(Map.of(), "--no-input").confirm("Sure?", false))
        .isFalse();
    assertThat(Captured.terminal("y\n").with(Map.of()).confirm("Sure?", false)).isTrue();
    assertThat(Captured.terminal("\n").with(Map.of()).confirm("Sure?", true)).isTrue();
    assertThat(Captured.terminal("no\n").with(Map.of()).confirm("Sure?", true)).isFalse();
  }

  @Test
  void aSecretIsReadFromThePipe() {
    var secret = Captured.pipes("gehéim\r\nrest\n").with(Map.of()).readSecret("token");

    assertThat(secret).isEqualTo("gehéim");
    assertThatThrownBy(() -> Captured.pipes("").with(Map.of()).readSecret("token"))
        .isInstanceOf(UsageError.class);
  }

  @Test
  void theWidthIsThatOfTheTerminalAndNoneInAPipe() {
    assertThat(Captured.terminal("").with(Map.of("COLUMNS", "132")).width()).contains(132);
    assertThat(Captured.terminal("").with(Map.of("COLUMNS", "wide")).width()).contains(80);
    assertThat(Captured.pipes().with(Map.of("COLUMNS", "132")).width()).isEmpty();
  }

  private static final class ClosedPipe extends OutputStream {
    @Override
    public void write(int b) throws IOException {
      throw new IOException("Broken pipe");
    }
  }
}
