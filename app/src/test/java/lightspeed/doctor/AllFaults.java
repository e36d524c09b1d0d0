package lightspeed.doctor;

import java.io.IOException;
import java.lang.reflect.Field;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Every fault that is declared beside the questions, by the classes that declare them.
public final class AllFaults {
  private AllFaults() {}

  /// In the order of their declaration, class by class.
  public static List<Fault> list() {
    List<Fault> all = new ArrayList<>();
    for (var name : classes()) {
      try {
        for (Field field : Class.forName("lightspeed.doctor." + name).getDeclaredFields()) {
          if (field.getType() == Fault.class) {
            field.setAccessible(true);
            all.add((Fault) field.get(null));
          }
        }
      } catch (ReflectiveOperationException e) {
        throw new LinkageError(name, e);
      }
    }
    return all;
  }

  private static List<String> classes() {
    try {
      Path root = Path.of(Fault.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      try (Stream<Path> files = Files.list(root.resolve("lightspeed/doctor"))) {
        return files
            .map(file -> file.getFileName().toString())
            .filter(name -> name.endsWith("Fault.class") && !name.equals("Fault.class"))
            .map(name -> name.substring(0, name.length() - ".class".length()))
            .sorted()
            .toList();
      }
    } catch (URISyntaxException | IOException e) {
      throw new AssertionError(e);
    }
  }
}
