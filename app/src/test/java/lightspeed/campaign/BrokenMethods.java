package lightspeed.campaign;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeModel;
import java.lang.classfile.MethodModel;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Compiled classes in which certain methods give a fixed answer: protections that are gone, to see
/// that the tests notice. The product has no switches for this.
public final class BrokenMethods {
  private static final ClassDesc LIST = ClassDesc.of(List.class.getName());
  private static final ClassDesc SET = ClassDesc.of(Set.class.getName());
  private static final ClassDesc OPTIONAL = ClassDesc.of(Optional.class.getName());

  private BrokenMethods() {}

  /// The same class, in which these methods, and all their overloads, answer so.
  ///
  /// @param answers by the method's name; an empty one: it does nothing, and returns false, zero or
  ///     what is empty; of an enum, the constant's name
  /// @throws IllegalStateException when a method is not there
  public static byte[] in(byte[] classFile, Map<String, String> answers) {
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
    } else if (result.equals(ConstantDescs.CD_long)) {
      code.lconst_0().lreturn();
    } else if (result.equals(LIST) || result.equals(SET)) {
      code.invokestatic(result, "of", MethodTypeDesc.of(result), true).areturn();
    } else if (result.equals(OPTIONAL)) {
      code.invokestatic(OPTIONAL, "empty", MethodTypeDesc.of(OPTIONAL)).areturn();
    } else if (!answer.isEmpty()) {
      code.getstatic(result, answer, result).areturn();
    } else {
      throw new IllegalStateException("Nobody knows what nothing is for " + result.displayName());
    }
  }
}
