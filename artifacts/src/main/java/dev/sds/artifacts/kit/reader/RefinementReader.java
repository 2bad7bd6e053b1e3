package dev.sds.artifacts.kit.reader;

import static dev.sds.artifacts.kit.reader.CatalogueReader.list;
import static dev.sds.artifacts.kit.reader.CatalogueReader.text;
import static dev.sds.artifacts.kit.reader.CatalogueReader.texts;

import dev.sds.artifacts.kit.ProtocolFamily;
import dev.sds.artifacts.kit.reader.FragmentedProtocol.RefinementFragment;
import dev.sds.artifacts.protocol.Constant;
import dev.sds.artifacts.protocol.Property;
import dev.sds.artifacts.protocol.Protocol;
import dev.sds.artifacts.protocol.Refinement;
import dev.sds.artifacts.protocol.Variable;
import dev.sds.spec.BadInputException;
import dev.sds.spec.Source;
import dev.sds.spec.yaml.YamlNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads which more abstract protocol a protocol refines, and how it is seen there. */
final class RefinementReader {

  private static final String KEY = "refines";

  /** Words of expressions that nobody declares. */
  static final Set<String> WORDS =
      Set.of(
          """
          IF THEN ELSE LET IN CASE OTHER EXCEPT CHOOSE DOMAIN SUBSET UNION TRUE FALSE BOOLEAN STRING
          LAMBDA Nat Seq Len Append Head Tail SubSeq SelectSeq Cardinality IsFiniteSet"""
              .split("\\s+", -1));

  private static final Pattern NEXT = Pattern.compile("[\\w)\\]]'");

  private final YamlNode.Mapping root;
  private final Parts own;

  private RefinementReader(YamlNode.Mapping root, Parts own) {
    this.root = root;
    this.own = own;
  }

  /** What a mapping may speak of. */
  record Parts(Collection<String> constants, Collection<String> state, Collection<String> terms) {

    private boolean has(String name) {
      return constants.contains(name) || changes(name);
    }

    private boolean changes(String name) {
      return state.contains(name) || terms.contains(name);
    }
  }

  /**
   * Where a protocol is read for the sake of another.
   *
   * @param path the names that led to it
   */
  record Lineage(OtherProtocols others, List<String> path) {

    private Lineage with(String name) {
      return new Lineage(others, Stream.concat(path.stream(), Stream.of(name)).toList());
    }
  }

  /** What a protocol refines; null if nothing. */
  static @Nullable RefinementFragment read(YamlNode.Mapping root, Parts own, Lineage lineage)
      throws BadInputException {
    if (root.optional(KEY).isEmpty()) {
      return null;
    }
    YamlNode.Mapping node =
        ProtocolReader.fragment(
            root.required(KEY), "protocol", "comment", "for", "with", "promises");
    return new RefinementReader(root, own).fragment(node, lineage);
  }

  private RefinementFragment fragment(YamlNode.Mapping node, Lineage lineage)
      throws BadInputException {
    YamlNode named = node.required("protocol");
    Protocol of = named(named, lineage);
    checkNames(named, of);
    Map<String, String> mapping = mapping(node, named, of);
    texts(node, "for");
    return new RefinementFragment(
        Selector.of(node),
        ProtocolReader.checked(node, () -> new Refinement(of, mapping)),
        text(node, "comment"),
        promises(node, of));
  }

  private static Protocol named(YamlNode node, Lineage lineage) throws BadInputException {
    String name = node.asText().strip();
    Lineage longer = lineage.with(name);
    if (lineage.path().contains(name)) {
      throw node.refusal(
          "'%s' refines itself: %s.".formatted(name, String.join(" refines ", longer.path())),
          "Let the most abstract of them refine none.");
    }
    Optional<Source> source = lineage.others().find(name);
    if (source.isEmpty()) {
      throw node.refusal(
          "No protocol is called '" + name + "'.",
          lineage.others().names().isEmpty()
              ? "No other protocol can be named here."
              : "Use one of " + lineage.others().names() + ".");
    }
    ProtocolFamily family = ProtocolReader.family(source.get(), longer);
    return family.protocol(family.sound());
  }

  /** What the refinement brings into the module may not be there already. */
  private void checkNames(YamlNode node, Protocol of) throws BadInputException {
    Set<String> taken = new HashSet<>(Set.of(text(root, "name")));
    taken.addAll(own.constants());
    taken.addAll(own.state());
    taken.addAll(own.terms());
    for (String part : List.of("actions", "properties")) {
      for (YamlNode item : list(root, part)) {
        taken.add(text(item.asMapping(), "name"));
      }
    }
    List<String> brought =
        Stream.concat(
                Stream.of(Refinement.INSTANCE, of.name(), Refinement.property(of)),
                of.properties(Property.Kind.LIVENESS).stream().map(p -> of.name() + p.name()))
            .toList();
    for (String name : brought) {
      if (taken.contains(name)) {
        throw node.refusal(
            "The refinement brings the name '%s', which the protocol has already.".formatted(name),
            "Rename the protocol's own.");
      }
    }
  }

  private Map<String, String> mapping(YamlNode.Mapping node, YamlNode named, Protocol of)
      throws BadInputException {
    List<String> constants = of.constants().stream().map(Constant::name).toList();
    List<String> variables = of.variables().stream().map(Variable::name).toList();
    List<String> wanted = Refinement.mappable(of).toList();
    var mapping = new TreeMap<String, String>();
    if (node.optional("with").isPresent()) {
      for (YamlNode.Entry entry : node.required("with").asMapping().entries()) {
        if (!wanted.contains(entry.name())) {
          throw entry
              .key()
              .refusal(
                  "%s has no variable or constant '%s'.".formatted(of.name(), entry.name()),
                  "It has " + wanted + ".");
        }
        mapping.put(
            entry.name(), expression(entry.value().asScalar(), constants.contains(entry.name())));
      }
    }
    for (String name : wanted) {
      boolean constant = !variables.contains(name);
      boolean same = constant ? own.constants().contains(name) : own.has(name);
      if (!mapping.containsKey(name) && !same) {
        throw node.optional("with")
            .orElse(named)
            .refusal(
                "%s has the %s '%s', which nothing here stands for."
                    .formatted(of.name(), constant ? "constant" : "variable", name),
                "Say what it is under `with`, over " + own.constants() + own.state() + ".");
      }
      mapping.putIfAbsent(name, name);
    }
    return mapping;
  }

  private String expression(YamlNode.Scalar value, boolean constant) throws BadInputException {
    String text = value.asText();
    if (NEXT.matcher(text).find()) {
      throw value.refusal(
          "A mapping speaks of one state, not of the next one.", "Leave out the prime.");
    }
    for (Identifiers.Found found : Identifiers.in(text)) {
      String name = found.name();
      boolean free = !Identifiers.binds(text, name) && !WORDS.contains(name);
      if (free && !own.has(name) && !text.contains("LAMBDA")) {
        throw value
            .placeOf(found.span())
            .refusal(
                "yaml.scope",
                "Nothing here is called '" + name + "'.",
                "A mapping speaks of this protocol's own constants, variables and definitions.");
      }
      if (free && constant && own.changes(name)) {
        throw value
            .placeOf(found.span())
            .refusal(
                "yaml.scope",
                "A constant cannot stand for '" + name + "', which may change.",
                "Use constants only: " + own.constants() + ".");
      }
    }
    return text.strip();
  }

  /** The abstract protocol's liveness that is to hold here too: all of it unless said. */
  private static List<Property> promises(YamlNode.Mapping node, Protocol of)
      throws BadInputException {
    List<Property> all = of.properties(Property.Kind.LIVENESS);
    if (node.optional("promises").isEmpty()) {
      return all;
    }
    var chosen = new ArrayList<Property>();
    for (YamlNode item : node.required("promises").asList()) {
      String name = item.asText();
      Optional<Property> promise = all.stream().filter(p -> p.name().equals(name)).findFirst();
      if (promise.isEmpty()) {
        throw item.refusal(
            "%s does not promise '%s'.".formatted(of.name(), name),
            "It promises " + all.stream().map(Property::name).toList() + ".");
      }
      chosen.add(promise.get());
    }
    return chosen;
  }
}
