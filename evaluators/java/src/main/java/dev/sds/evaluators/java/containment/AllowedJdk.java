package dev.sds.evaluators.java.containment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The JDK types and members that candidates may use, read from {@code allowed-jdk.txt}. */
public final class AllowedJdk {

  private record Type(Map<String, Cost> members, List<String> inherited) {}

  private final Map<String, Type> types = new HashMap<>();
  private final Set<String> extensible = new HashSet<>();

  private AllowedJdk() {}

  public static AllowedJdk load() {
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
    types.put(head.getFirst(), new Type(members(line.substring(colon + 1)), inherited));
  }

  private static Map<String, Cost> members(String text) {
    var members = new HashMap<String, Cost>();
    Optional<Cost> cost = Optional.empty();
    for (String word : text.isBlank() ? new String[0] : text.strip().split("\\s+")) {
      if (word.startsWith("[")) {
        String name = word.substring(1, word.length() - 1);
        cost = Optional.of(Cost.valueOf(name.toUpperCase(Locale.ROOT)));
      } else {
        members.put(
            word,
            cost.orElseThrow(
                () -> new IllegalArgumentException(word + " has no cost class in:" + text)));
      }
    }
    return Map.copyOf(members);
  }

  boolean type(String name) {
    return types.containsKey(name);
  }

  /** Whether code may name this type or one that is nested in it. */
  boolean mayBeNamed(String name) {
    return types.containsKey(name)
        || types.keySet().stream().anyMatch(type -> type.startsWith(name + "$"));
  }

  boolean extensible(String name) {
    return extensible.contains(name);
  }

  /** Whether the member, found on this type, is allowed; constructors are named {@code new}. */
  boolean member(String owner, String name, int parameters) {
    return cost(owner, name, parameters).isPresent();
  }

  /** What calling the member costs, if it is allowed; constructors are named {@code new}. */
  public Optional<Cost> cost(String owner, String name, int parameters) {
    Type type = types.get(owner);
    if (type == null) {
      return Optional.empty();
    }
    Cost own = type.members().get(name + "/" + parameters);
    if (own == null) {
      own = type.members().get(name);
    }
    if (own != null) {
      return Optional.of(own);
    }
    Optional<Cost> inherited =
        name.equals("new")
            ? Optional.empty()
            : type.inherited().stream()
                .flatMap(up -> cost(up, name, parameters).stream())
                .findFirst();
    return inherited.isPresent() || owner.equals("java.lang.Object") ? inherited : ofObject(name);
  }

  /** What every type has from Object and candidates may call on each. */
  private static Optional<Cost> ofObject(String name) {
    return switch (name) {
      case "equals" -> Optional.of(Cost.EQUAL);
      case "getClass" -> Optional.of(Cost.CONST);
      default -> Optional.empty();
    };
  }
}
