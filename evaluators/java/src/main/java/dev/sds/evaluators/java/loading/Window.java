package dev.sds.evaluators.java.loading;

import dev.sds.evaluators.java.metering.Meter;
import dev.sds.evaluators.java.metering.Metering;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What candidates see of the world outside them: java.base, the API packages and the meter alone,
 * so that what surrounds the harness cannot be reached by name. All candidates of a worker have one
 * meter, since they run one after the other.
 */
final class Window extends ClassLoader {

  static {
    registerAsParallelCapable();
  }

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
      return Window.class.getClassLoader().loadClass(name);
    }
    if (name.equals(Metering.HOLDER)) {
      return holder();
    }
    @Nullable Class<?> known = name.startsWith("java.") ? Class.forName(name, false, null) : null;
    if (known == null) {
      throw new ClassNotFoundException(name);
    }
    return known;
  }

  private Class<?> holder() {
    synchronized (getClassLoadingLock(Metering.HOLDER)) {
      @Nullable Class<?> known = findLoadedClass(Metering.HOLDER);
      if (known != null) {
        return known;
      }
      byte[] bytes = Metering.holder();
      return defineClass(Metering.HOLDER, bytes, 0, bytes.length);
    }
  }
}
