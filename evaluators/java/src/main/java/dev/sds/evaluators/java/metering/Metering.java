package dev.sds.evaluators.java.metering;

import dev.sds.evaluators.java.containment.AllowedJdk;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.AccessFlag;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Rewrites class files so that they charge a {@link Meter} for what they are about to do. The meter
 * is found through a class that is added to them, under a name that no source can spell. To be used
 * on what has passed containment: the check comes first, so that nothing can refer to the meter.
 */
public final class Metering {

  /** The class that holds the meter in a static field; it is no Java identifier. */
  public static final String HOLDER = "sds-meter";

  static final String FIELD = "METER";

  static final ClassDesc HOLDER_TYPE = ClassDesc.of(HOLDER);
  static final ClassDesc METER = ClassDesc.of(Meter.class.getName());

  private final AllowedJdk jdk = AllowedJdk.load();
  private final ClassHierarchyResolver outside;

  /** The loader is where the classes to be rewritten find the types that are not among them. */
  public Metering(ClassLoader loader) {
    this.outside =
        ClassHierarchyResolver.defaultResolver()
            .orElse(ClassHierarchyResolver.ofResourceParsing(loader).cached());
  }

  /**
   * The same classes, metered, and the holder of their meter.
   *
   * @throws IllegalArgumentException if a method becomes too large
   */
  public SortedMap<String, byte[]> rewrite(SortedMap<String, byte[]> classes) {
    SortedMap<String, byte[]> rewritten = rewrite(classes, classes.keySet());
    rewritten.put(HOLDER, holder());
    return rewritten;
  }

  /**
   * Some of these classes, given by their names, metered, without the holder.
   *
   * @throws IllegalArgumentException if a method becomes too large
   */
  public SortedMap<String, byte[]> rewrite(SortedMap<String, byte[]> classes, Set<String> some) {
    var models = new TreeMap<String, ClassModel>();
    classes.forEach((name, bytes) -> models.put(name, ClassFile.of().parse(bytes)));
    var world = new MeteredWorld(models, jdk);
    var files =
        ClassFile.of(ClassFile.ClassHierarchyResolverOption.of(resolver(models).orElse(outside)));
    var rewritten = new TreeMap<String, byte[]>();
    models.forEach(
        (name, model) -> {
          if (some.contains(name)) {
            rewritten.put(name, files.transformClass(model, new ClassMeter(world, model)));
          }
        });
    return rewritten;
  }

  /** The meter of the metered classes that a loader defines. */
  public static Meter meter(ClassLoader loader) {
    try {
      return (Meter) loader.loadClass(HOLDER).getField(FIELD).get(null);
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException("The classes of " + loader + " are not metered", e);
    }
  }

  private static ClassHierarchyResolver resolver(SortedMap<String, ClassModel> models) {
    var interfaces = models.values().stream().filter(Metering::isInterface).map(Metering::type);
    Map<ClassDesc, ClassDesc> superclasses = new HashMap<>();
    models.values().stream()
        .filter(model -> !isInterface(model))
        .forEach(
            model ->
                model.superclass().ifPresent(up -> superclasses.put(type(model), up.asSymbol())));
    return ClassHierarchyResolver.of(interfaces.toList(), superclasses);
  }

  private static boolean isInterface(ClassModel model) {
    return model.flags().has(AccessFlag.INTERFACE);
  }

  private static ClassDesc type(ClassModel model) {
    return model.thisClass().asSymbol();
  }

  /** The class file of the holder, which makes a meter as it is initialised. */
  public static byte[] holder() {
    int shown = ClassFile.ACC_PUBLIC | ClassFile.ACC_FINAL | ClassFile.ACC_SYNTHETIC;
    return ClassFile.of()
        .build(
            HOLDER_TYPE,
            holder -> {
              holder.withVersion(ClassFile.JAVA_17_VERSION, 0).withFlags(shown);
              holder.withField(FIELD, METER, shown | ClassFile.ACC_STATIC);
              holder.withMethodBody(
                  ConstantDescs.CLASS_INIT_NAME,
                  ConstantDescs.MTD_void,
                  ClassFile.ACC_STATIC,
                  code ->
                      code.new_(METER)
                          .dup()
                          .invokespecial(METER, ConstantDescs.INIT_NAME, ConstantDescs.MTD_void)
                          .putstatic(HOLDER_TYPE, FIELD, METER)
                          .return_());
            });
  }

  /** Types whose methods never call back into the candidate. */
  static final Set<String> CLOSED =
      Set.of(
          "java.lang.String",
          "java.lang.Math",
          "java.lang.StrictMath",
          "java.lang.Integer",
          "java.lang.Long",
          "java.lang.Double",
          "java.lang.Float",
          "java.lang.Boolean",
          "java.lang.System",
          "java.lang.Object",
          "java.lang.Record",
          "java.util.Random");

  static MethodTypeDesc method(ClassDesc result, ClassDesc... parameters) {
    return MethodTypeDesc.of(result, parameters);
  }
}
