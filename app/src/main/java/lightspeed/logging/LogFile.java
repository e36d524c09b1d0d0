package lightspeed.logging;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import lightspeed.config.OwnerOnly;
import org.jspecify.annotations.Nullable;

/// A file that several processes append to at once and that is set aside when it is full or from
/// another day. Logback's own files cannot do this: with several writers it rotates by day only.
///
/// Lines do not mix, because each is one appending write. Whoever finds the file full renames it;
/// the others notice within a second that the name means another file now and follow. Lines written
/// in that second are in the file that was set aside; nothing is lost.
///
/// **Threads:** one at a time.
final class LogFile implements Closeable {
  private static final DateTimeFormatter ASIDE_TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final Path path;
  private final long maxBytes;
  private final int kept;
  private final String writer;

  private @Nullable FileChannel channel;
  private @Nullable Object openedKey;
  private LocalDate day = LocalDate.EPOCH;
  private long checkedSecond = Long.MIN_VALUE;
  private int setAside;

  /// @param path ends with `.log`
  /// @param maxBytes the file is set aside before it grows beyond this
  /// @param kept how many files set aside stay on disk
  /// @param writer unique among the processes that write, part of the names of files set aside
  LogFile(Path path, long maxBytes, int kept, String writer) {
    this.path = path;
    this.maxBytes = maxBytes;
    this.kept = kept;
    this.writer = writer;
  }

  /// Appends `line`, which ends with a line end.
  ///
  /// @param at the time of the event
  void write(byte[] line, Instant at) throws IOException {
    var open = follow(at);
    boolean isFull = open.size() > 0 && open.size() + line.length > maxBytes;
    if (isFull || day.isBefore(dayOf(at))) {
      checkedSecond = Long.MIN_VALUE;
      open = follow(at);
      if (open.size() > 0 && (open.size() + line.length > maxBytes || day.isBefore(dayOf(at)))) {
        setAside(at);
        open = follow(at);
      }
      day = dayOf(at);
    }
    var bytes = ByteBuffer.wrap(line);
    while (bytes.hasRemaining()) {
      open.write(bytes);
    }
  }

  /// The channel of the file that has the name now; looks at most once a second.
  private FileChannel follow(Instant at) throws IOException {
    var open = channel;
    if (open != null && at.getEpochSecond() == checkedSecond) {
      return open;
    }
    if (open == null || !Objects.equals(openedKey, keyOf(path))) {
      open = reopen(at);
    }
    checkedSecond = at.getEpochSecond();
    return open;
  }

  private FileChannel reopen(Instant at) throws IOException {
    close();
    while (true) {
      var before = keyOf(path);
      var opened =
          OwnerOnly.open(
              path,
              Set.of(
                  StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.APPEND));
      channel = opened;
      openedKey = keyOf(path);
      // A new file is neither full nor old, so nobody renamed it since.
      if (before == null || before.equals(openedKey)) {
        day = opened.size() == 0 ? dayOf(at) : dayOf(Files.getLastModifiedTime(path).toInstant());
        return opened;
      }
      opened.close();
    }
  }

  private void setAside(Instant at) throws IOException {
    close();
    setAside++;
    var name = baseName() + ASIDE_TIME.format(at) + "." + writer + "-" + setAside + ".log";
    try {
      Files.move(path, path.resolveSibling(name));
    } catch (NoSuchFileException _) {
      // Another process set it aside in this moment.
      return;
    }
    prune();
  }

  /// Names begin with a time, so the oldest sort first.
  private void prune() throws IOException {
    try (var files = Files.list(path.resolveSibling(""))) {
      var aside =
          files
              .filter(file -> !file.equals(path))
              .filter(file -> name(file).startsWith(baseName()) && name(file).endsWith(".log"))
              .sorted()
              .toList();
      for (var old : aside.subList(0, Math.max(0, aside.size() - kept))) {
        Files.deleteIfExists(old);
      }
    }
  }

  private String baseName() {
    var name = name(path);
    return name.substring(0, name.length() - "log".length());
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName());
  }

  private static LocalDate dayOf(Instant time) {
    return LocalDate.ofInstant(time, ZoneOffset.UTC);
  }

  /// What tells one file from another under the same name, null when there is none.
  private static @Nullable Object keyOf(Path path) throws IOException {
    try {
      return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
    } catch (NoSuchFileException _) {
      return null;
    }
  }

  @Override
  public void close() throws IOException {
    var open = channel;
    channel = null;
    openedKey = null;
    if (open != null) {
      open.close();
    }
  }

  /// Opens the file, so that it can be followed with `tail -f` before the first event.
  void open(Instant at) throws IOException {
    var _ = OwnerOnly.folder(path.resolveSibling(""));
    var _ = follow(at);
  }
}
