package lightspeed.campaign;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeModel;
import java.lang.classfile.MethodModel;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The product with one protection gone, beside the whole one in the same process: its classes are
/// loaded once more, and certain methods give a fixed answer. The product has no switches for this.
///
/// The database package and this one are shared with the whole product; they know no other of it.
public final class BrokenProduct extends ClassLoader {
  private static final ClassDesc LIST = ClassDesc.of(List.class.getName());
  private static final ClassDesc OPTIONAL = ClassDesc.of(Optional.class.getName());
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
      byte[] changed = answers == null ? bytes : answering(bytes, answers);
      return defineClass(name, changed, 0, changed.length);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static byte[] answering(byte[] classFile, Map<String, String> answers) {
    ClassModel model = ClassFile.of().parse(classFile);
    Set<String> missing = new HashSet<>(answers.keySet());
    byte[] changed =
        ClassFile.of()
            .transformClass(
                model,
                (made, element) -> {
                  String answer =
                      element instanceof MethodModel method
                          ? answers.get(method.methodName().stringValue())
                          : null;
                  if (answer != null && element instanceof MethodModel method) {
                    missing.remove(method.methodName().stringValue());
                    made.transformMethod(
                        method,
                        (body, part) -> {
                          if (part instanceof CodeModel) {
                            body.withCode(
                                code -> giveAnswer(code, method.methodTypeSymbol(), answer));
                          } else {
                            body.with(part);
                          }
                        });
                  } else {
                    made.with(element);
                  }
                });
    if (!missing.isEmpty()) {
      throw new IllegalStateException(
          model.thisClass().asInternalName()
              + " has no methods "
              + missing
              + "; name those that protect now.");
    }
    return changed;
  }

  private static void giveAnswer(CodeBuilder code, MethodTypeDesc type, String answer) {
    ClassDesc result = type.returnType();
    if (result.equals(ConstantDescs.CD_void)) {
      code.return_();
    } else if (result.equals(ConstantDescs.CD_boolean)) {
      code.loadConstant(Boolean.parseBoolean(answer) ? 1 : 0).ireturn();
    } else if (result.equals(LIST)) {
      code.invokestatic(LIST, "of", MethodTypeDesc.of(LIST), true).areturn();
    } else if (result.equals(OPTIONAL)) {
      code.invokestatic(OPTIONAL, "empty", MethodTypeDesc.of(OPTIONAL)).areturn();
    } else if (!answer.isEmpty()) {
      code.getstatic(result, answer, result).areturn();
    } else {
      throw new IllegalStateException("Nobody knows what nothing is for " + result.displayName());
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
