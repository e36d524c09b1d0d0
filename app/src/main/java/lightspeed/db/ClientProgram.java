package lightspeed.db;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One of MariaDB's own programs, made ready to log in: host, user and password stand in an option
/// file that only the owner can read and that goes away with this object, never on a command line.
///
/// **Source:** `mariadb --help` of 11.4.5 (option files, TLS on by default), tried 2026-11-22.
final class ClientProgram implements AutoCloseable {
  private final Path program;
  private final Path options;

  private ClientProgram(Path program, Path options) {
    this.program = program;
    this.options = options;
  }

  /// Finds the program and writes its option file.
  ///
  /// @param shipped the program of the embedded database, else it is looked for on the PATH
  /// @param name its name there
  /// @throws DatabaseException.ProgramMissing when it is nowhere
  static ClientProgram of(@Nullable Path shipped, String name, DatabaseAddress address)
      throws IOException {
    Path program =
        Optional.ofNullable(shipped)
            .filter(Files::isExecutable)
            .or(() -> onPath(name))
            .orElseThrow(
                () ->
                    new DatabaseException.ProgramMissing(
                        "The program "
                            + name
                            + " was not found: install MariaDB's client programs (Debian:"
                            + " mariadb-client), or build the product with its embedded database."));
    // Java makes such a file readable by its owner only.
    Path options = Files.createTempFile("lightspeed-", ".cnf");
    ClientProgram made = new ClientProgram(program, options);
    try {
      Files.writeString(options, optionFile(address));
      return made;
    } catch (IOException unwritable) {
      made.close();
      throw unwritable;
    }
  }

  /// The command up to the program's own arguments.
  List<String> command() {
    return List.of(program.toString(), "--defaults-file=" + options);
  }

  @Override
  public void close() throws IOException {
    Files.deleteIfExists(options);
  }

  private static String optionFile(DatabaseAddress address) {
    DatabaseAddress.Node node = address.firstNode();
    return """
    [client]
    host=%s
    port=%d
    protocol=tcp
    user=%s
    password=%s
    default-character-set=utf8mb4
    %s
    [mariadb-client]
    init-command="SET time_zone = '+00:00'"
    """
        .formatted(
            quoted(node.host()),
            node.port(),
            quoted(address.user()),
            quoted(address.password()),
            encryption(address));
  }

  /// The same protection of the connection as the driver's `sslMode` gives.
  private static String encryption(DatabaseAddress address) {
    String authority = address.option("serverSslCert");
    String withAuthority = authority.isEmpty() ? "" : "\nssl-ca=" + quoted(authority);
    return switch (address.option("sslMode")) {
      case "", "disable" -> "skip-ssl";
      case "trust" -> "ssl\nskip-ssl-verify-server-cert";
      default -> "ssl\nssl-verify-server-cert" + withAuthority;
    };
  }

  private static String quoted(String value) {
    return '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  private static Optional<Path> onPath(String name) {
    String path = System.getenv().getOrDefault("PATH", "");
    for (String folder : path.split(":", -1)) {
      Path candidate = Path.of(folder).resolve(name);
      if (!folder.isEmpty() && Files.isExecutable(candidate)) {
        return Optional.of(candidate);
      }
    }
    return Optional.empty();
  }
}
