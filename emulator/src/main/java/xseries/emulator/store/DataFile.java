package xseries.emulator.store;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import xseries.emulator.json.Json;

/// A file with one line of JSON for each request that changed something, in order.
///
/// Guaranteed: when a client has its answer, the change is in the file, so it survives `kill -9`
/// (the line was handed to the operating system before the answer was written). A line is applied
/// wholly or, when the process died while writing it, not at all. Not guaranteed: a change may be
/// lost when the machine itself loses power, because lines are not forced to the disk.
///
/// Only its owner may read it: it may hold orders and costs like those of a store.
final class DataFile implements AutoCloseable {
  private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  private final FileChannel channel;

  private DataFile(FileChannel channel) {
    this.channel = channel;
  }

  /// The complete lines of a file; none when there is no such file.
  static List<JsonNode> read(Path path) throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    if (!Files.exists(path)) {
      return lines;
    }
    try (BufferedReader reader = Files.newBufferedReader(path, StandardCharsets.UTF_8)) {
      String line = reader.readLine();
      while (line != null) {
        String next = reader.readLine();
        try {
          lines.add(Json.parse(line));
        } catch (JacksonException e) {
          if (next != null) {
            throw new IOException(path + " is not a data file of the emulator.", e);
          }
          break; // the process died while it wrote the last line; its client got no answer
        }
        line = next;
      }
    }
    return lines;
  }

  /// Replaces the file by these lines in one step and goes on behind them.
  static DataFile rewrite(Path path, List<ObjectNode> lines) throws IOException {
    Path target = path.toAbsolutePath();
    Path fresh = target.resolveSibling(target.getFileName() + ".new");
    Files.deleteIfExists(fresh);
    FileChannel channel =
        FileChannel.open(
            fresh, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE), OWNER_ONLY);
    DataFile file = new DataFile(channel);
    lines.forEach(file::append);
    Files.move(fresh, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    return file;
  }

  void append(ObjectNode line) {
    byte[] json = Json.bytes(line);
    ByteBuffer buffer = ByteBuffer.allocate(json.length + 1).put(json).put((byte) '\n').flip();
    try {
      while (buffer.hasRemaining()) {
        channel.write(buffer);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("The data file cannot be written.", e);
    }
  }

  void restart(ObjectNode header) {
    try {
      channel.truncate(0);
      channel.position(0);
      append(header);
    } catch (IOException e) {
      throw new UncheckedIOException("The data file cannot be emptied.", e);
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
