package dev.sds.evaluators.java;

import com.sun.source.tree.CompilationUnitTree;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The class files of single sources, by all that they were made of: the text of the source and what
 * it can see of the others. Most candidates share most of their files with earlier ones.
 */
final class Pieces {

  private static final int REMEMBERED = 128;

  private final Map<String, Outline> outlines = remembering();
  private final Map<String, SortedMap<String, byte[]>> classes = remembering();

  private static <T> Map<String, T> remembering() {
    return new LinkedHashMap<>(16, 0.75f, true) {
      @Override
      protected boolean removeEldestEntry(Map.Entry<String, T> eldest) {
        return size() > REMEMBERED;
      }
    };
  }

  /** What is known of the sources of one compilation. */
  final class Known {

    private final List<MemorySource> units;
    private final Map<String, Outline> byPath = new HashMap<>();

    private Known(List<MemorySource> units) {
      this.units = units;
      for (MemorySource unit : units) {
        Outline outline = outlines.get(id(unit));
        if (outline != null) {
          byPath.put(unit.getName(), outline);
        }
      }
    }

    /** The sources that were never parsed before. */
    List<MemorySource> unparsed() {
      return units.stream().filter(unit -> !byPath.containsKey(unit.getName())).toList();
    }

    /** Takes note of what was parsed; gives all that it declares and names. */
    TypeNames parsed(Iterable<? extends CompilationUnitTree> trees) {
      var added = new HashMap<String, Outline>();
      trees.forEach(tree -> added.put(tree.getSourceFile().getName(), Outline.of(tree)));
      byPath.putAll(added);
      for (MemorySource unit : units) {
        Outline outline = added.get(unit.getName());
        if (outline != null) {
          outlines.put(id(unit), outline);
        }
      }
      return added.values().stream().map(Outline::names).reduce(TypeNames.none(), TypeNames::both);
    }

    /**
     * The classes of all sources but those of this compilation; nothing if it takes more sources to
     * make the others, or these.
     */
    Optional<SortedMap<String, byte[]>> without(List<MemorySource> compiled) {
      if (compiled.size() == units.size()) {
        return Optional.of(new TreeMap<>());
      }
      if (!apart()) {
        return Optional.empty();
      }
      var paths = new HashSet<String>();
      compiled.forEach(unit -> paths.add(unit.getName()));
      var others = new TreeMap<String, byte[]>();
      for (MemorySource unit : units) {
        if (paths.contains(unit.getName())) {
          if (!paths.containsAll(seen(unit))) {
            return Optional.empty();
          }
          continue;
        }
        SortedMap<String, byte[]> known = classes.get(key(unit));
        if (known == null) {
          return Optional.empty();
        }
        others.putAll(known);
      }
      return Optional.of(others);
    }

    /** Remembers what a compilation made of each source. */
    void made(SortedMap<String, SortedMap<String, byte[]>> byPathOfSource) {
      if (apart()) {
        units.stream()
            .filter(unit -> byPathOfSource.containsKey(unit.getName()))
            .forEach(unit -> classes.put(key(unit), byPathOfSource.get(unit.getName())));
      }
    }

    /**
     * Whether the sources can only meet by the names of their types: they are of one package, and
     * no two types have the same name, not even in the class files.
     */
    private boolean apart() {
      var names = new HashSet<String>();
      return byPath.size() == units.size()
          && units.stream().map(unit -> JavaSources.packageOf(unit.getName())).distinct().count()
              == 1
          && byPath.values().stream().noneMatch(outline -> outline.types().isEmpty())
          && byPath.values().stream()
              .flatMap(outline -> outline.types().stream())
              .allMatch(name -> !name.contains("$") && names.add(name));
    }

    /** The paths of the sources that this one can see, and those that they can, and so on. */
    private Set<String> seen(MemorySource unit) {
      var seen = new TreeSet<String>();
      var open = new ArrayDeque<String>(List.of(unit.getName()));
      while (!open.isEmpty()) {
        String path = open.remove();
        if (seen.add(path)) {
          byPath.forEach(
              (other, outline) -> {
                if (outline(path).mentions(outline)) {
                  open.add(other);
                }
              });
        }
      }
      return seen;
    }

    private Outline outline(String path) {
      return Optional.ofNullable(byPath.get(path)).orElseThrow();
    }

    private String key(MemorySource unit) {
      Set<String> seen = seen(unit);
      seen.remove(unit.getName());
      var key = new StringBuilder(id(unit));
      for (String path : seen) {
        var used = new HashSet<>(outline(unit.getName()).names().used());
        seen.stream()
            .filter(other -> !other.equals(path))
            .forEach(other -> used.addAll(outline(other).words()));
        key.append('\0').append(path).append('\0').append(outline(path).seenBy(used));
      }
      return key.toString();
    }
  }

  Known of(List<MemorySource> units) {
    return new Known(units);
  }

  private static String id(MemorySource unit) {
    return unit.getName() + '\0' + unit.getCharContent(true);
  }
}
