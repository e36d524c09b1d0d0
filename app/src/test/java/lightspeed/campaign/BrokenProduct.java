package lightspeed.campaign;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The product with one protection gone, beside the whole one in the same process: its classes are
/// loaded once more, and certain methods give a fixed answer. The product has no switches for this.
///
/// The database package and this one are shared with the whole product; they know no other of it.
public final class BrokenProduct extends ClassLoader {
  private static final String PRODUCT = "lightspeed.";
  private static final List<String> SHARED = List.of("lightspeed.db.", "lightspeed.campaign.");

  private final Map<String, Map<String, String>> answersOf;

  private BrokenProduct(Map<String, Map<String, String>> answersOf) {
    super(BrokenProduct.class.getClassLoader());
    this.answersOf = answersOf;
  }

  /// The product in which these methods answer so.
  ///
  /// @param answers such as `lightspeed.register.Need.isMet=true`; without an answer the method
  ///     does nothing, and returns false or what is empty; of an enum, the constant's name
  public static ClassLoader with(List<String> answers) {
    Map<String, Map<String, String>> all = new HashMap<>();
    for (String one : answers) {
      String method = one.contains("=") ? one.substring(0, one.indexOf('=')) : one;
      String answer = one.contains("=") ? one.substring(one.indexOf('=') + 1) : "";
      int dot = method.lastIndexOf('.');
      all.computeIfAbsent(method.substring(0, dot), _ -> new HashMap<>())
          .put(method.substring(dot + 1), answer);
    }
    return new BrokenProduct(all);
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (!name.startsWith(PRODUCT) || SHARED.stream().anyMatch(name::startsWith)) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      return loaded != null ? loaded : define(name);
    }
  }

  private Class<?> define(String name) throws ClassNotFoundException {
    try (InputStream file = getResourceAsStream(name.replace('.', '/') + ".class")) {
      if (file == null) {
        throw new ClassNotFoundException(name);
      }
      byte[] bytes = file.readAllBytes();
      Map<String, String> answers = answersOf.get(name);
      byte[] changed = answers == null ? bytes : BrokenMethods.in(bytes, answers);
      return defineClass(name, changed, 0, changed.length);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /// Opens a lane of this product, by a static method `open` of its class.
  ///
  /// @param breakage the name of what is broken, for what the lane breaks by itself
  public static Lane open(
      @Nullable ClassLoader product, String lane, String breakage, Tally tally) {
    try {
      var open =
          Class.forName(
                  lane, true, product == null ? BrokenProduct.class.getClassLoader() : product)
              .getDeclaredMethod("open", String.class, Tally.class);
      open.setAccessible(true);
      return (Lane) open.invoke(null, breakage, tally);
    } catch (ReflectiveOperationException wrong) {
      throw new IllegalStateException(wrong);
    }
  }
}
