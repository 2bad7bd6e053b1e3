package dev.sds.evaluators.java.loading;

import dev.sds.evaluators.java.JavaCompile;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.MemberRefEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.classfile.constantpool.Utf8Entry;
import java.lang.constant.ConstantDescs;
import java.lang.reflect.AccessFlag;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * Loads classes once for all candidates that have the same ones. Most have a dispatcher that others
 * had before; a class that stays loaded needs no check, no rewriting and no verification any more,
 * and runs as compiled code from the start.
 *
 * <p>To be shared, the classes of a file have to name no class of the candidate's other files,
 * which may be others in the next candidate, and to need no static initialiser; that they keep no
 * state between runs is for containment to say. The other files may use the class that bears the
 * file's name and its public members, since in the eyes of the JVM a package ends where its loader
 * ends. What was met only once is not shared: most of that is never met again.
 */
final class CommonClasses {

  private static final int REMEMBERED = 128;

  /** Makes the loader of checked classes; nothing where the check refuses them. */
  @FunctionalInterface
  interface Loading {
    Optional<CandidateLoader> of(SortedMap<String, byte[]> classes);
  }

  private final Loading loading;

  /** By the hash of a file's classes; nothing where they were met once, or may not be loaded. */
  private final Map<String, Optional<CandidateLoader>> known =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Optional<CandidateLoader>> eldest) {
          return size() > REMEMBERED;
        }
      };

  CommonClasses(Loading loading) {
    this.loading = loading;
  }

  /** The loaders of those classes of a candidate that are shared, by name. */
  Map<String, CandidateLoader> of(SortedMap<String, byte[]> classes) {
    SortedMap<String, ClassModel> models = new TreeMap<>();
    classes.forEach((name, bytes) -> models.put(name, ClassFile.of().parse(bytes)));
    SortedMap<String, SortedMap<String, ClassModel>> files = new TreeMap<>();
    models.forEach(
        (name, model) ->
            files.computeIfAbsent(host(model, name), _ -> new TreeMap<>()).put(name, model));
    var shared = new HashMap<String, CandidateLoader>();
    files.forEach(
        (host, file) -> {
          if (standsAlone(host, file, models)) {
            loader(file, classes)
                .ifPresent(by -> file.keySet().forEach(name -> shared.put(name, by)));
          }
        });
    return shared;
  }

  private Optional<CandidateLoader> loader(
      SortedMap<String, ClassModel> file, SortedMap<String, byte[]> classes) {
    var own = new TreeMap<>(classes);
    own.keySet().retainAll(file.keySet());
    String hash = new JavaCompile.Compiled.Classes(own).hash();
    Optional<CandidateLoader> before = known.get(hash);
    Optional<CandidateLoader> now =
        before == null ? Optional.empty() : before.or(() -> loading.of(own));
    known.put(hash, now);
    return now;
  }

  private static String host(ClassModel model, String name) {
    return model
        .findAttribute(Attributes.nestHost())
        .map(nest -> nest.nestHost().asInternalName().replace('/', '.'))
        .orElse(name);
  }

  private static boolean standsAlone(
      String host, SortedMap<String, ClassModel> file, SortedMap<String, ClassModel> all) {
    if (file.values().stream().anyMatch(CommonClasses::initialises)) {
      return false;
    }
    Set<String> inside = file.keySet();
    return all.entrySet().stream()
        .allMatch(
            each ->
                inside.contains(each.getKey())
                    ? all.keySet().stream()
                        .filter(name -> !inside.contains(name))
                        .noneMatch(name -> mentions(each.getValue(), name))
                    : inside.stream()
                        .filter(name -> mentions(each.getValue(), name))
                        .allMatch(name -> name.equals(host) && opens(file, host, each.getValue())));
  }

  private static boolean initialises(ClassModel model) {
    return model.methods().stream()
        .anyMatch(method -> method.methodName().equalsString(ConstantDescs.CLASS_INIT_NAME));
  }

  /** Whether any text of the class holds the name: descriptors, signatures, too much at worst. */
  private static boolean mentions(ClassModel model, String name) {
    String internal = name.replace('.', '/');
    for (PoolEntry entry : model.constantPool()) {
      if (entry instanceof Utf8Entry text && text.stringValue().contains(internal)) {
        return true;
      }
    }
    return false;
  }

  /** Whether the other class may use the host of a file as it does, in another package. */
  private static boolean opens(SortedMap<String, ClassModel> file, String host, ClassModel other) {
    ClassModel model = file.get(host);
    if (model == null || !model.flags().has(AccessFlag.PUBLIC) || extendsIt(other, host)) {
      return false;
    }
    for (PoolEntry entry : other.constantPool()) {
      if (entry instanceof MemberRefEntry member && names(member.owner(), host)) {
        if (!declaresPublicly(model, member)) {
          return false;
        }
      }
    }
    return true;
  }

  private static boolean extendsIt(ClassModel other, String host) {
    return other.superclass().filter(up -> names(up, host)).isPresent()
        || other.interfaces().stream().anyMatch(up -> names(up, host));
  }

  private static boolean names(ClassEntry type, String name) {
    return type.asInternalName().equals(name.replace('.', '/'));
  }

  private static boolean declaresPublicly(ClassModel model, MemberRefEntry member) {
    Function<Utf8Entry, Boolean> named = text -> text.equalsString(member.name().stringValue());
    Function<Utf8Entry, Boolean> typed = text -> text.equalsString(member.type().stringValue());
    return model.methods().stream()
            .filter(method -> method.flags().has(AccessFlag.PUBLIC))
            .anyMatch(m -> named.apply(m.methodName()) && typed.apply(m.methodType()))
        || model.fields().stream()
            .filter(field -> field.flags().has(AccessFlag.PUBLIC))
            .anyMatch(f -> named.apply(f.fieldName()) && typed.apply(f.fieldType()));
  }
}
