package dev.sds.verification.ladder;

import dev.sds.artifacts.protocol.Constant;
import dev.sds.artifacts.protocol.Definition;
import dev.sds.artifacts.protocol.Instance;
import dev.sds.artifacts.protocol.Property;
import dev.sds.artifacts.protocol.Protocol;
import dev.sds.artifacts.protocol.Refinement;
import dev.sds.artifacts.protocol.Variable;
import dev.sds.verification.TlaText;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A protocol as files for people to keep and to check by themselves. Where members of sets can be
 * exchanged, the module defines their symmetry, and the cfg uses it unless it asks for liveness,
 * for which it is not sound.
 */
public record PublishedModel(String module, String cfg, List<Beside> beside) {

  public PublishedModel {
    beside = List.copyOf(beside);
  }

  /** The module of a more abstract protocol that this one refines. */
  public record Beside(String name, String module) {}

  private static final String TLC = "Tlc";
  private static final String SYMMETRY = "Symmetry";

  /** The files of a protocol within the bounds of an instance. */
  public static PublishedModel of(Protocol protocol, Instance instance) {
    String module = TlaText.module(protocol);
    List<Beside> beside = beside(protocol);
    String cfg = TlaText.cfg(protocol, instance);
    List<String> sets = List.copyOf(Symmetry.of(protocol, instance).sets().keySet());
    if (sets.isEmpty() || !Set.of(TLC, SYMMETRY).stream().allMatch(name -> free(protocol, name))) {
      return new PublishedModel(module, cfg, beside);
    }
    int end = module.lastIndexOf("\n=") + 1;
    boolean lively = !protocol.properties(Property.Kind.LIVENESS).isEmpty();
    return new PublishedModel(
        module.substring(0, end) + definition(sets) + module.substring(end),
        cfg
            + (lively
                ? "\\* Without the PROPERTY lines, this saves states: SYMMETRY " + SYMMETRY + "\n"
                : "SYMMETRY " + SYMMETRY + "\n"),
        beside);
  }

  private static List<Beside> beside(Protocol protocol) {
    var beside = new ArrayList<Beside>();
    Refinement refinement = protocol.refinement();
    while (refinement != null) {
      beside.add(new Beside(refinement.of().name(), TlaText.module(refinement.of())));
      refinement = refinement.of().refinement();
    }
    return beside;
  }

  private static String definition(List<String> sets) {
    return "\\* Nothing tells the members of "
        + String.join(" or of ", sets)
        + " apart. For invariants and deadlock, not for liveness.\n"
        + TLC
        + " == INSTANCE TLC\n"
        + SYMMETRY
        + " == "
        + sets.stream()
            .map(set -> TLC + "!Permutations(" + set + ")")
            .collect(Collectors.joining(" \\cup "))
        + "\n\n";
  }

  private static boolean free(Protocol protocol, String name) {
    return Stream.of(
            protocol.constants().stream().map(Constant::name),
            protocol.definitions().stream().map(Definition::name),
            protocol.variables().stream().map(Variable::name),
            protocol.actions().stream().map(a -> a.name()),
            protocol.properties().stream().map(Property::name))
        .flatMap(names -> names)
        .noneMatch(name::equals);
  }
}
