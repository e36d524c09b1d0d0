package lightspeed.cli;

import java.util.List;

/// The overview of all commands by task, printed without building any of them.
final class HelpText {
  static final String WHAT_IT_DOES =
      "takes purchase orders into Lightspeed Retail (X-Series) exactly once";

  private static final String FIRST_STEPS =
      """
        lightspeed-cli demo                                   see it all, without a store
        lightspeed-cli config:set lightspeed_domain_prefix X  X.retail.lightspeed.app is yours
        lightspeed-cli config:set lightspeed_api_token -      asks for the store's token
        lightspeed-cli vend:test                              does it answer?
        lightspeed-cli catalog:pull                           get its products
        lightspeed-cli po:import orders.csv --dry-run         look, then again with --approve
        lightspeed-cli queue:work                             sends what is approved
        lightspeed-cli doctor                                 what is wrong, and what repairs it
      """;

  private HelpText() {}

  static String overview(List<CommandEntry> commands, Terminal terminal) {
    int widest = commands.stream().mapToInt(entry -> entry.name().length()).max().orElse(0);
    var text = new StringBuilder();
    text.append("This program ").append(WHAT_IT_DOES).append(".\n\n");
    text.append("Usage: lightspeed-cli <command> [options]\n");
    text.append('\n').append(terminal.styled(Style.BOLD, "First steps")).append('\n');
    text.append(FIRST_STEPS);
    for (var group : CommandGroup.values()) {
      text.append('\n').append(terminal.styled(Style.BOLD, group.title())).append('\n');
      for (var entry : commands) {
        if (entry.group() == group) {
          var padding = " ".repeat(widest - entry.name().length() + 2);
          text.append("  ").append(entry.name()).append(padding).append(entry.summary());
          text.append('\n');
        }
      }
    }
    text.append('\n').append(EveryCommand.help());
    text.append("\n\nlightspeed-cli <command> --help explains one command, with examples.");
    return text.toString();
  }

  static Document document(List<CommandEntry> commands) {
    return new Document()
        .with(
            "commands",
            commands.stream()
                .map(
                    entry ->
                        new Document()
                            .with("name", entry.name())
                            .with("group", entry.group().title())
                            .with("summary", entry.summary()))
                .toList());
  }

  static Document document(CommandDescription command) {
    return new Document()
        .with("name", command.entry().name())
        .with("group", command.entry().group().title())
        .with("summary", command.entry().summary())
        .with("description", command.paragraphs())
        .with(
            "arguments",
            command.arguments().stream()
                .map(
                    one ->
                        new Document()
                            .with("label", one.label())
                            .with("description", one.description()))
                .toList())
        .with(
            "options",
            command.options().stream()
                .map(
                    one ->
                        new Document()
                            .with("names", one.names())
                            .with("value", one.value())
                            .with("description", one.description()))
                .toList())
        .with("examples", command.examples());
  }
}
