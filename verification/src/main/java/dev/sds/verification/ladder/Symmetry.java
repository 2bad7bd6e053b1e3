package dev.sds.verification.ladder;

import dev.sds.artifacts.protocol.Action;
import dev.sds.artifacts.protocol.Constant;
import dev.sds.artifacts.protocol.Definition;
import dev.sds.artifacts.protocol.Instance;
import dev.sds.artifacts.protocol.Property;
import dev.sds.artifacts.protocol.Protocol;
import dev.sds.artifacts.protocol.Refinement;
import dev.sds.artifacts.protocol.Variable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * The constants of an instance whose members can be exchanged for one another without changing what
 * a protocol does (Ip and Dill, "Better verification through symmetry", 1996). A set of two or more
 * model values is one if no other constant names any of them, for the text of a protocol cannot;
 * only {@code CHOOSE} tells such members apart, and a protocol with it has none.
 *
 * @param sets the members by constant, in the order the protocol declares them
 */
public record Symmetry(Map<String, List<String>> sets) {

  private static final Pattern SET =
      Pattern.compile("\\{\\s*([A-Za-z]\\w*(?:\\s*,\\s*[A-Za-z]\\w*)+)\\s*}");
  private static final Pattern NAME = Pattern.compile("[A-Za-z]\\w*");
  private static final Pattern NUMBERED = Pattern.compile("(\\w*?)(\\d+)");
  private static final Pattern CHOICE = Pattern.compile("\\bCHOOSE\\b");

  public Symmetry {
    var copy = new LinkedHashMap<String, List<String>>();
    sets.forEach((constant, members) -> copy.put(constant, List.copyOf(members)));
    sets = Collections.unmodifiableMap(copy);
  }

  /** What may be exchanged in an instance of a protocol. */
  public static Symmetry of(Protocol protocol, Instance instance) {
    var sets = new LinkedHashMap<String, List<String>>();
    if (expressions(protocol).noneMatch(text -> CHOICE.matcher(text).find())) {
      for (Constant constant : protocol.constants()) {
        List<String> members = members(instance.constants().getOrDefault(constant.name(), ""));
        if (!members.isEmpty() && unnamed(members, constant.name(), instance)) {
          sets.put(constant.name(), members);
        }
      }
    }
    return new Symmetry(sets);
  }

  private static Stream<String> expressions(Protocol protocol) {
    Refinement refinement = protocol.refinement();
    return Stream.of(
            refinement == null
                ? Stream.<String>of()
                : Stream.concat(
                    refinement.mapping().values().stream(), expressions(refinement.of())),
            protocol.definitions().stream().map(Definition::body),
            protocol.variables().stream().map(Variable::initial),
            protocol.actions().stream().flatMap(Symmetry::expressions),
            protocol.properties().stream().map(Property::formula))
        .flatMap(texts -> texts);
  }

  private static Stream<String> expressions(Action action) {
    return Stream.of(
            action.parameters().stream().map(Action.Parameter::set),
            action.guards().stream(),
            action.effects().values().stream())
        .flatMap(texts -> texts);
  }

  private static List<String> members(String value) {
    Matcher set = SET.matcher(value);
    return set.matches() ? Arrays.asList(set.group(1).split("\\s*,\\s*", -1)) : List.of();
  }

  private static boolean unnamed(List<String> members, String owner, Instance instance) {
    return instance.constants().entrySet().stream()
        .filter(other -> !other.getKey().equals(owner))
        .flatMap(other -> NAME.matcher(other.getValue()).results().map(found -> found.group()))
        .noneMatch(members::contains);
  }

  /** Whether nothing may be exchanged. */
  public boolean isEmpty() {
    return sets.isEmpty();
  }

  /** In how many ways the members may be exchanged. */
  public long permutations() {
    return sets.values().stream()
        .mapToLong(
            members -> LongStream.rangeClosed(1, members.size()).reduce(1, Math::multiplyExact))
        .reduce(1, Math::multiplyExact);
  }

  /** The sizes, such as {@code 3 Requests, 2 Replicas}. */
  public String words() {
    return sets.entrySet().stream()
        .map(set -> set.getValue().size() + " " + set.getKey())
        .collect(Collectors.joining(", "));
  }

  /** This with one more member in one of the sets, by its place. */
  public Symmetry grown(int place) {
    var larger = new LinkedHashMap<String, List<String>>();
    List<String> taken = sets.values().stream().flatMap(List::stream).toList();
    String chosen = List.copyOf(sets.keySet()).get(place);
    sets.forEach(
        (constant, members) -> {
          var more = new ArrayList<>(members);
          if (constant.equals(chosen)) {
            more.add(another(members.getLast(), taken));
          }
          larger.put(constant, more);
        });
    return new Symmetry(larger);
  }

  /**
   * A name after another that is not taken: {@code q3} after {@code q2}, {@code c} after {@code b}.
   */
  private static String another(String last, List<String> taken) {
    Matcher numbered = NUMBERED.matcher(last);
    boolean letter = last.length() == 1 && last.charAt(0) < 'z' && last.charAt(0) != 'Z';
    String stem = numbered.matches() ? numbered.group(1) : last;
    long number = numbered.matches() ? Long.parseLong(numbered.group(2)) + 1 : 2;
    String next = letter ? Character.toString(last.charAt(0) + 1) : stem + number;
    return taken.contains(next) ? another(letter ? last + "1" : next, taken) : next;
  }

  /** An instance with these sets. */
  public Instance in(Instance instance) {
    var constants = new TreeMap<>(instance.constants());
    sets.forEach(
        (constant, members) -> constants.put(constant, "{" + String.join(", ", members) + "}"));
    return new Instance(constants, words() + "; " + instance.label());
  }
}
