package lightspeed.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import lightspeed.campaign.BrokenMethods;

/// A copy of the product in which one protection is gone, laid out as an installed one: the same
/// launcher, the same libraries, and an `app.jar` in which certain methods do nothing. It shows
/// that the tests of exactly-once would notice.
final class BrokenBuild {
  private static final Path CHECKOUT = Path.of("..").toAbsolutePath().normalize();

  private BrokenBuild() {}

  /// Makes one in this folder.
  ///
  /// @param idleMethods names of the methods that do nothing, by the name of their class
  /// @return its launcher
  /// @throws IllegalStateException when a method that shall do nothing is not there
  static Path in(Path folder, Map<String, Set<String>> idleMethods) {
    try {
      Path bin = Files.createDirectories(folder.resolve("bin"));
      Path lib = Files.createDirectories(folder.resolve("lib"));
      Path built = CHECKOUT.resolve("app/target");
      Files.copy(CHECKOUT.resolve("scripts/find-jdk.sh"), lib.resolve("find-jdk.sh"));
      Files.createSymbolicLink(lib.resolve("lib"), built.resolve("lib"));
      Path jar = Files.copy(built.resolve("app.jar"), lib.resolve("app.jar"));
      try (FileSystem classes = FileSystems.newFileSystem(jar)) {
        for (var entry : idleMethods.entrySet()) {
          Path file = classes.getPath(entry.getKey().replace('.', '/') + ".class");
          Files.write(file, idling(Files.readAllBytes(file), entry.getValue()));
        }
      }
      return Files.copy(CHECKOUT.resolve("lightspeed-cli"), bin.resolve("lightspeed-cli"));
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static byte[] idling(byte[] classFile, Set<String> names) {
    return BrokenMethods.in(
        classFile, names.stream().collect(Collectors.toMap(name -> name, name -> "")));
  }
}
