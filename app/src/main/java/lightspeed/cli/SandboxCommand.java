package lightspeed.cli;

import picocli.CommandLine.Command;

/// The emulator is a program of its own; the launcher starts it without coming here.
@Command(
    description = {
      "A stand-alone Lightspeed API with a store in it, for trying things without an account.",
      "Options: --port 9100 --token T --registers 1 --window 300 --latency 0 --seed 1 --data FILE"
    },
    footer = {
      "  lightspeed-cli sandbox --port 9100 --token secret",
      "  LIGHTSPEED_API_URL=http://127.0.0.1:9100 LIGHTSPEED_API_TOKEN=secret lightspeed-cli"
          + " vend:test"
    })
final class SandboxCommand implements CliCommand {
  @Override
  public ExitCode run(Session session) {
    throw new UsageError(
        "The sandbox is a program of its own, which the launcher starts: lightspeed-cli sandbox.",
        "Without the launcher: java -jar emulator/target/emulator.jar --port 9100 --token secret");
  }
}
