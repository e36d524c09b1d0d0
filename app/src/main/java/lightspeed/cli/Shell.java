package lightspeed.cli;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The shells that can complete our command lines.
enum Shell {
  BASH("lightspeed-cli"),
  ZSH("_lightspeed-cli"),
  FISH("lightspeed-cli.fish");

  private final String fileName;

  Shell(String fileName) {
    this.fileName = fileName;
  }

  /// The shell called `name`; empty when it is none of these.
  static Optional<Shell> of(String name) {
    for (var shell : values()) {
      if (shell.word().equals(name)) {
        return Optional.of(shell);
      }
    }
    return Optional.empty();
  }

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// What the file must be called for the shell to find it.
  String fileName() {
    return fileName;
  }

  /// The whole script.
  String script(List<CommandDescription> commands) {
    return switch (this) {
      case BASH -> new BashCompletion(commands).script();
      case ZSH -> new ZshCompletion(commands).script();
      case FISH -> new FishCompletion(commands).script();
    };
  }
}
