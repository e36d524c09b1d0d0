package lightspeed.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Questions about the program itself and the JDK under it.
final class ExamineProgram {
  /// JDKs are repaired four times a year; this one missed all of a year.
  private static final Duration OLD = Duration.ofDays(365);

  private final InstantSource clock;
  private final String javaDate;
  private final @Nullable Path home;

  /// @param javaDate when this JDK was released, as its property `java.version.date` says
  /// @param home the launcher's folder, null when there is no launcher
  ExamineProgram(InstantSource clock, String javaDate, @Nullable Path home) {
    this.clock = clock;
    this.javaDate = javaDate;
    this.home = home;
  }

  List<Question> all() {
    return List.of(
        Question.of(Topic.FILES, "age of the JDK", Set.of(), this::jdk),
        Question.of(Topic.FILES, "prepared classes", Set.of(), this::startCache));
  }

  private List<Finding> jdk() {
    LocalDate released;
    try {
      released = LocalDate.parse(javaDate);
    } catch (DateTimeParseException _) {
      return List.of();
    }
    var age = Duration.between(released.atStartOfDay(ZoneOffset.UTC).toInstant(), clock.instant());
    return age.compareTo(OLD) <= 0
        ? List.of()
        : List.of(
            new Finding(
                FilesFault.JAVA_OLD,
                "JDK " + Runtime.version() + " was released on " + javaDate + "."));
  }

  /// The launcher takes the cache only when it is newer than the program.
  private List<Finding> startCache() throws IOException {
    if (home == null) {
      return List.of();
    }
    for (var folder : List.of(home.resolve("lib"), home.resolve("app/target"))) {
      var program = folder.resolve("app.jar");
      if (Files.exists(program)) {
        return hasNewerCache(folder, program)
            ? List.of()
            : List.of(
                new Finding(
                    FilesFault.START_CACHE_MISSING,
                    "There is no cache of prepared classes in " + folder + " that fits."));
      }
    }
    return List.of();
  }

  private static boolean hasNewerCache(Path folder, Path program) throws IOException {
    var built = Files.getLastModifiedTime(program);
    try (var caches = Files.newDirectoryStream(folder, "app-*.aot")) {
      for (var cache : caches) {
        if (Files.getLastModifiedTime(cache).compareTo(built) >= 0) {
          return true;
        }
      }
    }
    return false;
  }
}
