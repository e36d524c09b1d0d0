package lightspeed.db;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/// What `server.properties` remembers of the embedded server.
///
/// @param port loopback TCP port of the last start
/// @param pid process of the last start; it answered a login before it was written down
/// @param password of the user `lightspeed`, who has the database of that name
/// @param rootPassword of the server's administrator
record ServerRecord(int port, long pid, String password, String rootPassword) {
  static final String USER = "lightspeed";
  static final String DATABASE = "lightspeed";
  static final String ROOT = "root";

  static ServerRecord read(Path file) throws IOException {
    Properties properties = new Properties();
    properties.load(new StringReader(Files.readString(file, StandardCharsets.UTF_8)));
    try {
      return new ServerRecord(
          Integer.parseInt(properties.getProperty("port", "")),
          Long.parseLong(properties.getProperty("pid", "")),
          properties.getProperty("password", ""),
          properties.getProperty("root.password", ""));
    } catch (NumberFormatException damaged) {
      throw new IOException(file + " is damaged; restore it from a backup", damaged);
    }
  }

  void write(Path file) throws IOException {
    EmbeddedFiles.write(
        file,
        """
        # Written by the embedded database; keep it with the data beside it.
        port=%d
        pid=%d
        user=%s
        password=%s
        root.password=%s
        """
            .formatted(port, pid, USER, password, rootPassword));
  }

  ServerRecord runningAs(int newPort, long newPid) {
    return new ServerRecord(newPort, newPid, password, rootPassword);
  }

  DatabaseAddress address() {
    return DatabaseAddress.parse(url(DATABASE), USER, password);
  }

  DatabaseAddress rootAddress(String database) {
    return DatabaseAddress.parse(url(database), ROOT, rootPassword);
  }

  private String url(String database) {
    return "jdbc:mariadb://127.0.0.1:" + port + "/" + database;
  }

  @Override
  public String toString() {
    return "ServerRecord[port=" + port + ", pid=" + pid + "]";
  }
}
