package dev.sds.evaluators.java.metering;

import dev.sds.evaluators.java.containment.AllowedJdk;
import dev.sds.evaluators.java.containment.Cost;
import java.lang.classfile.ClassModel;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Stream;

/** What a call means for the meter: whose method it is, and what that costs. */
final class MeteredWorld {

  private final SortedMap<String, ClassModel> classes;
  private final AllowedJdk jdk;

  MeteredWorld(SortedMap<String, ClassModel> classes, AllowedJdk jdk) {
    this.classes = classes;
    this.jdk = jdk;
  }

  /** The cost of a method of the library; nothing for the candidate's own and for others. */
  Optional<Cost> cost(ClassDesc owner, String name, MethodTypeDesc type) {
    return owner.isArray() || owner.isPrimitive()
        ? Optional.empty()
        : cost(binary(owner), name.equals("<init>") ? "new" : name, type);
  }

  private Optional<Cost> cost(String owner, String name, MethodTypeDesc type) {
    ClassModel model = classes.get(owner);
    if (model == null) {
      return jdk.cost(owner, name, type.parameterCount());
    }
    boolean declared =
        name.equals("new")
            || model.methods().stream()
                .anyMatch(
                    m ->
                        m.methodName().equalsString(name)
                            && m.methodType().equalsString(type.descriptorString()));
    return declared
        ? Optional.empty()
        : supertypes(model).stream().flatMap(up -> cost(up, name, type).stream()).findFirst();
  }

  private static List<String> supertypes(ClassModel model) {
    return Stream.concat(model.superclass().stream(), model.interfaces().stream())
        .map(ClassEntry::asSymbol)
        .map(MeteredWorld::binary)
        .toList();
  }

  boolean own(ClassDesc type) {
    return type.isClassOrInterface() && classes.containsKey(binary(type));
  }

  /** How many bytes an object of this class takes, roughly. */
  int bytes(ClassDesc type) {
    int fields = 0;
    Optional<ClassModel> model = Optional.ofNullable(classes.get(binary(type)));
    for (int depth = 0; model.isPresent() && depth < classes.size(); depth++) {
      fields += model.get().fields().size();
      model = model.get().superclass().map(up -> classes.get(binary(up.asSymbol())));
    }
    return own(type) ? 16 + 8 * fields : 32;
  }

  static String binary(ClassDesc type) {
    String descriptor = type.descriptorString();
    return descriptor.substring(1, descriptor.length() - 1).replace('/', '.');
  }
}
