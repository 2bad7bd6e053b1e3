package dev.sds.artifacts.kit;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * One possible value of a decision.
 *
 * @param traits what it brings, by which templates, protocol fragments and other choices refer to
 *     it; never by its name
 * @param requires traits that other decisions of the same design must bring
 * @param excludes traits that no other decision of the same design may bring
 * @param code fragments of generated source, by the name of the hole they fill
 * @param program what its code decides, as a term over the features of the decision's program space
 *     and its own parameters in prefix form, {@code (at_most queue limit)}, so that a search can
 *     vary it; parameters that it does not name keep their initial values; empty where it is not
 *     told
 */
public record Choice(
    String name,
    String doc,
    String source,
    Set<String> traits,
    Set<String> requires,
    Set<String> excludes,
    List<Parameter> parameters,
    Map<String, String> code,
    String program) {

  public Choice {
    traits = Collections.unmodifiableSet(new TreeSet<>(traits));
    requires = Collections.unmodifiableSet(new TreeSet<>(requires));
    excludes = Collections.unmodifiableSet(new TreeSet<>(excludes));
    parameters = List.copyOf(parameters);
    code = Collections.unmodifiableMap(new TreeMap<>(code));
  }

  /** A choice whose code is not told as a program. */
  public Choice(
      String name,
      String doc,
      String source,
      Set<String> traits,
      Set<String> requires,
      Set<String> excludes,
      List<Parameter> parameters,
      Map<String, String> code) {
    this(name, doc, source, traits, requires, excludes, parameters, code, "");
  }

  /** Whether a search wrote it. */
  public boolean isCreated() {
    return source.equals(Technique.SEARCH);
  }
}
