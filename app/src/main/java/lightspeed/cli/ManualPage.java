package lightspeed.cli;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import lightspeed.cli.CommandDescription.Option;
import lightspeed.config.Settings;

/// Manual pages in roff with the macros of man(7): one of the program, one of each command.
final class ManualPage {
  static final String PROGRAM = "lightspeed-cli";

  private static final int LAST_ASCII = 0x7f;

  private final StringBuilder text = new StringBuilder();

  private ManualPage(String name, String summary) {
    text.append(
        ".TH \"%s\" 1 \"\" \"Lightspeed Integration\" \"User commands\"%n"
            .formatted(name.toUpperCase(Locale.ROOT)));
    section("NAME");
    line(name + " - " + summary);
  }

  /// The page's name of a command: `lightspeed-cli-sync-po`.
  static String name(CommandEntry entry) {
    return PROGRAM + "-" + entry.name().replace(':', '-');
  }

  static String of(CommandDescription command) {
    var page = new ManualPage(name(command.entry()), command.entry().summary());
    page.section("SYNOPSIS");
    page.line(PROGRAM + " " + command.synopsis());
    if (!command.paragraphs().isEmpty()) {
      page.section("DESCRIPTION");
      command.paragraphs().forEach(page::paragraph);
    }
    if (!command.arguments().isEmpty()) {
      page.section("ARGUMENTS");
      command.arguments().forEach(argument -> page.item(argument.label(), argument.description()));
    }
    page.section("OPTIONS");
    Stream.concat(command.options().stream(), EveryCommand.OPTIONS.stream()).forEach(page::option);
    page.section("EXAMPLES");
    page.literally(command.examples());
    page.section("EXIT STATUS");
    page.exitCodes();
    page.section("SEE ALSO");
    page.line(PROGRAM + "(1)");
    return page.text.toString();
  }

  static String ofProgram(List<CommandDescription> commands) {
    var page = new ManualPage(PROGRAM, HelpText.WHAT_IT_DOES);
    page.section("SYNOPSIS");
    page.line(PROGRAM + " <command> [options]");
    for (var group : CommandGroup.values()) {
      page.section(group.title().toUpperCase(Locale.ROOT));
      commands.stream()
          .map(CommandDescription::entry)
          .filter(entry -> entry.group() == group)
          .forEach(entry -> page.item(entry.name(), entry.summary()));
    }
    page.section("OPTIONS OF EVERY COMMAND");
    EveryCommand.OPTIONS.forEach(page::option);
    page.section("EXIT STATUS");
    page.exitCodes();
    page.section("SETTINGS");
    page.paragraph(
        "Strongest first: an option of the command, the environment, config:set, the file .env, the"
            + " default. In the environment and in .env the names are in upper case.");
    for (var setting : Settings.ALL) {
      page.item(setting.key(), setting.meaning() + " Allowed: " + setting.allowed() + ".");
    }
    page.section("SEE ALSO");
    page.paragraph(
        String.join(", ", commands.stream().map(one -> name(one.entry()) + "(1)").toList()));
    return page.text.toString();
  }

  private void section(String title) {
    text.append(".SH \"").append(title).append("\"\n");
  }

  private void paragraph(String sentence) {
    text.append(".PP\n");
    line(sentence);
  }

  private void item(String term, String meaning) {
    text.append(".TP\n\\fB").append(escaped(term)).append("\\fR\n");
    line(meaning);
  }

  private void option(Option option) {
    var value = option.value();
    var behind = value == null ? "" : option.isValueOptional() ? "[=" + value + "]" : "=" + value;
    item(String.join(", ", option.names()) + behind, option.description());
  }

  private void literally(List<String> lines) {
    text.append(".nf\n");
    lines.forEach(this::line);
    text.append(".fi\n");
  }

  private void exitCodes() {
    for (var code : ExitCode.values()) {
      item(String.valueOf(code.number()), code.meaning());
    }
  }

  private void line(String words) {
    var safe = escaped(words);
    // A dot or an apostrophe at the beginning would be a request to roff.
    text.append(safe.startsWith(".") || safe.startsWith("'") ? "\\&" + safe : safe).append('\n');
  }

  private static String escaped(String words) {
    var safe = new StringBuilder();
    words
        .codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '\\' -> safe.append("\\e");
                case '-' -> safe.append("\\-");
                case '\n' -> safe.append(' ');
                default -> {
                  if (c < LAST_ASCII) {
                    safe.appendCodePoint(c);
                  } else {
                    safe.append("\\[u%04X]".formatted(c));
                  }
                }
              }
            });
    return safe.toString();
  }
}
