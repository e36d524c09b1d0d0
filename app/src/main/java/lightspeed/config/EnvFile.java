package lightspeed.config;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The lines of a `.env` file. A bad line is a problem with its number and never with its text,
/// because the text may be a secret.
///
/// @param path the file, null for [#NONE]
/// @param entries value and line of each name in upper case
/// @param problems lines that could not be read
public record EnvFile(
    @Nullable Path path, Map<String, Entry> entries, List<SettingProblem> problems) {

  /// No file at all.
  public static final EnvFile NONE = new EnvFile(null, Map.of(), List.of());

  private static final String FILE_NAME = ".env";
  private static final int ROOT = 0;

  /// What a line says.
  ///
  /// @param line from 1
  public record Entry(String value, int line) {
    @Override
    public String toString() {
      return Secret.MASK + " (line " + line + ")";
    }
  }

  public EnvFile {
    entries = Map.copyOf(entries);
    problems = List.copyOf(problems);
  }

  /// Reads the file named by `--env-file`, else `.env` in the working directory, else `.env` beside
  /// the launcher, else [#NONE].
  ///
  /// @param asked the option's value, null when it was not given
  /// @param home the launcher's folder, null when there is no launcher
  /// @throws ConfigurationInvalid when `asked` does not exist or a file cannot be read
  public static EnvFile find(@Nullable Path asked, Path workingDirectory, @Nullable Path home) {
    if (asked != null) {
      return read(asked);
    }
    var here = workingDirectory.resolve(FILE_NAME);
    if (Files.isRegularFile(here)) {
      return read(here);
    }
    if (home != null && Files.isRegularFile(home.resolve(FILE_NAME))) {
      return read(home.resolve(FILE_NAME));
    }
    return NONE;
  }

  static EnvFile read(Path path) {
    String content;
    try {
      refuseWhenOthersDecide(path);
      content = Files.readString(path);
    } catch (CharacterCodingException e) {
      throw unreadable(path, "is not UTF-8 text", e);
    } catch (NoSuchFileException e) {
      throw unreadable(path, "does not exist", e);
    } catch (AccessDeniedException e) {
      throw unreadable(path, "may not be read by you", e);
    } catch (IOException e) {
      throw unreadable(path, "cannot be read: " + e.getMessage(), e);
    }
    return parse(path, content);
  }

  /// Whoever writes this file chooses the store, the database and who may sign in.
  private static void refuseWhenOthersDecide(Path path) throws IOException {
    int own = OwnerOnly.ownUser();
    for (var part : List.of(path, path.toRealPath())) {
      int owner = OwnerOnly.user(part, LinkOption.NOFOLLOW_LINKS);
      if (owner != own && owner != ROOT) {
        throw refused(
            path,
            "belongs to "
                + Files.getOwner(part, LinkOption.NOFOLLOW_LINKS).getName()
                + ", not to you or root, so it was not read; take it over with chown, or name"
                + " another file with --env-file");
      }
    }
    var rights = Files.getPosixFilePermissions(path);
    if (rights.contains(PosixFilePermission.GROUP_WRITE)
        || rights.contains(PosixFilePermission.OTHERS_WRITE)) {
      throw refused(
          path, "can be changed by other users, so it was not read; run chmod go-w " + path);
    }
  }

  static EnvFile parse(Path path, String content) {
    var entries = new LinkedHashMap<String, Entry>();
    var problems = new ArrayList<SettingProblem>();
    var withoutMark = content.startsWith("\uFEFF") ? content.substring(1) : content;
    int number = 0;
    for (var line : withoutMark.lines().toList()) {
      number++;
      try {
        var assignment = EnvLine.parse(line);
        if (assignment == null) {
          continue;
        }
        var name = assignment.name().toUpperCase(Locale.ROOT);
        var earlier = entries.putIfAbsent(name, new Entry(assignment.value(), number));
        if (earlier != null) {
          problems.add(
              new SettingProblem(
                  name, null, source(path, number), "is already set in line " + earlier.line()));
        }
      } catch (BadValue e) {
        problems.add(new SettingProblem(FILE_NAME, null, source(path, number), e.why()));
      }
    }
    return new EnvFile(path, entries, problems);
  }

  /// Where an entry stands, in words.
  String source(Entry entry) {
    return path == null ? FILE_NAME : source(path, entry.line());
  }

  private static String source(Path path, int line) {
    return path + " line " + line;
  }

  private static ConfigurationInvalid unreadable(Path path, String reason, IOException cause) {
    var invalid = refused(path, reason);
    invalid.initCause(cause);
    return invalid;
  }

  private static ConfigurationInvalid refused(Path path, String reason) {
    return new ConfigurationInvalid(
        new SettingProblem("--env-file", null, path.toString(), reason));
  }
}
