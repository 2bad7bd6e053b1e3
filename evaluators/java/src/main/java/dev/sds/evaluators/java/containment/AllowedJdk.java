package dev.sds.evaluators.java.containment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The JDK types and members that candidates may use, read from {@code allowed-jdk.txt}. */
final class AllowedJdk {

  private record Type(Set<String> members, List<String> inherited) {}

  private final Map<String, Type> types = new HashMap<>();
  private final Set<String> extensible = new HashSet<>();

  private AllowedJdk() {}

  static AllowedJdk load() {
    try (var in = AllowedJdk.class.getResourceAsStream("allowed-jdk.txt")) {
      if (in == null) {
        throw new IllegalStateException("allowed-jdk.txt is missing beside AllowedJdk.class");
      }
      var allowed = new AllowedJdk();
      new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .forEach(allowed::line);
      return allowed;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void line(String line) {
    int colon = line.indexOf(':');
    var head = List.of(line.substring(0, colon).strip().split("\\s+"));
    if (head.getFirst().equals("extends")) {
      head = head.subList(1, head.size());
      extensible.add(head.getFirst());
    }
    var inherited = head.size() > 2 ? head.subList(2, head.size()) : List.<String>of();
    var members = Set.of(line.substring(colon + 1).strip().split("\\s+"));
    types.put(head.getFirst(), new Type(members, inherited));
  }

  boolean type(String name) {
    return types.containsKey(name);
  }

  boolean extensible(String name) {
    return extensible.contains(name);
  }

  /** Whether the member, found on this type, is allowed; constructors are named {@code new}. */
  boolean member(String owner, String name, int parameters) {
    Type type = types.get(owner);
    if (type == null) {
      return false;
    }
    return type.members().contains(name)
        || type.members().contains(name + "/" + parameters)
        || (!name.equals("new")
            && type.inherited().stream().anyMatch(up -> member(up, name, parameters)))
        || (!owner.equals("java.lang.Object") && isObjects(name));
  }

  /** What every type has from Object and candidates may call on each. */
  private static boolean isObjects(String name) {
    return name.equals("equals") || name.equals("getClass");
  }
}
