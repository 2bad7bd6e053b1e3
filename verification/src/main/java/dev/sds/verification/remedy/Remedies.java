package dev.sds.verification.remedy;

import dev.sds.artifacts.Decisions;
import dev.sds.artifacts.kit.ProtocolFamily;
import dev.sds.artifacts.protocol.CheckOutcome;
import dev.sds.artifacts.protocol.Counterexample;
import dev.sds.artifacts.protocol.Instance;
import dev.sds.artifacts.protocol.Property;
import dev.sds.artifacts.protocol.Protocol;
import dev.sds.artifacts.protocol.ProtocolStep;
import dev.sds.verification.Limits;
import dev.sds.verification.TlcRunner;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/**
 * Asks what would have to change for a violation to go away where no decision does: a fault that
 * does not happen, something that an action of the counterexample lacks, or a part of the property.
 * The fewer ways there are, the surer it is what is wrong; that it goes away proves nothing.
 */
public final class Remedies {

  /** So many additions to actions are tried. */
  public static final int MOST_EDITS = 60;

  private final TlcRunner tlc;
  private final Limits limits;
  private final ProtocolFamily family;
  private final List<String> faults;

  /** For the designs of one family under some of its faults. */
  public Remedies(TlcRunner tlc, Limits limits, ProtocolFamily family, List<String> faults) {
    this.tlc = tlc;
    this.limits = limits;
    this.family = family;
    this.faults = List.copyOf(faults);
  }

  /**
   * What was tried and what helps.
   *
   * @param faults those without one of which it is gone
   * @param edit the first addition to an action with which all holds and everything is possible
   * @param parts of the property without which it is gone; none where it has only one
   * @param tried how many additions were tried
   * @param untried how many more there are
   */
  public record Finding(
      List<Remedy.WithoutFault> faults,
      Optional<Remedy.Edit> edit,
      List<Remedy.WithoutPart> parts,
      int tried,
      int untried) {
    public Finding {
      faults = List.copyOf(faults);
      parts = List.copyOf(parts);
    }

    /** What is most likely wrong, if no decision is. */
    public Wrong wrong() {
      if (!faults.isEmpty()) {
        return Wrong.FAULTS;
      }
      return edit.map(
              found ->
                  switch (found.kind()) {
                    case EFFECT -> Wrong.MODEL;
                    case GUARD -> Wrong.MODEL_OR_PROPERTY;
                  })
          .orElse(Wrong.PROPERTY);
    }
  }

  /** What may be wrong where no decision is. */
  public enum Wrong {
    /** The faults are more than any design stands. */
    FAULTS,
    /** An action lacks an effect. */
    MODEL,
    /** Only that an action waits helps, which may as well hide what is wrong. */
    MODEL_OR_PROPERTY,
    /** Nothing that was tried helps: the property asks too much, or the model lacks much. */
    PROPERTY
  }

  /** What helps against a violation of a design that no decision mends. */
  public Finding find(Decisions design, CheckOutcome.Violated found) throws InterruptedException {
    Protocol protocol = family.protocol(design);
    List<Remedy.WithoutFault> without = withoutFaults(protocol);
    List<Remedy.WithoutPart> parts = withoutParts(protocol, found);
    List<Remedy.Edit> edits =
        without.isEmpty() ? Edits.of(protocol, actions(protocol, found)) : List.of();
    Optional<Remedy.Edit> helping = Optional.empty();
    int tried = 0;
    while (helping.isEmpty() && tried < Math.min(edits.size(), MOST_EDITS)) {
      Remedy.Edit edit = edits.get(tried);
      tried++;
      if (tlc.check(edit.protocol(), found.instance(), limits) instanceof CheckOutcome.Verified) {
        helping = Optional.of(edit);
      }
    }
    return new Finding(without, helping, parts, tried, edits.size() - tried);
  }

  private List<Remedy.WithoutFault> withoutFaults(Protocol protocol) throws InterruptedException {
    List<Remedy.WithoutFault> without = new ArrayList<>();
    for (String fault : faults) {
      Instance instance =
          family.instance(faults.stream().filter(other -> !other.equals(fault)).toList());
      if (gone(tlc.check(protocol, instance, limits))) {
        without.add(new Remedy.WithoutFault(fault));
      }
    }
    return without;
  }

  private List<Remedy.WithoutPart> withoutParts(Protocol protocol, CheckOutcome.Violated found)
      throws InterruptedException {
    List<Remedy.WithoutPart> without = new ArrayList<>();
    Property broken = protocol.property(found.counterexample().property()).orElse(null);
    List<String> parts =
        broken != null && broken.kind() == Property.Kind.INVARIANT
            ? Parts.of(broken.formula())
            : List.of();
    for (int i = 0; broken != null && parts.size() > 1 && i < parts.size(); i++) {
      List<String> others = new ArrayList<>(parts);
      String part = others.remove(i);
      var weaker =
          new Property(
              broken.name(),
              broken.kind(),
              Parts.all(others),
              broken.comment(),
              broken.requirements());
      List<Property> properties =
          protocol.properties().stream().map(p -> p.equals(broken) ? weaker : p).toList();
      CheckOutcome outcome =
          tlc.check(protocol.withProperties(properties), found.instance(), limits);
      if (gone(outcome)) {
        without.add(new Remedy.WithoutPart(broken.name(), part.replaceAll("\\s+", " ")));
      }
    }
    return without;
  }

  /** Whether nothing is violated; what never happens any more is no concern here. */
  private static boolean gone(CheckOutcome outcome) {
    return switch (outcome) {
      case CheckOutcome.Verified _, CheckOutcome.Vacuous _ -> true;
      case CheckOutcome.Violated _,
          CheckOutcome.Bounded _,
          CheckOutcome.ModelError _,
          CheckOutcome.ToolFailure _ ->
          false;
    };
  }

  /**
   * The actions of a counterexample, the last first; where something does not happen, the others
   * too, since one of them may change nothing.
   */
  private static List<String> actions(Protocol protocol, CheckOutcome.Violated found) {
    var names = new LinkedHashSet<String>();
    List<ProtocolStep> steps = found.counterexample().steps();
    for (ProtocolStep step : steps.reversed()) {
      names.add(step.action());
    }
    Counterexample.Kind kind = found.counterexample().kind();
    if (kind == Counterexample.Kind.LIVENESS || kind == Counterexample.Kind.DEADLOCK) {
      protocol.actions().forEach(action -> names.add(action.name()));
    }
    return List.copyOf(names);
  }
}
