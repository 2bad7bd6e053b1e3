package dev.sds.artifacts.kit;

import dev.sds.artifacts.ContentHash;
import dev.sds.spec.Vocabulary;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a domain knows.
 *
 * @param catalogue decisions, architectures and techniques
 * @param protocol the coordination protocol, in fragments that traits select
 * @param sources templates of the generated Maven project: path to Velocity text
 * @param vendored sources that every generated project contains unchanged: path to text
 * @param exampleSpec what {@code init} writes
 * @param version changes whenever anything of the kit does
 */
public record Kit(
    String name,
    String title,
    Vocabulary vocabulary,
    Catalogue catalogue,
    ProtocolTemplate protocol,
    Map<String, String> sources,
    Map<String, String> vendored,
    String exampleSpec,
    String version) {

  public Kit {
    sources = Collections.unmodifiableMap(new TreeMap<>(sources));
    vendored = Collections.unmodifiableMap(new TreeMap<>(vendored));
  }

  /** This kit with another catalogue; its version tells the two apart. */
  public Kit with(Catalogue other) {
    String changed = ContentHash.of(version, other.toString()).brief();
    return new Kit(
        name, title, vocabulary, other, protocol, sources, vendored, exampleSpec, changed);
  }

  /**
   * This kit with properties added to its protocol, and their names to its words. The version
   * stays: what is asked of a design is part of what is hashed.
   */
  public Kit with(Vocabulary words, ProtocolTemplate larger) {
    return new Kit(name, title, words, catalogue, larger, sources, vendored, exampleSpec, version);
  }

  /**
   * This kit with choices and techniques added to its catalogue. The version stays: what was
   * measured of the kit's own choices still holds, and added code is part of what is hashed.
   */
  public Kit extended(Catalogue larger) {
    var decisions = new TreeMap<String, List<String>>();
    larger
        .kinds()
        .forEach(k -> decisions.put(k.name(), k.choices().stream().map(Choice::name).toList()));
    return new Kit(
        name,
        title,
        vocabulary.withDecisions(decisions),
        larger,
        protocol,
        sources,
        vendored,
        exampleSpec,
        version);
  }
}
