package dev.sds.verification.jar;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassElement;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.MethodModel;
import java.lang.classfile.MethodTransform;
import java.lang.classfile.Superclass;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.AccessFlag;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * TLC's classes that tell other programs of a run, without their tongues. They report to the flight
 * recorder, to JMX and to RMI, which nobody listens to in a child, and say the hour; all of which
 * takes longer to load than a small model to check. No class that computes a state, compares one or
 * judges one is among them.
 */
final class QuietTlc {

  /** Hands events to the flight recorder; {@code message} returns its argument. */
  static final String RECORDER = "util/TLAFlightRecorder";

  /** The parent of what is shown by JMX. */
  static final String BEAN = "tlc2/tool/management/TLCStandardMBean";

  /** Words all messages. */
  static final String MESSAGES = "tlc2/output/MP";

  /** The parent of all fingerprint sets, which other machines could call. */
  static final String FINGERPRINTS = "tlc2/tool/fp/FPSet";

  private static final ClassDesc EXPORTED = ClassDesc.of("java.rmi.server.UnicastRemoteObject");
  private static final ClassDesc NOT_EXPORTED = ClassDesc.of("java.rmi.server.RemoteObject");

  private static final String UNEXPORT = "unexportObject";

  private QuietTlc() {}

  /** The classes by their names in a jar; none that these tools do not have. */
  static Map<String, byte[]> classes(ClassLoader tools) throws IOException {
    Map<String, byte[]> quiet = new TreeMap<>();
    for (String changed : List.of(RECORDER, BEAN, FINGERPRINTS, MESSAGES)) {
      String name = changed + ".class";
      try (InputStream in = tools.getResourceAsStream(name)) {
        if (in != null) {
          ClassFile file = ClassFile.of();
          ClassModel told = file.parse(in.readAllBytes());
          quiet.put(name, file.transformClass(told, change(changed, told)));
        }
      }
    }
    return quiet;
  }

  private static ClassTransform change(String name, ClassModel told) {
    return switch (name) {
      case RECORDER -> methods(method -> method.flags().has(AccessFlag.STATIC));
      case BEAN ->
          under(ConstantDescs.CD_Object)
              .andThen(methods(method -> returns(method, ConstantDescs.CD_boolean)));
      case FINGERPRINTS ->
          exported().andThen(methods(method -> method.methodName().equalsString(UNEXPORT)));
      default -> PlainMessages.of(told);
    };
  }

  /** Leaves nothing of some methods but an answer: their first argument, true, or none. */
  private static ClassTransform methods(Predicate<MethodModel> which) {
    return (builder, element) -> {
      if (element instanceof MethodModel method && which.test(method)) {
        MethodTypeDesc type = method.methodTypeSymbol();
        builder.withMethodBody(
            method.methodName().stringValue(),
            type,
            method.flags().flagsMask(),
            code -> {
              if (type.returnType().equals(ConstantDescs.CD_void)) {
                code.return_();
              } else if (type.returnType().equals(ConstantDescs.CD_boolean)) {
                code.iconst_1().ireturn();
              } else {
                code.aload(0).areturn();
              }
            });
      } else {
        builder.with(element);
      }
    };
  }

  private static boolean returns(MethodModel method, ClassDesc type) {
    return method.methodTypeSymbol().returnType().equals(type);
  }

  /** A class below another parent, whose constructor takes nothing. */
  private static ClassTransform under(ClassDesc parent) {
    return (builder, element) -> {
      if (element instanceof Superclass) {
        builder.withSuperclass(parent);
      } else if (element instanceof MethodModel method && constructs(method)) {
        builder.withMethodBody(
            ConstantDescs.INIT_NAME,
            method.methodTypeSymbol(),
            method.flags().flagsMask(),
            code ->
                code.aload(0)
                    .invokespecial(parent, ConstantDescs.INIT_NAME, ConstantDescs.MTD_void)
                    .return_());
      } else {
        builder.with(element);
      }
    };
  }

  /** A remote object that is not exported: no port, no thread, no stub. */
  private static ClassTransform exported() {
    CodeTransform calls =
        (code, element) -> {
          if (element instanceof InvokeInstruction call
              && call.owner().asSymbol().equals(EXPORTED)
              && call.name().equalsString(ConstantDescs.INIT_NAME)
              && call.typeSymbol().equals(ConstantDescs.MTD_void)) {
            code.invokespecial(NOT_EXPORTED, ConstantDescs.INIT_NAME, ConstantDescs.MTD_void);
          } else {
            code.with(element);
          }
        };
    return ClassTransform.ACCEPT_ALL
        .andThen(
            (builder, element) -> {
              if (element instanceof Superclass parent
                  && parent.superclassEntry().asSymbol().equals(EXPORTED)) {
                builder.withSuperclass(NOT_EXPORTED);
              } else {
                builder.with(element);
              }
            })
        .andThen(
            ClassTransform.transformingMethods(
                QuietTlc::constructs, MethodTransform.transformingCode(calls)));
  }

  private static boolean constructs(ClassElement element) {
    return element instanceof MethodModel method
        && method.methodName().equalsString(ConstantDescs.INIT_NAME);
  }
}
