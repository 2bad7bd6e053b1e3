package dev.sds.evaluators.java.containment;

import dev.sds.evaluators.java.Finding;
import dev.sds.evaluators.java.JavaSources;
import dev.sds.evaluators.java.NamedType;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Refuses types of the JDK by their names in the source, long before there is bytecode. What it
 * lets pass is decided by {@link Containment}.
 */
public final class NameReview {

  private static final int MOST_KNOWN = 10_000;

  private final AllowedJdk jdk = AllowedJdk.load();
  private final Set<String> apiPackages;

  /** Whether names are borne by a class: the same few are asked for again and again. */
  private final Map<String, Boolean> known = new ConcurrentHashMap<>();

  /** For candidates of a kit; its own sources, in these packages, are not judged. */
  public NameReview(Set<String> apiPackages) {
    this.apiPackages = Set.copyOf(apiPackages);
  }

  /** What is wrong with these; empty if nothing is. */
  public List<Finding> check(List<NamedType> named) {
    return named.stream()
        .filter(type -> !apiPackages.contains(JavaSources.packageOf(type.file())))
        .filter(type -> !jdk.mayBeNamed(type.name()) && exists(type.name()))
        .map(
            type ->
                new Finding(
                    Finding.By.CONTAINMENT,
                    type.file(),
                    type.line(),
                    type.column(),
                    References.refusal(type.name())))
        .distinct()
        .limit(Containment.SHOWN)
        .toList();
  }

  /** A name that nothing bears is the compiler's to refuse. */
  private boolean exists(String name) {
    if (known.size() >= MOST_KNOWN) {
      known.clear();
    }
    return known.computeIfAbsent(
        name, n -> ClassLoader.getSystemResource(n.replace('.', '/') + ".class") != null);
  }
}
