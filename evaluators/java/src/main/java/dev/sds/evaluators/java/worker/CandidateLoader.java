package dev.sds.evaluators.java.worker;

import dev.sds.evaluators.java.metering.Meter;
import dev.sds.evaluators.java.metering.Metering;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * Defines the metered classes of one candidate. Of the world outside it sees java.base, the API
 * packages and the meter alone, so that what surrounds the harness cannot be reached by name.
 */
final class CandidateLoader extends ClassLoader {

  static {
    registerAsParallelCapable();
  }

  private final SortedMap<String, byte[]> classes;

  CandidateLoader(SortedMap<String, byte[]> classes, Set<String> apiPackages) {
    super("candidate", new Window(apiPackages));
    this.classes = classes;
  }

  boolean defines(String className) {
    return classes.containsKey(className) && !className.equals(Metering.HOLDER);
  }

  /** The names of the candidate's classes, sorted. */
  List<String> names() {
    return classes.keySet().stream().filter(this::defines).toList();
  }

  /** The meter of this candidate. */
  Meter meter() {
    return Metering.meter(this);
  }

  @Override
  protected Class<?> findClass(String name) throws ClassNotFoundException {
    byte[] bytes = classes.get(name);
    if (bytes == null) {
      throw new ClassNotFoundException(name);
    }
    return defineClass(name, bytes, 0, bytes.length);
  }

  private static final class Window extends ClassLoader {

    private final Set<String> apiPackages;

    Window(Set<String> apiPackages) {
      super("window", null);
      this.apiPackages = Set.copyOf(apiPackages);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      int dot = name.lastIndexOf('.');
      if ((dot > 0 && apiPackages.contains(name.substring(0, dot)))
          || name.equals(Meter.class.getName())) {
        return CandidateLoader.class.getClassLoader().loadClass(name);
      }
      @Nullable Class<?> known = name.startsWith("java.") ? Class.forName(name, false, null) : null;
      if (known == null) {
        throw new ClassNotFoundException(name);
      }
      return known;
    }
  }
}
