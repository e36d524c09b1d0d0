package lightspeed.cli;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Makes what commands work with. `App` is the one that does.
public interface ServicesFactory {

  /// Stores its arguments; nothing is read or connected before it is needed.
  ///
  Services services(Request request);

  /// For whom services are made.
  ///
  /// @param environment variables of the process
  /// @param settings given as options of the command, by key
  /// @param envFile read instead of `.env`, null for `.env` in the current directory
  /// @param isLongRunning many things at the same time, so connections are pooled
  record Request(
      Map<String, String> environment,
      Map<String, String> settings,
      @Nullable Path envFile,
      boolean isLongRunning) {}

  /// Version of the product.
  String version();
}
