package dev.sds.artifacts.kit;

import dev.sds.artifacts.Decisions;
import dev.sds.artifacts.protocol.Instance;
import dev.sds.artifacts.protocol.Protocol;
import dev.sds.spec.Fault;
import dev.sds.spec.Requirement;
import dev.sds.spec.Span;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A protocol that stands by itself: the designs that its decisions tell apart, with the
 * requirements that every one of them is to meet.
 *
 * @param questions what there is to decide
 * @param faults the names of those it may have to stand
 */
public record ProtocolFamily(
    String name,
    String doc,
    ProtocolTemplate template,
    List<Question> questions,
    List<Requirement> requirements,
    List<String> faults) {

  public ProtocolFamily {
    questions = List.copyOf(questions);
    requirements = List.copyOf(requirements);
    faults = List.copyOf(faults);
    long names = questions.stream().map(Question::name).distinct().count();
    List<String> choices = questions.stream().flatMap(q -> q.choices().stream()).toList();
    if (names < questions.size() || Set.copyOf(choices).size() < choices.size()) {
      throw new IllegalArgumentException(
          "The decisions of '" + name + "' or their choices share a name: " + questions);
    }
  }

  /** The design whose choices are all known to be sound. */
  public Decisions sound() {
    var chosen = new TreeMap<String, String>();
    questions.forEach(q -> chosen.put(q.name(), q.choices().getFirst()));
    return new Decisions(chosen);
  }

  /** The protocol of a design, with the properties of all requirements. */
  public Protocol protocol(Decisions decisions) {
    for (Map.Entry<String, String> made : decisions.values().entrySet()) {
      if (questions.stream().noneMatch(q -> q.allows(made))) {
        throw new IllegalArgumentException(
            "The protocol '%s' does not know the decision %s.".formatted(name, made));
      }
    }
    Set<String> traits = Set.copyOf(sound().with(decisions).values().values());
    return template.compose(traits, requirements);
  }

  /** The smallest bounds under some faults, each as often as the protocol's file says. */
  public Instance instance(Collection<String> under) {
    return template.instance(
        faults.stream()
            .filter(under::contains)
            .map(fault -> new Fault(fault, Map.of(), new Span(0, 0)))
            .toList());
  }

  /** The designs that differ from the sound one in one decision. */
  public List<Decisions> slips() {
    return questions.stream()
        .flatMap(q -> q.choices().stream().skip(1).map(c -> sound().with(q.name(), c)))
        .collect(Collectors.toList());
  }

  /**
   * Something to decide.
   *
   * @param choices the sound one first; each choice is a trait that selects fragments
   */
  public record Question(String name, String comment, List<String> choices) {
    public Question {
      choices = List.copyOf(choices);
    }

    boolean allows(Map.Entry<String, String> made) {
      return name.equals(made.getKey()) && choices.contains(made.getValue());
    }
  }
}
