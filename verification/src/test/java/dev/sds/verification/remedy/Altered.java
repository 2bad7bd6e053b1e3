package dev.sds.verification.remedy;

import dev.sds.artifacts.kit.ProtocolFamily;
import dev.sds.artifacts.kit.ProtocolTemplate;
import dev.sds.artifacts.protocol.Action;
import dev.sds.artifacts.protocol.Instance;
import dev.sds.artifacts.protocol.Property;
import dev.sds.artifacts.protocol.Protocol;
import dev.sds.spec.Fault;
import dev.sds.spec.Requirement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Protocols of the library with a mistake that no decision makes. */
final class Altered {

  private Altered() {}

  /** An action that forgets to change a variable, in every design. */
  static ProtocolFamily withoutEffect(ProtocolFamily family, String name, String variable) {
    return altered(
        family,
        protocol -> {
          Action action = protocol.action(name).orElseThrow();
          Map<String, String> effects = new LinkedHashMap<>(action.effects());
          if (effects.remove(variable) == null) {
            throw new IllegalArgumentException(name + " does not change " + variable);
          }
          return protocol.replacing(action.withEffects(effects));
        });
  }

  /** A property that says something else, in every design. */
  static ProtocolFamily asking(ProtocolFamily family, String name, String formula) {
    return altered(
        family,
        protocol ->
            protocol.withProperties(
                protocol.properties().stream()
                    .map(p -> p.name().equals(name) ? asking(p, formula) : p)
                    .toList()));
  }

  private static Property asking(Property property, String formula) {
    return new Property(
        property.name(), property.kind(), formula, property.comment(), property.requirements());
  }

  private static ProtocolFamily altered(ProtocolFamily family, UnaryOperator<Protocol> change) {
    return new ProtocolFamily(
        family.name(),
        family.doc(),
        new Changed(family.template(), change),
        family.questions(),
        family.requirements(),
        family.faults());
  }

  private record Changed(ProtocolTemplate template, UnaryOperator<Protocol> change)
      implements ProtocolTemplate {

    @Override
    public Protocol compose(Set<String> traits, List<Requirement> requirements) {
      return change.apply(template.compose(traits, requirements));
    }

    @Override
    public Instance instance(List<Fault> faults) {
      return template.instance(faults);
    }
  }
}
