package lightspeed;

import lightspeed.cli.Cli;
import lightspeed.cli.Services;
import lightspeed.cli.ServicesFactory;
import lightspeed.cli.Streams;

/// The program.
public final class Main implements ServicesFactory {
  private final Program program;

  Main(Program program) {
    this.program = program;
  }

  /// Runs one command and ends the process with its exit code.
  public static void main(String[] args) {
    var main = new Main(Program.ofProcess());
    int exitCode = new Cli(Streams.ofProcess(), System.getenv(), main).run(args);
    System.exit(exitCode);
  }

  @Override
  public Services services(Request request) {
    return new App(request, program, version());
  }

  @Override
  public String version() {
    var version = Main.class.getPackage().getImplementationVersion();
    return version == null ? "development" : version;
  }
}
