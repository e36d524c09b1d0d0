package lightspeed.db;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/// Reads the statements of a file that [Backup] wrote: those that make tables and those that fill
/// them. Everything else in such a file is about the session and is left out; what such a file
/// never holds is refused, so that no file can make us execute anything else.
///
/// **Source:** what `mariadb-dump` 11.4.5 writes. Line breaks within values are escaped, so a
/// statement ends where a line ends with a semicolon.
final class BackupStatements implements AutoCloseable {
  private static final String END = "-- Dump completed";
  private static final long TOLD_EVERY = 1 << 20;
  private static final Set<String> BEGINNINGS = Set.of("-- MariaDB dump", "-- MySQL dump");
  private static final String[] LEFT_OUT = {
    "--",
    "/*!",
    "/*M!",
    "DROP TABLE IF EXISTS `",
    "LOCK TABLES `",
    "UNLOCK TABLES;",
    "SET ",
    "set autocommit=0;",
    "commit;"
  };

  private final Path file;
  private final BufferedReader lines;
  private final LongConsumer progress;
  private long characters;
  private boolean isBegun;
  private boolean isWhole;

  private BackupStatements(Path file, BufferedReader lines, LongConsumer progress) {
    this.file = file;
    this.lines = lines;
    this.progress = progress;
  }

  /// @param progress hears now and then how many characters are read
  /// @throws DatabaseException.RestoreRefused when it is no backup
  static BackupStatements open(Path file, LongConsumer progress) throws IOException {
    InputStream bytes = new BufferedInputStream(Files.newInputStream(file));
    bytes.mark(2);
    boolean isCompressed = bytes.read() == 0x1f && bytes.read() == 0x8b;
    bytes.reset();
    InputStream plain = bytes;
    if (isCompressed) {
      try {
        plain = new GZIPInputStream(bytes);
      } catch (EOFException | ZipException half) {
        bytes.close();
        throw DatabaseException.RestoreRefused.unusable(file, "it is not whole", half);
      }
    }
    var decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    return new BackupStatements(
        file, new BufferedReader(new InputStreamReader(plain, decoder)), progress);
  }

  /// The next statement without its semicolon; empty at the end of a whole backup.
  ///
  /// @throws DatabaseException.RestoreRefused when it is no backup of ours, or not whole
  Optional<String> next() throws IOException {
    StringBuilder statement = new StringBuilder();
    for (String line = read(); line != null; line = read()) {
      if (statement.isEmpty() && !isBegun(line)) {
        continue;
      }
      statement.append(line).append('\n');
      if (line.endsWith(";")) {
        statement.setLength(statement.length() - 2);
        return Optional.of(statement.toString());
      }
    }
    if (!isWhole || !statement.isEmpty()) {
      throw DatabaseException.RestoreRefused.unusable(
          file, isBegun ? "it is not whole, its end is missing" : "it is no backup", null);
    }
    return Optional.empty();
  }

  /// Whether a statement of tables begins on this line.
  private boolean isBegun(String line) {
    if (line.isBlank()) {
      return false;
    }
    isBegun |= BEGINNINGS.stream().anyMatch(line::startsWith);
    if (!isBegun && !line.startsWith("/*")) {
      throw DatabaseException.RestoreRefused.unusable(
          file, "it was not made by lightspeed-cli db:backup", null);
    }
    isWhole = line.startsWith(END);
    for (String leftOut : LEFT_OUT) {
      if (line.startsWith(leftOut)) {
        return false;
      }
    }
    if (line.startsWith("CREATE TABLE `") || line.startsWith("INSERT INTO `")) {
      return true;
    }
    throw DatabaseException.RestoreRefused.unusable(
        file, "it holds statements that no backup of this program has", null);
  }

  private @Nullable String read() throws IOException {
    try {
      String line = lines.readLine();
      if (line != null) {
        long before = characters;
        characters += line.length() + 1;
        if (before / TOLD_EVERY != characters / TOLD_EVERY) {
          progress.accept(characters);
        }
      }
      return line;
    } catch (EOFException | ZipException half) {
      throw DatabaseException.RestoreRefused.unusable(file, "it is not whole", half);
    } catch (MalformedInputException binary) {
      throw DatabaseException.RestoreRefused.unusable(file, "it is no backup", binary);
    }
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
