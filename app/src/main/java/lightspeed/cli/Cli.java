package lightspeed.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import lightspeed.audit.AuditDetails;
import lightspeed.config.UnknownNames;
import org.jspecify.annotations.Nullable;

/// Runs one command line: finds the command, fills it, runs it, and turns whatever happens into an
/// exit code and a sentence.
public final class Cli {
  private final Streams streams;
  private final Map<String, String> environment;
  private final ServicesFactory factory;
  private final ProcessHooks hooks;

  /// @param environment variables of the process
  /// @param factory makes what commands work with
  public Cli(Streams streams, Map<String, String> environment, ServicesFactory factory) {
    this(streams, environment, factory, ProcessHooks.real());
  }

  /// For a process in which other things go on too, such as a test: its log system and its signals
  /// are left alone.
  public static Cli inside(
      Streams streams, Map<String, String> environment, ServicesFactory factory) {
    return new Cli(streams, environment, factory, new ProcessHooks(() -> {}, onStop -> {}));
  }

  private Cli(
      Streams streams,
      Map<String, String> environment,
      ServicesFactory factory,
      ProcessHooks hooks) {
    this.streams = streams;
    this.environment = Map.copyOf(environment);
    this.factory = factory;
    this.hooks = hooks;
  }

  /// Runs and returns the exit code; throws nothing.
  public int run(String... args) {
    Arguments arguments;
    try {
      arguments = Arguments.split(args);
    } catch (UsageError e) {
      var asksForJson = List.of(args).contains("--json");
      var options = new GlobalOptions(asksForJson, false, false, false, false, false, false, null);
      return fail(e, new Terminal(streams, options, environment));
    }
    var terminal = new Terminal(streams, arguments.options(), environment);
    try {
      var exit = run(arguments, terminal);
      requireWritten(terminal);
      return exit.number();
    } catch (Terminal.ReaderGone _) {
      var failure = terminal.outFailure();
      return failure == null ? ExitCode.DONE.number() : fail(lost(failure), terminal);
    } catch (Exception | StackOverflowError | OutOfMemoryError | LinkageError e) {
      if (e instanceof InterruptedException) {
        Thread.currentThread().interrupt();
      }
      return fail(e, terminal);
    }
  }

  private ExitCode run(Arguments arguments, Terminal terminal) throws Exception {
    if (arguments.options().isVersion()) {
      terminal.print("lightspeed-cli " + factory.version());
      return ExitCode.DONE;
    }
    var name = arguments.command();
    var entry = CommandList.require(name == null ? CommandList.HELP : name);
    var command = CommandList.make(entry);
    if (arguments.options().isHelp() && name != null) {
      HelpCommand.print(entry, terminal);
      return ExitCode.DONE;
    }
    if (!arguments.rest().isEmpty() || !entry.isBare()) {
      new CommandLineReader(entry, command).read(arguments.rest());
    }
    if (command instanceof CommandWithoutServices plain) {
      return plain.run(terminal);
    }
    if (command.kind() == CliCommand.Kind.SHORT && !arguments.options().isVerbose()) {
      hooks.noLogging().run();
    }
    var request =
        new ServicesFactory.Request(
            environment,
            command.settings(),
            arguments.options().envFile(),
            command.kind() == CliCommand.Kind.LONG_RUNNING);
    UnknownNames.mistypedIn(environment).forEach(terminal::warn);
    try (var services = factory.services(request)) {
      var session =
          new Session(
              terminal,
              services,
              arguments.options(),
              hooks.stopSignals(),
              new Commands(streams, factory));
      if (command.isNoted()) {
        note(services, entry.name(), arguments.rest());
      }
      return switch (command.kind()) {
        case SHORT, COMPOSED -> command.run(session);
        case LOGGED, LONG_RUNNING -> runLogged(command, session);
      };
    }
  }

  private static void note(Services services, String command, List<String> arguments) {
    var details = new AuditDetails().with("arguments", String.join(" ", arguments));
    services.audit().note(services.actor(), "cli." + command, details.json(), null);
  }

  private static ExitCode runLogged(CliCommand command, Session session)
      throws IOException, InterruptedException {
    try (var _ = WorkerLog.start(session)) {
      return command.run(session);
    }
  }

  /// A result that nobody got is no success, unless its reader went away by himself.
  private static void requireWritten(Terminal terminal) {
    var failure = terminal.outFailure();
    if (failure != null) {
      throw lost(failure);
    }
  }

  private static CommandFailed lost(IOException failure) {
    return new CommandFailed(
        ExitCode.FAILED,
        "output_lost",
        "The result could not be written to standard output: " + failure.getMessage() + ".",
        null);
  }

  private static int fail(Throwable thrown, Terminal terminal) {
    var failure = Failures.of(thrown);
    failure.print(terminal);
    if (terminal.isVerbose()) {
      terminal.err(stackTrace(thrown));
    }
    return failure.exit().number();
  }

  private static String stackTrace(@Nullable Throwable thrown) {
    var text = new StringWriter();
    if (thrown != null) {
      thrown.printStackTrace(new PrintWriter(text, true));
    }
    return text.toString();
  }
}
