package dev.sds.verification.examples;

import dev.sds.artifacts.protocol.Action;
import dev.sds.artifacts.protocol.Action.Origin;
import dev.sds.artifacts.protocol.CheckOutcome;
import dev.sds.artifacts.protocol.CheckOutcome.Violated;
import dev.sds.artifacts.protocol.Counterexample;
import dev.sds.artifacts.protocol.Instance;
import dev.sds.artifacts.protocol.Property;
import dev.sds.artifacts.protocol.Protocol;
import dev.sds.artifacts.protocol.Variable;
import dev.sds.verification.Limits;
import dev.sds.verification.Mutants;
import dev.sds.verification.Strength;
import dev.sds.verification.StrengthRun;
import dev.sds.verification.TlcRunner;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds behaviours that show what a property means. An allowed one is the shortest of the protocol
 * in which what the property speaks of changes, the faults happen and all comes to rest: TLC finds
 * it as the breach of the claim that there is none. A forbidden one is the shortest breach among
 * the protocol's mutants.
 */
public final class ExampleRun {

  private static final String CLAIM = "NoSuchExample";
  private static final int MOST_MUTANTS = 4;

  private final TlcRunner tlc;
  private final StrengthRun strength;
  private final Limits limits;

  public ExampleRun(TlcRunner tlc, StrengthRun strength, Limits limits) {
    this.tlc = tlc;
    this.strength = strength;
    this.limits = limits;
  }

  /** The examples of one property of a protocol within the bounds of an instance. */
  public Examples of(Protocol protocol, Instance instance, Property property)
      throws InterruptedException {
    CheckOutcome now = tlc.check(protocol.withProperties(List.of(property)), instance, limits);
    if (now instanceof CheckOutcome.ModelError error) {
      String why = "the checker cannot evaluate it: " + error.message();
      return new Examples(
          property, Reading.of(protocol, property), Optional.empty(), why, Optional.empty(), why);
    }
    Found allowed = allowed(protocol, instance, property);
    Found forbidden =
        now instanceof Violated broken && broken.counterexample().property().equals(property.name())
            ? new Found(Optional.of(broken.counterexample()), Examples.NOW)
            : forbidden(protocol, instance, property);
    return new Examples(
        property,
        Reading.of(protocol, property),
        allowed.behaviour(),
        allowed.note(),
        forbidden.behaviour(),
        forbidden.note());
  }

  private record Found(Optional<Counterexample> behaviour, String note) {}

  /** A kind of example, and what it shows. */
  private record Wish(List<String> conjuncts, String note) {}

  private Found allowed(Protocol protocol, Instance instance, Property property)
      throws InterruptedException {
    for (Wish wish : wishes(protocol, instance, property)) {
      String goal =
          wish.conjuncts().stream().map(c -> "(" + c + ")").collect(Collectors.joining(" /\\ "));
      Property claim =
          new Property(CLAIM, Property.Kind.INVARIANT, "~(" + goal + ")", "", List.of());
      CheckOutcome outcome =
          tlc.safety(protocol.withProperties(List.of(claim)), instance, limits, List.of());
      if (outcome instanceof Violated found && found.counterexample().property().equals(CLAIM)) {
        return new Found(Optional.of(found.counterexample()), wish.note());
      }
    }
    return new Found(
        Optional.empty(), "nothing that the property speaks of ever changes within the bounds");
  }

  /** From the most telling example to the plainest. */
  private static List<Wish> wishes(Protocol protocol, Instance instance, Property property) {
    String changed =
        mentioned(protocol, property).stream()
            .map(ExampleRun::changed)
            .collect(Collectors.joining(" \\/ "));
    List<String> faults =
        protocol.variables().stream()
            .filter(v -> countsFaults(protocol, instance, v.name()))
            .map(ExampleRun::changed)
            .toList();
    List<String> rest =
        protocol.actions().stream()
            .filter(a -> a.effects().isEmpty() && a.parameters().isEmpty())
            .findFirst()
            .map(Action::guards)
            .orElse(List.of());
    List<Wish> wishes = new ArrayList<>();
    if (!faults.isEmpty()) {
      wishes.add(
          new Wish(all(List.of(List.of(changed), rest, faults)), "with every fault, to the end"));
    }
    wishes.add(new Wish(all(List.of(List.of(changed), rest)), "to the end"));
    wishes.add(new Wish(List.of(changed), "as far as anything it speaks of changes"));
    return wishes;
  }

  private static List<String> all(List<List<String>> parts) {
    return parts.stream().flatMap(List::stream).toList();
  }

  private static String changed(Variable variable) {
    return variable.name() + " /= " + variable.initial();
  }

  /** Whether nothing but faults changes a variable, and these may happen within the bounds. */
  private static boolean countsFaults(Protocol protocol, Instance instance, String variable) {
    List<Action> changing =
        protocol.actions().stream().filter(a -> a.effects().containsKey(variable)).toList();
    return !changing.isEmpty()
        && changing.stream().allMatch(a -> a.origin() == Origin.FAULT)
        && changing.stream().anyMatch(a -> happens(a, instance));
  }

  private static boolean happens(Action fault, Instance instance) {
    return fault.guards().stream()
        .flatMap(guard -> Reading.names(guard).stream())
        .noneMatch(name -> instance.constants().getOrDefault(name, "").equals("0"));
  }

  /** The variables that a property speaks of, by way of definitions too. */
  private static List<Variable> mentioned(Protocol protocol, Property property) {
    Set<String> names = new LinkedHashSet<>(Reading.names(property.formula()));
    int before;
    do {
      before = names.size();
      protocol.definitions().stream()
          .filter(d -> names.contains(d.name()))
          .toList()
          .forEach(d -> names.addAll(Reading.names(d.body())));
    } while (names.size() > before);
    List<Variable> found =
        protocol.variables().stream().filter(v -> names.contains(v.name())).toList();
    return found.isEmpty() ? protocol.variables() : found;
  }

  private Found forbidden(Protocol protocol, Instance instance, Property property)
      throws InterruptedException {
    Protocol alone = protocol.withProperties(List.of(property));
    List<String> breaking =
        switch (strength.examine(alone, instance)) {
          case StrengthRun.Result.Known(Strength known) ->
              known.mutants().stream()
                  .filter(fate -> fate.by().equals(property.name()))
                  .sorted(Comparator.comparingInt(Strength.Fate::depth))
                  .map(Strength.Fate::mutant)
                  .limit(MOST_MUTANTS)
                  .toList();
          case StrengthRun.Result.Unknown _, StrengthRun.Result.Failed _ -> List.<String>of();
        };
    for (String name : breaking) {
      for (Mutants.Mutant mutant : Mutants.of(alone)) {
        if (mutant.name().equals(name)
            && tlc.check(mutant.protocol(), instance, limits) instanceof Violated broken
            && broken.counterexample().property().equals(property.name())) {
          return new Found(Optional.of(broken.counterexample()), name);
        }
      }
    }
    return new Found(Optional.empty(), "no single mistake in the protocol breaks it");
  }
}
