package lightspeed.cli;

import picocli.CommandLine.Command;

/// The emulator is a program of its own; the launcher starts it without coming here.
@Command(
    description = {
      "A stand-alone Lightspeed API with a store in it, for trying things without an account. It"
          + " runs until Ctrl-C. In another window the other commands find it by two settings:",
      "  export LIGHTSPEED_API_URL=http://127.0.0.1:9100",
      "  export LIGHTSPEED_API_TOKEN=sandbox-token",
      "It keeps its store in sandbox-PORT/ of the data directory, so that the next start goes on"
          + " with it. With --memory it keeps nothing, and each start is another store.",
      "Options: --port 9100 --token T --registers 1 --window 300 --latency 0 --seed 1 --birth N"
          + " --data FILE | --memory"
    },
    footer = {
      "  lightspeed-cli sandbox",
      "  lightspeed-cli sandbox --port 9200 --token secret --memory"
    })
final class SandboxCommand implements CliCommand {
  @Override
  public ExitCode run(Session session) {
    throw new UsageError(
        "The sandbox is a program of its own, which the launcher starts: lightspeed-cli sandbox.",
        "Without the launcher: java -jar emulator/target/emulator.jar --port 9100 --token secret");
  }
}
