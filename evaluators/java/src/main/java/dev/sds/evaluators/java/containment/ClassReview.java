package dev.sds.evaluators.java.containment;

import dev.sds.evaluators.java.Finding;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassModel;
import java.lang.classfile.FieldModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.attribute.SourceFileAttribute;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.ConstantDynamicEntry;
import java.lang.classfile.constantpool.InvokeDynamicEntry;
import java.lang.classfile.constantpool.MemberRefEntry;
import java.lang.classfile.constantpool.MethodTypeEntry;
import java.lang.classfile.constantpool.NameAndTypeEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.AccessFlag;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reviews one class: its shape, its fields and methods, every entry of its constant pool. */
final class ClassReview {

  private static final int JAVA_17 = 61;
  private static final String RESERVED = "dev.sds.evaluators.";
  private static final Set<String> VALUES =
      Set.of(
          "java.lang.String",
          "java.lang.Boolean",
          "java.lang.Character",
          "java.lang.Byte",
          "java.lang.Short",
          "java.lang.Integer",
          "java.lang.Long",
          "java.lang.Float",
          "java.lang.Double");

  private final CandidateWorld world;
  private final ClassModel model;
  private final List<Finding> findings;
  private final References references;
  private final Set<String> said = new HashSet<>();
  private final String name;
  private final String file;

  ClassReview(CandidateWorld world, ClassModel model, List<Finding> findings) {
    this.world = world;
    this.model = model;
    this.findings = findings;
    this.references = new References(world);
    this.name = CandidateWorld.name(model.thisClass().asSymbol());
    this.file = file(model, name);
  }

  private static String file(ClassModel model, String name) {
    String folder = CandidateWorld.packageOf(name).replace('.', '/');
    String source =
        model
            .findAttribute(Attributes.sourceFile())
            .map(SourceFileAttribute::sourceFile)
            .map(Object::toString)
            .orElse("(unknown)");
    return folder.isEmpty() ? source : folder + "/" + source;
  }

  void review() {
    shape();
    model.fields().forEach(this::field);
    for (MethodModel method : model.methods()) {
      method(method);
    }
    for (PoolEntry entry : model.constantPool()) {
      pool(entry);
    }
  }

  private void shape() {
    if (name.startsWith(RESERVED)) {
      say("", 0, "may not be in a package of the evaluator");
    }
    if (model.majorVersion() != JAVA_17) {
      say("", 0, "is not compiled for Java 17");
    }
    CandidateWorld.supertypes(model)
        .filter(up -> !world.extensible(up))
        .forEach(up -> say("", 0, "may not extend or implement " + up));
  }

  private void field(FieldModel field) {
    String fieldName = field.fieldName().stringValue();
    ClassDesc type = field.fieldTypeSymbol();
    if (field.flags().has(AccessFlag.VOLATILE)) {
      say(fieldName, 0, "may not be volatile: there are no threads");
    }
    if (field.flags().has(AccessFlag.STATIC)) {
      if (!constant(field, type)) {
        say(
            fieldName,
            0,
            "is static and could outlive a run; only final primitives, strings and enum constants"
                + " may be static; keep it in an instance field");
      }
    } else if (world.isEnum(name) && !(field.flags().has(AccessFlag.FINAL) && immutable(type))) {
      say(
          fieldName,
          0,
          "is state of an enum constant, which outlives a run; it must be final and a primitive, a"
              + " string or an enum");
    }
  }

  private boolean constant(FieldModel field, ClassDesc type) {
    if (!field.flags().has(AccessFlag.FINAL)) {
      return false;
    }
    boolean synthetic = field.flags().has(AccessFlag.SYNTHETIC);
    boolean values = world.isEnum(name) && field.fieldName().equalsString("$VALUES");
    boolean switchMap =
        model.flags().has(AccessFlag.SYNTHETIC)
            && field.fieldName().stringValue().startsWith("$SwitchMap$");
    return immutable(type) || (synthetic && (values || switchMap));
  }

  private boolean immutable(ClassDesc type) {
    return type.isPrimitive()
        || (!type.isArray()
            && (VALUES.contains(CandidateWorld.name(type))
                || world.isEnum(CandidateWorld.name(type))));
  }

  private void method(MethodModel method) {
    String member = method.methodName().stringValue() + "()";
    if (method.flags().has(AccessFlag.NATIVE)) {
      say(member, 0, "may not be native");
    }
    if (method.flags().has(AccessFlag.SYNCHRONIZED)) {
      say(member, 0, "may not be synchronized: there are no threads");
    }
    if (method.methodName().equalsString("finalize")) {
      say(member, 0, "may not be a finalizer");
    }
    new CodeReview(references, (line, what) -> say(member, line, what)).review(method);
  }

  private void pool(PoolEntry entry) {
    switch (entry) {
      case ClassEntry type -> type(type.asSymbol());
      case MemberRefEntry member -> references.refusal(member).ifPresent(this::sayOnce);
      case ConstantDynamicEntry _ -> sayOnce("may not use dynamic constants");
      case InvokeDynamicEntry call -> {
        if (!Bootstraps.allowed(call.bootstrap())) {
          String bootstrap = Bootstraps.name(call.bootstrap().bootstrapMethod().asSymbol());
          sayOnce("may not use the bootstrap " + bootstrap);
        }
      }
      case MethodTypeEntry type -> types(type.asSymbol());
      case NameAndTypeEntry named -> {
        if (named.type().stringValue().startsWith("(")) {
          types(MethodTypeDesc.ofDescriptor(named.type().stringValue()));
        } else {
          type(ClassDesc.ofDescriptor(named.type().stringValue()));
        }
      }
      default -> {}
    }
  }

  private void types(MethodTypeDesc descriptor) {
    descriptor.parameterList().forEach(this::type);
    type(descriptor.returnType());
  }

  private void type(ClassDesc type) {
    references.refusal(type).ifPresent(this::sayOnce);
  }

  /** What the pool alone shows is said only where no instruction showed it with its line. */
  private void sayOnce(String what) {
    if (!said.contains(what)) {
      say("", 0, what);
    }
  }

  private void say(String member, int line, String what) {
    said.add(what);
    String where = member.isEmpty() ? name : name + "." + member;
    findings.add(new Finding(Finding.By.CONTAINMENT, file, line, 0, where + " " + what));
  }
}
