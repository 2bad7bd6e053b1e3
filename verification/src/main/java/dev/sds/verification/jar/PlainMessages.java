package dev.sds.verification.jar;

import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassElement;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.Instruction;
import java.lang.classfile.MethodModel;
import java.lang.classfile.MethodTransform;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.NewObjectInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.Set;

/**
 * TLC's messages without the hour and with numbers as they are. The formats that its class of
 * messages makes when it is loaded bring a locale's data, which takes longer than to check a small
 * model.
 */
final class PlainMessages {

  private static final MethodTypeDesc NOW = MethodTypeDesc.of(ConstantDescs.CD_String);
  private static final MethodTypeDesc NUMBER =
      MethodTypeDesc.of(ConstantDescs.CD_String, ConstantDescs.CD_long);

  private static final Set<ClassDesc> FORMATS =
      Set.of(ClassDesc.of("java.text.SimpleDateFormat"), ClassDesc.of("java.text.DecimalFormat"));

  private PlainMessages() {}

  /** What to change in a class; nothing where its formats are used in other ways than known. */
  static ClassTransform of(ClassModel messages) {
    boolean known =
        messages.methods().stream()
            .filter(PlainMessages::formats)
            .allMatch(m -> isNow(m) || isNumber(m) || initializes(m));
    return known
        ? ClassTransform.transformingMethods(
                PlainMessages::initializes,
                MethodTransform.transformingCode(CodeTransform.ofStateful(Unformatted::new)))
            .andThen(PlainMessages::plain)
        : ClassTransform.ACCEPT_ALL;
  }

  private static void plain(ClassBuilder builder, ClassElement element) {
    if (element instanceof MethodModel method && (isNow(method) || isNumber(method))) {
      builder.withMethodBody(
          method.methodName().stringValue(),
          method.methodTypeSymbol(),
          method.flags().flagsMask(),
          code -> {
            if (isNow(method)) {
              code.loadConstant("").areturn();
            } else {
              code.lload(0).invokestatic(ConstantDescs.CD_Long, "toString", NUMBER).areturn();
            }
          });
    } else {
      builder.with(element);
    }
  }

  private static boolean isNow(MethodModel method) {
    return method.methodName().equalsString("now") && method.methodTypeSymbol().equals(NOW);
  }

  private static boolean isNumber(MethodModel method) {
    return method.methodName().equalsString("format") && method.methodTypeSymbol().equals(NUMBER);
  }

  private static boolean initializes(MethodModel method) {
    return method.methodName().equalsString(ConstantDescs.CLASS_INIT_NAME);
  }

  private static boolean formats(MethodModel method) {
    return method.code().stream()
        .flatMap(code -> code.elementStream())
        .anyMatch(e -> e instanceof FieldInstruction field && isFormat(field));
  }

  private static boolean isFormat(FieldInstruction field) {
    return FORMATS.contains(field.typeSymbol());
  }

  /** Leaves out the making of formats, up to where they are stored. */
  private static final class Unformatted implements CodeTransform {

    private boolean making;

    @Override
    public void accept(CodeBuilder builder, CodeElement element) {
      if (element instanceof NewObjectInstruction made
          && FORMATS.contains(made.className().asSymbol())) {
        making = true;
      } else if (making && element instanceof FieldInstruction field && isFormat(field)) {
        making = false;
      } else if (!making || !(element instanceof Instruction)) {
        builder.with(element);
      }
    }
  }
}
