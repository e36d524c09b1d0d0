package lightspeed.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// All commands by task, or what some of them do.
@Command(
    footer = {
      "  lightspeed-cli help",
      "  lightspeed-cli help sync:po",
      "  lightspeed-cli help sync:po queue:work"
    })
final class HelpCommand implements CommandWithoutServices {
  @Parameters(
      arity = "0..*",
      paramLabel = "<command>",
      description = "Explain these; without any: list all by task.")
  private List<String> names = List.of();

  /// Whoever packages the program calls this; people read the pages with `man`.
  @Option(
      names = "--man",
      hidden = true,
      description = "Print manual pages: of the program, or of the commands named.")
  private boolean isManual;

  @Option(
      names = "--into",
      hidden = true,
      paramLabel = "FOLDER",
      description = "Write all manual pages and completion scripts below FOLDER.")
  private @Nullable Path folder;

  @Override
  public ExitCode run(Terminal terminal) throws IOException {
    if (folder != null) {
      writeAll(folder);
    } else if (names.isEmpty()) {
      overview(terminal);
    } else {
      for (var name : names) {
        explain(CommandList.require(name), terminal);
      }
    }
    return ExitCode.DONE;
  }

  private void overview(Terminal terminal) {
    if (isManual) {
      terminal.print(ManualPage.ofProgram(CommandDescription.all()).strip());
    } else if (terminal.isJson()) {
      terminal.json(HelpText.document(CommandList.ALL));
    } else {
      terminal.print(HelpText.overview(CommandList.ALL, terminal));
    }
  }

  private void explain(CommandEntry entry, Terminal terminal) {
    if (isManual) {
      terminal.print(ManualPage.of(CommandDescription.of(entry)).strip());
    } else if (terminal.isJson()) {
      terminal.json(HelpText.document(CommandDescription.of(entry)));
    } else {
      print(entry, terminal);
    }
  }

  /// The help of one command, as people read it.
  static void print(CommandEntry entry, Terminal terminal) {
    var reader = new CommandLineReader(entry, CommandList.make(entry));
    int width = terminal.width().orElse(Table.USUAL_WIDTH);
    terminal.print(reader.help(width, terminal.isColorful()));
  }

  private static void writeAll(Path folder) throws IOException {
    var commands = CommandDescription.all();
    var manual = Files.createDirectories(folder.resolve("man/man1"));
    Files.writeString(manual.resolve(ManualPage.PROGRAM + ".1"), ManualPage.ofProgram(commands));
    for (var command : commands) {
      Files.writeString(
          manual.resolve(ManualPage.name(command.entry()) + ".1"), ManualPage.of(command));
    }
    var completions = Files.createDirectories(folder.resolve("completions"));
    for (var shell : Shell.values()) {
      Files.writeString(completions.resolve(shell.fileName()), shell.script(commands));
    }
  }
}
