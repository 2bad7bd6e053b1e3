package dev.sds.evaluators.java.containment;

import java.lang.classfile.BootstrapMethodEntry;
import java.lang.classfile.MethodModel;
import java.lang.classfile.constantpool.StringEntry;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.constant.DirectMethodHandleDesc;
import java.util.Set;

/** The invokedynamic bootstraps that javac itself emits for Java 17, and no others. */
final class Bootstraps {

  static final String CONCATENATION =
      "java.lang.invoke.StringConcatFactory.makeConcatWithConstants";
  private static final String OBJECT_METHODS = "java.lang.runtime.ObjectMethods.bootstrap";
  private static final Set<String> ALLOWED =
      Set.of("java.lang.invoke.LambdaMetafactory.metafactory", CONCATENATION, OBJECT_METHODS);

  /** Types that the pool names for bootstraps alone; no instruction may use them. */
  private static final Set<String> TYPES =
      Set.of(
          "java.lang.invoke.LambdaMetafactory",
          "java.lang.invoke.StringConcatFactory",
          "java.lang.runtime.ObjectMethods",
          "java.lang.invoke.MethodHandles",
          "java.lang.invoke.MethodHandles$Lookup",
          "java.lang.invoke.MethodHandle",
          "java.lang.invoke.MethodType",
          "java.lang.invoke.CallSite",
          "java.lang.invoke.TypeDescriptor");

  private Bootstraps() {}

  static boolean type(String name) {
    return TYPES.contains(name);
  }

  static boolean member(String owner, String name) {
    return ALLOWED.contains(owner + "." + name);
  }

  static boolean allowed(BootstrapMethodEntry entry) {
    String name = name(entry.bootstrapMethod().asSymbol());
    return ALLOWED.contains(name)
        && (!name.equals(CONCATENATION)
            || entry.arguments().stream().allMatch(StringEntry.class::isInstance));
  }

  static String name(DirectMethodHandleDesc handle) {
    return CandidateWorld.name(handle.owner()) + "." + handle.methodName();
  }

  static boolean asksObjectMethods(MethodModel method) {
    return method.code().stream()
        .flatMap(code -> code.elementStream())
        .anyMatch(
            e ->
                e instanceof InvokeDynamicInstruction call
                    && name(call.bootstrapMethod()).equals(OBJECT_METHODS));
  }
}
