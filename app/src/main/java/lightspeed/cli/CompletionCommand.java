package lightspeed.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// Prints the script with which a shell completes commands, options, values and the numbers of
/// orders and jobs.
@Command(
    description = {
      "bash:  lightspeed-cli completion bash > ~/.local/share/bash-completion/completions/"
          + "lightspeed-cli",
      "zsh:  lightspeed-cli completion zsh > \"${fpath[1]}/_lightspeed-cli\"",
      "fish:  lightspeed-cli completion fish > ~/.config/fish/completions/lightspeed-cli.fish"
    },
    footer = {
      "  source <(lightspeed-cli completion bash)     (for this shell only)",
      "  lightspeed-cli completion zsh > _lightspeed-cli",
      "  lightspeed-cli completion fish | source"
    })
final class CompletionCommand implements CommandWithoutServices {
  @Parameters(
      paramLabel = "<shell>",
      completionCandidates = Shells.class,
      description = "bash, zsh or fish.")
  private String shell = "";

  @Override
  public ExitCode run(Terminal terminal) {
    var chosen =
        Shell.of(shell)
            .orElseThrow(
                () ->
                    new UsageError(
                        "There is completion for bash, zsh and fish, not for \"" + shell + "\".",
                        null));
    var script = chosen.script(CommandDescription.all());
    if (terminal.isJson()) {
      terminal.json(new Document().with("shell", chosen.word()).with("script", script));
    } else {
      terminal.print(script.strip());
    }
    return ExitCode.DONE;
  }

  /// The words for completion.
  static final class Shells extends ArrayList<String> {
    private static final long serialVersionUID = 1L;

    Shells() {
      super(List.of(Stream.of(Shell.values()).map(Shell::word).toArray(String[]::new)));
    }
  }
}
