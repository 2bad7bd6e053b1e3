package dev.sds.evaluators.java.containment;

import java.lang.classfile.constantpool.MemberRefEntry;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Says in words why a type or member may not be used, with the way out where there is one. */
final class References {

  private static final Map<String, String> WAYS_OUT =
      Map.ofEntries(
          Map.entry("java.util.HashMap", "its order differs between runs; use LinkedHashMap"),
          Map.entry("java.util.HashSet", "its order differs between runs; use LinkedHashSet"),
          Map.entry("java.util.Hashtable", "its order differs between runs; use LinkedHashMap"),
          Map.entry("java.util.Set.of", "its order differs between runs; use LinkedHashSet"),
          Map.entry("java.util.Set.copyOf", "its order differs between runs; use LinkedHashSet"),
          Map.entry("java.util.Map.of", "its order differs between runs; use LinkedHashMap"),
          Map.entry("java.util.Map.copyOf", "its order differs between runs; use LinkedHashMap"),
          Map.entry("java.lang.Math.random", "use a java.util.Random with a seed"),
          Map.entry("java.lang.System.nanoTime", "use the time that the environment gives"),
          Map.entry(
              "java.lang.System.currentTimeMillis", "use the time that the environment gives"),
          Map.entry("java.util.LinkedList", "use ArrayList or ArrayDeque"),
          Map.entry("java.util.stream.Collectors.joining", "use a StringBuilder"),
          Map.entry("java.util.stream.Collectors.groupingBy", "use a loop and a LinkedHashMap"),
          Map.entry("java.lang.Class.desiredAssertionStatus", "do not use assert; throw instead"));

  /** Methods that show any object as text. */
  private static final Set<String> PRINTING =
      Set.of(
          "java.lang.StringBuilder.append",
          "java.lang.StringBuilder.insert",
          "java.lang.String.valueOf");

  private final CandidateWorld world;

  References(CandidateWorld world) {
    this.world = world;
  }

  Optional<String> refusal(ClassDesc type) {
    String name = CandidateWorld.name(type);
    boolean primitive = type.isPrimitive() || (type.isArray() && name.length() == 1);
    return primitive || world.type(name) || Bootstraps.type(name)
        ? Optional.empty()
        : Optional.of(refusal(name));
  }

  static String refusal(String type) {
    return "may not use " + type + wayOut(type);
  }

  Optional<String> refusal(MemberRefEntry member) {
    ClassDesc owner = member.owner().asSymbol();
    String type = CandidateWorld.name(owner);
    String name = member.name().stringValue();
    String descriptor = member.type().stringValue();
    if (owner.isArray()) {
      return name.equals("clone")
          ? Optional.empty()
          : Optional.of("may not call " + name + " of an array");
    }
    if (Bootstraps.member(type, name)) {
      return Optional.empty();
    }
    Optional<String> ambient = ambient(owner, name, descriptor);
    if (ambient.isPresent()) {
      return ambient;
    }
    boolean allowed =
        !special(name) && !world.member(type, name, parameters(descriptor), descriptor);
    return allowed ? Optional.of(sentence(type, name, descriptor)) : Optional.empty();
  }

  private static boolean special(String name) {
    return name.equals("hashCode") || name.equals("toString");
  }

  /** Hash codes and texts that come from an object's identity differ between runs. */
  private Optional<String> ambient(ClassDesc owner, String name, String descriptor) {
    String type = CandidateWorld.name(owner);
    if (name.equals("hashCode") && descriptor.equals("()I") && !world.hashesItself(type)) {
      return Optional.of(
          "may not call hashCode() of " + type + ": it may come from identity; define it there");
    }
    if (special(name) && !descriptor.startsWith("()")) {
      return world.member(type, name, parameters(descriptor), descriptor)
          ? Optional.empty()
          : Optional.of(sentence(type, name, descriptor));
    }
    boolean prints =
        (name.equals("toString") && !world.printable(owner))
            || (PRINTING.contains(type + "." + name) && showsObject(descriptor));
    return prints
        ? Optional.of(
            "may not turn any object of type %s into text: it may show identity; print its parts"
                .formatted(name.equals("toString") ? type : "java.lang.Object"))
        : Optional.empty();
  }

  private static boolean showsObject(String descriptor) {
    return MethodTypeDesc.ofDescriptor(descriptor)
        .parameterList()
        .contains(ConstantDescs.CD_Object);
  }

  /** The refusal of a string concatenation that shows something unprintable. */
  Optional<String> concatenation(MethodTypeDesc type) {
    return type.parameterList().stream()
        .filter(part -> !world.printable(part))
        .findFirst()
        .map(
            part ->
                "may not turn any object of type %s into text: it may show identity; print its parts"
                    .formatted(part.displayName()));
  }

  /** A class literal may name only the candidate's own classes and the kit's. */
  Optional<String> literal(ClassDesc type) {
    String name = CandidateWorld.name(type);
    return world.own(name) || world.api(name)
        ? Optional.empty()
        : Optional.of("may not use the class literal " + name + ".class");
  }

  private static int parameters(String descriptor) {
    return descriptor.startsWith("(")
        ? MethodTypeDesc.ofDescriptor(descriptor).parameterCount()
        : 0;
  }

  private static String sentence(String type, String name, String descriptor) {
    if (name.equals("<init>")) {
      int count = parameters(descriptor);
      return "may not use new %s with %d argument(s)%s".formatted(type, count, wayOut(type));
    }
    String verb = descriptor.startsWith("(") ? "call " : "read or write ";
    String way = wayOut(type + "." + name);
    return "may not " + verb + type + "." + name + (way.isEmpty() ? wayOut(type) : way);
  }

  private static String wayOut(String name) {
    String way = WAYS_OUT.get(name);
    if (way == null && name.startsWith("java.lang.Math.")) {
      way = "its result differs between machines; use StrictMath";
    }
    return way == null ? "" : ": " + way;
  }
}
