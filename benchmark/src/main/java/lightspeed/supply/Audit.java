package lightspeed.supply;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;

/// Compares bills of materials with a vulnerability database that the user names. Makes no call.
public final class Audit {
  private static final int FOUND = 1;
  private static final int NOT_CHECKED = 2;

  /// Where to get one, on a machine with a network.
  static final String SOURCE = "https://osv-vulnerabilities.storage.googleapis.com/Maven/all.zip";

  private Audit() {}

  /// Entry.
  ///
  /// @param arguments the database, then the bills of materials
  public static void main(String[] arguments) {
    int exit =
        run(
            Path.of(arguments[0]),
            List.of(arguments).subList(1, arguments.length).stream().map(Path::of).toList(),
            System.out,
            System.err);
    if (exit != 0) {
      System.exit(exit);
    }
  }

  /// Checks and prints what is known.
  ///
  /// @return 0 when nothing is known, 1 when something is, 2 when nothing was checked
  static int run(Path place, List<Path> bills, PrintStream out, PrintStream err) {
    try {
      return check(place, bills, out);
    } catch (NotChecked | IOException e) {
      err.println("Nothing was checked. " + e.getMessage());
      return NOT_CHECKED;
    }
  }

  /// The database is of no use, which must not look like good news.
  private static final class NotChecked extends Exception {
    private static final long serialVersionUID = 1;

    NotChecked(String message) {
      super(message);
    }
  }

  private static int check(Path place, List<Path> bills, PrintStream out)
      throws IOException, NotChecked {
    if (!Files.exists(place)) {
      throw new NotChecked(
          "There is no vulnerability database at "
              + place
              + ". Download one where there is a network and name the file: "
              + SOURCE);
    }
    VulnerabilityDatabase database = VulnerabilityDatabase.read(place);
    if (database.entries().isEmpty()) {
      throw new NotChecked(
          place + " has no OSV entry about Maven packages. Download such a database: " + SOURCE);
    }
    TreeSet<String> lines = new TreeSet<>();
    TreeSet<String> checked = new TreeSet<>();
    for (Path bill : bills) {
      for (Component component : Component.of(bill)) {
        checked.add(component.name() + " " + component.version());
        database.entries().stream()
            .filter(entry -> entry.affects(component))
            .map(entry -> line(entry, component))
            .forEach(lines::add);
      }
    }
    lines.forEach(out::println);
    out.println(
        "%s in %d libraries that are shipped, by %s about Maven packages, the newest of %s."
            .formatted(
                lines.isEmpty() ? "No known vulnerability" : found(lines.size()),
                checked.size(),
                entries(database.entries().size()),
                database.newest().isEmpty() ? "an unknown day" : database.newest()));
    out.println("The embedded MariaDB is no Maven package: see docs/mariadb.md.");
    return lines.isEmpty() ? 0 : FOUND;
  }

  private static String entries(int count) {
    return count == 1 ? "1 entry" : "%,d entries".formatted(count);
  }

  private static String found(int count) {
    return count == 1 ? "1 known vulnerability" : count + " known vulnerabilities";
  }

  private static String line(Vulnerability entry, Component component) {
    String fixed = entry.fixedAfter(component);
    String aliases = entry.aliases().stream().sorted().collect(Collectors.joining(", ", " (", ")"));
    return component.name()
        + " "
        + component.version()
        + ": "
        + entry.id()
        + (entry.aliases().isEmpty() ? "" : aliases)
        + (entry.severity().isEmpty() ? "" : ", " + entry.severity())
        + (fixed.isEmpty() ? ", no fix known. " : ", fixed in " + fixed + ". ")
        + entry.summary();
  }
}
