package dev.sds.evaluators.java.loading;

import dev.sds.evaluators.java.metering.Meter;
import dev.sds.evaluators.java.metering.Metering;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeSet;

/**
 * Defines the metered classes of one candidate, but for those that it has in common with others.
 */
public final class CandidateLoader extends ClassLoader {

  static {
    registerAsParallelCapable();
  }

  private final SortedMap<String, byte[]> classes;
  private final Map<String, CandidateLoader> common;

  /** The loaders of common classes are given by the names of the classes. */
  CandidateLoader(
      SortedMap<String, byte[]> classes, Map<String, CandidateLoader> common, Window window) {
    super("candidate", window);
    this.classes = classes;
    this.common = Map.copyOf(common);
  }

  /** Whether a class is the candidate's, of its own or in common with others. */
  public boolean defines(String className) {
    return classes.containsKey(className) || common.containsKey(className);
  }

  /** The names of the candidate's classes, sorted. */
  List<String> names() {
    var names = new TreeSet<>(classes.keySet());
    names.addAll(common.keySet());
    return List.copyOf(names);
  }

  /** The meter of this candidate. */
  public Meter meter() {
    return Metering.meter(this);
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    CandidateLoader other = common.get(name);
    if (other != null) {
      return other.loadClass(name);
    }
    byte[] bytes = classes.get(name);
    if (bytes == null) {
      throw new ClassNotFoundException(name);
    }
    return defineClass(name, bytes, 0, bytes.length);
  }
}
