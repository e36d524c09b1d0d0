package lightspeed.cli;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;

/// Runs further commands in this process, as if each had been typed; for commands that tell a story
/// with them.
final class Commands {
  private final Streams streams;
  private final ServicesFactory factory;

  Commands(Streams streams, ServicesFactory factory) {
    this.streams = streams;
    this.factory = factory;
  }

  /// Runs one with its own environment and returns its exit code. Signals stay with the caller.
  ///
  /// @param isSilent drop what it prints
  int run(Map<String, String> environment, boolean isSilent, String... words) {
    var where =
        isSilent
            ? new Streams(
                OutputStream.nullOutputStream(),
                OutputStream.nullOutputStream(),
                InputStream.nullInputStream(),
                false,
                false,
                false)
            : streams;
    return Cli.inside(where, environment, factory).run(words);
  }

  /// Services for looking at what those commands did.
  Services services(Map<String, String> environment) {
    return factory.services(new ServicesFactory.Request(environment, Map.of(), null, false));
  }
}
