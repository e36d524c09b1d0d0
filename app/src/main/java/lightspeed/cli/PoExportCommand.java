package lightspeed.cli;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import lightspeed.purchaseorder.OrderExport;
import lightspeed.purchaseorder.OrderFilter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Writes orders with their lines as CSV.
@Command(
    description = {
      "One row for each line, newest order first, with the columns of po:import: importing the file"
          + " again changes nothing. Orders without lines have no row.",
      "A note or a name that a spreadsheet would take for a formula gets a leading apostrophe, which"
          + " po:import takes away. With --json: one line for each order."
    },
    footer = {
      "  lightspeed-cli po:export > orders.csv",
      "  lightspeed-cli po:export --file=drafts.csv --state=DRAFT",
      "  lightspeed-cli po:export \"Acme\" --since=7d"
    })
final class PoExportCommand implements CliCommand {
  @Mixin private OrderFilterOptions which = new OrderFilterOptions();

  @Option(
      names = "--file",
      paramLabel = "FILE",
      description = "Write to FILE, which must not exist yet, instead of standard output.")
  private @Nullable Path file;

  @Override
  public ExitCode run(Session session) throws IOException {
    var export = session.services().orderExport();
    var filter = which.filter(session.services().clock().instant());
    var terminal = session.terminal();
    if (file != null) {
      report(file, write(export, filter, file), terminal);
    } else if (terminal.isJson()) {
      export.forEach(
          filter,
          found -> {
            terminal.jsonLine(OrderDocuments.of(found));
            return !terminal.isOutClosed();
          });
    } else {
      try (var out = new BufferedWriter(terminal.outWriter())) {
        export.write(filter, out);
      }
    }
    return ExitCode.DONE;
  }

  /// The file is there when it is whole, or not at all. A device such as `/dev/full` is written to
  /// as it is.
  private static OrderExport.Written write(OrderExport export, OrderFilter filter, Path file)
      throws IOException {
    if (Files.exists(file) && !Files.isRegularFile(file) && !Files.isDirectory(file)) {
      return writeAll(export, filter, file);
    }
    if (Files.exists(file)) {
      throw exists(file);
    }
    var partial = file.resolveSibling(file.getFileName() + ".partial");
    try {
      var written = writeAll(export, filter, partial);
      Files.move(partial, file);
      return written;
    } catch (FileAlreadyExistsException _) {
      throw exists(file);
    } finally {
      Files.deleteIfExists(partial);
    }
  }

  private static OrderExport.Written writeAll(OrderExport export, OrderFilter filter, Path file)
      throws IOException {
    try (Writer out =
        new BufferedWriter(
            new OutputStreamWriter(Files.newOutputStream(file), StandardCharsets.UTF_8))) {
      return export.write(filter, out);
    }
  }

  private static CommandFailed exists(Path file) {
    return new CommandFailed(
        ExitCode.CONFLICT,
        "conflict",
        "The file " + file + " exists already and was not touched; name another.",
        null);
  }

  private static void report(Path file, OrderExport.Written written, Terminal terminal) {
    if (terminal.isJson()) {
      terminal.json(
          new Document()
              .with("file", file.toAbsolutePath())
              .with("orders", written.orders())
              .with("lines", written.lines()));
    } else {
      terminal.print(
          Words.count(written.orders(), "order")
              + " with "
              + Words.count(written.lines(), "line")
              + " written to "
              + file
              + ".");
    }
  }
}
