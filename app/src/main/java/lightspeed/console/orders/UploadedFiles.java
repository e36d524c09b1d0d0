package lightspeed.console.orders;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import lightspeed.config.OwnerOnly;

/// Uploaded files between the preview of an import and its confirmation: in a folder of its own,
/// readable by nobody else, each for an hour. A person has at most [#MAX_OF_PERSON] of them, the
/// oldest goes; all together hold at most [#MAX_BYTES].
///
/// **Threads:** safe.
final class UploadedFiles {
  static final int MAX_OF_PERSON = 5;
  static final long MAX_BYTES = 500L << 20;

  private static final Duration KEPT = Duration.ofHours(1);
  private static final int KEY_BYTES = 16;
  private static final String ENDING = ".csv";

  private final InstantSource clock;
  private final SecureRandom random = new SecureRandom();
  private final Path folder;
  private final long maxBytes;

  /// @param parent is made when it is missing
  UploadedFiles(Path parent, InstantSource clock) {
    this(parent, clock, MAX_BYTES);
  }

  UploadedFiles(Path parent, InstantSource clock, long maxBytes) {
    this.folder = parent.resolve("uploads");
    this.clock = clock;
    this.maxBytes = maxBytes;
  }

  /// Makes the folder and deletes what an earlier process left there too long ago.
  ///
  /// @return the folder
  Path start() {
    try {
      var _ = OwnerOnly.folder(folder);
      deleteOld();
      deleteOldLater();
      return folder;
    } catch (IOException e) {
      throw new UncheckedIOException("The folder " + folder + " cannot be used", e);
    }
  }

  /// Keeps a file of a person.
  ///
  /// @return the key to find it with, which nobody can guess
  /// @throws IllegalArgumentException when too much waits already
  String keep(long person, InputStream content) throws IOException {
    var _ = start();
    makeRoom(person);
    var bytes = new byte[KEY_BYTES];
    random.nextBytes(bytes);
    var key = person + "-" + HexFormat.of().formatHex(bytes);
    try (var file =
        OwnerOnly.open(
            path(key), Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE))) {
      content.transferTo(Channels.newOutputStream(file));
    }
    return key;
  }

  /// The file of this key, for the person who uploaded it; empty when it is gone or there was none.
  Optional<Path> find(long person, String key) {
    if (!key.matches(person + "-[0-9a-f]{" + 2 * KEY_BYTES + "}")) {
      return Optional.empty();
    }
    return Optional.of(path(key)).filter(file -> Files.isRegularFile(file) && !isOld(file));
  }

  void delete(long person, String key) throws IOException {
    var file = find(person, key);
    if (file.isPresent()) {
      Files.deleteIfExists(file.get());
    }
  }

  private void makeRoom(long person) throws IOException {
    var own = list(person + "-*" + ENDING);
    for (var file : own.subList(0, Math.max(0, own.size() - MAX_OF_PERSON + 1))) {
      Files.deleteIfExists(file);
    }
    long bytes = 0;
    for (var file : list("*")) {
      bytes += file.toFile().length();
    }
    if (bytes >= maxBytes) {
      throw new IllegalArgumentException(
          "Too many uploaded files wait for their confirmation. Try again in an hour.");
    }
  }

  /// Oldest first.
  private List<Path> list(String glob) throws IOException {
    try (var files = Files.newDirectoryStream(folder, glob)) {
      var found = new ArrayList<Path>();
      files.forEach(found::add);
      found.sort(Comparator.comparingLong(file -> file.toFile().lastModified()));
      return found;
    }
  }

  private void deleteOld() throws IOException {
    for (var file : list("*")) {
      if (isOld(file)) {
        Files.deleteIfExists(file);
      }
    }
  }

  private boolean isOld(Path file) {
    Instant oldest = clock.instant().minus(KEPT);
    return Instant.ofEpochMilli(file.toFile().lastModified()).isBefore(oldest);
  }

  /// What is uploaded last goes too, although no further upload comes.
  private void deleteOldLater() {
    Executor later = CompletableFuture.delayedExecutor(KEPT.toSeconds() + 1, TimeUnit.SECONDS);
    later.execute(
        () -> {
          try {
            deleteOld();
          } catch (IOException _) {
            // The next upload or start tries again.
          }
        });
  }

  private Path path(String key) {
    return folder.resolve(key + ENDING);
  }
}
