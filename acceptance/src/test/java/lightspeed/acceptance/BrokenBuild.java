package lightspeed.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeModel;
import java.lang.classfile.MethodModel;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A copy of the product in which one protection is gone, laid out as an installed one: the same
/// launcher, the same libraries, and an `app.jar` in which certain methods do nothing. It shows
/// that the tests of exactly-once would notice.
final class BrokenBuild {
  private static final Path CHECKOUT = Path.of("..").toAbsolutePath().normalize();
  private static final ClassDesc LIST = ClassDesc.of("java.util.List");
  private static final ClassDesc SET = ClassDesc.of("java.util.Set");
  private static final ClassDesc OPTIONAL = ClassDesc.of(Optional.class.getName());

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
    ClassModel model = ClassFile.of().parse(classFile);
    Set<String> missing = new HashSet<>(names);
    byte[] changed =
        ClassFile.of()
            .transformClass(
                model,
                (made, element) -> {
                  if (element instanceof MethodModel method
                      && names.contains(method.methodName().stringValue())) {
                    missing.remove(method.methodName().stringValue());
                    made.transformMethod(
                        method,
                        (body, part) -> {
                          if (part instanceof CodeModel) {
                            body.withCode(code -> doNothing(code, method.methodTypeSymbol()));
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
              + "; Breakage must name those that protect now.");
    }
    return changed;
  }

  private static void doNothing(CodeBuilder code, MethodTypeDesc type) {
    ClassDesc result = type.returnType();
    if (result.equals(ConstantDescs.CD_void)) {
      code.return_();
    } else if (result.equals(ConstantDescs.CD_boolean)) {
      code.iconst_0().ireturn();
    } else if (result.equals(ConstantDescs.CD_long)) {
      code.lconst_0().lreturn();
    } else if (result.equals(LIST) || result.equals(SET)) {
      code.invokestatic(result, "of", MethodTypeDesc.of(result), true).areturn();
    } else if (result.equals(OPTIONAL)) {
      code.invokestatic(result, "empty", MethodTypeDesc.of(result)).areturn();
    } else {
      throw new IllegalStateException("Nobody knows what nothing is for " + result.displayName());
    }
  }
}
