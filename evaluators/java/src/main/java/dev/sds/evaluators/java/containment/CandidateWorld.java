package dev.sds.evaluators.java.containment;

import java.lang.classfile.ClassModel;
import java.lang.constant.ClassDesc;
import java.lang.reflect.AccessFlag;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.Stream;

/** What candidate classes may name: each other, the kit's API, the allowed part of the JDK. */
final class CandidateWorld {

  private static final Set<String> TEXT =
      Set.of(
          "java.lang.String",
          "java.lang.StringBuilder",
          "java.lang.Boolean",
          "java.lang.Character",
          "java.lang.Byte",
          "java.lang.Short",
          "java.lang.Integer",
          "java.lang.Long",
          "java.lang.Float",
          "java.lang.Double");

  private final SortedMap<String, ClassModel> classes;
  private final AllowedJdk jdk;
  private final Set<String> apiPackages;

  CandidateWorld(SortedMap<String, ClassModel> classes, AllowedJdk jdk, Set<String> apiPackages) {
    this.classes = classes;
    this.jdk = jdk;
    this.apiPackages = apiPackages;
  }

  boolean own(String type) {
    return classes.containsKey(type);
  }

  boolean api(String type) {
    return apiPackages.contains(packageOf(type));
  }

  boolean type(String name) {
    return own(name) || api(name) || jdk.type(name);
  }

  boolean extensible(String name) {
    return own(name) || api(name) || jdk.extensible(name);
  }

  boolean isEnum(String type) {
    ClassModel model = classes.get(type);
    return model != null
        && (model.flags().has(AccessFlag.ENUM)
            || model.superclass().map(s -> isEnum(name(s.asSymbol()))).orElse(false));
  }

  /** Whether the member that this reference resolves to may be used. */
  boolean member(String owner, String name, int parameters, String descriptor) {
    if (!own(owner)) {
      return api(owner) || jdk.member(owner, name.equals("<init>") ? "new" : name, parameters);
    }
    var queue = new ArrayDeque<String>();
    var seen = new HashSet<String>();
    queue.add(owner);
    while (!queue.isEmpty()) {
      String type = queue.remove();
      if (!seen.add(type)) {
        continue;
      }
      ClassModel model = classes.get(type);
      if (model == null) {
        if (member(type, name, parameters, descriptor)) {
          return true;
        }
      } else if (declares(model, name, descriptor)) {
        return true;
      } else if (!name.equals("<init>")) {
        supertypes(model).forEach(queue::add);
      }
    }
    return false;
  }

  private static boolean declares(ClassModel model, String name, String descriptor) {
    return model.methods().stream()
            .anyMatch(
                m -> m.methodName().equalsString(name) && m.methodType().equalsString(descriptor))
        || model.fields().stream()
            .anyMatch(
                f -> f.fieldName().equalsString(name) && f.fieldType().equalsString(descriptor));
  }

  static Stream<String> supertypes(ClassModel model) {
    return Stream.concat(model.superclass().stream(), model.interfaces().stream())
        .map(entry -> name(entry.asSymbol()));
  }

  /** Whether turning a value of this type into text shows nothing that differs between runs. */
  boolean printable(ClassDesc type) {
    return printable(type, new HashSet<>());
  }

  private boolean printable(ClassDesc type, Set<String> open) {
    if (type.isPrimitive()) {
      return true;
    }
    if (type.isArray()) {
      return false;
    }
    String name = name(type);
    ClassModel model = classes.get(name);
    if (TEXT.contains(name) || isEnum(name) || (model != null && printsItself(model))) {
      return true;
    }
    if (model == null || !open.add(name) || !isRecord(model)) {
      return false;
    }
    return model.fields().stream()
        .filter(field -> !field.flags().has(AccessFlag.STATIC))
        .allMatch(field -> printable(field.fieldTypeSymbol(), open));
  }

  private static boolean isRecord(ClassModel model) {
    return model.superclass().map(s -> name(s.asSymbol()).equals("java.lang.Record")).orElse(false);
  }

  /** Whether the hash code of a value of this type is the same in every run. */
  boolean hashesItself(String type) {
    ClassModel model = classes.get(type);
    return model == null ? TEXT.contains(type) : defines(model, "hashCode", "()I");
  }

  private boolean printsItself(ClassModel model) {
    return defines(model, "toString", "()Ljava/lang/String;");
  }

  /** The methods that javac makes for a record do not count: they ask its components. */
  private static boolean defines(ClassModel model, String name, String descriptor) {
    return model.methods().stream()
        .filter(m -> m.methodName().equalsString(name))
        .filter(m -> m.methodType().equalsString(descriptor))
        .filter(m -> !m.flags().has(AccessFlag.ABSTRACT))
        .anyMatch(m -> !isRecord(model) || !Bootstraps.asksObjectMethods(m));
  }

  static String packageOf(String className) {
    int dot = className.lastIndexOf('.');
    return dot < 0 ? "" : className.substring(0, dot);
  }

  /** The binary name of a class, or of the elements of an array. */
  static String name(ClassDesc type) {
    ClassDesc element = type;
    while (element.isArray()) {
      element = element.componentType();
    }
    String descriptor = element.descriptorString();
    return element.isPrimitive()
        ? descriptor
        : descriptor.substring(1, descriptor.length() - 1).replace('/', '.');
  }
}
