package dev.sds.verification;

import dev.sds.artifacts.protocol.Instance;
import dev.sds.artifacts.protocol.Property;
import dev.sds.artifacts.protocol.Protocol;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The module and cfg of one run. The module adds to the protocol's own what only the run needs, so
 * that the protocol's stays as people read it.
 */
record CheckFiles(String module, String cfg) {

  static final String MODULE = "SdsCheck";

  /**
   * All invariants and deadlock, within a budget of different states.
   *
   * @param symmetric constants whose members may be exchanged
   */
  static CheckFiles safety(
      Protocol protocol, Instance instance, long maxStates, List<String> symmetric) {
    long budget = Math.min(maxStates, Integer.MAX_VALUE);
    String permutations =
        symmetric.stream()
            .map(set -> "SdsTlc!Permutations(" + set + ")")
            .collect(Collectors.joining(" \\cup "));
    String symmetry = permutations.isEmpty() ? "" : "SdsSymmetry == " + permutations + "\n";
    String module =
        """
        ---- MODULE %s ----
        EXTENDS %s
        SdsTlc == INSTANCE TLC
        SdsBudget == SdsTlc!TLCGet("distinct") <= %d \\/ SdsTlc!TLCSet("exit", TRUE)
        %s====
        """
            .formatted(MODULE, protocol.name(), budget, symmetry);
    String invariants =
        protocol.properties(Property.Kind.INVARIANT).stream()
            .map(property -> "INVARIANT " + property.name() + "\n")
            .collect(Collectors.joining());
    return new CheckFiles(
        module,
        "INIT Init\nNEXT Next\n"
            + TlaText.constants(protocol, instance)
            + "INVARIANT TypeOK\n"
            + invariants
            + "INVARIANT SdsBudget\nCHECK_DEADLOCK TRUE\n"
            + (symmetry.isEmpty() ? "" : "SYMMETRY SdsSymmetry\n"));
  }

  /** Some temporal properties; all states are known to fit. */
  static CheckFiles liveness(Protocol protocol, Instance instance, List<Property> properties) {
    String module = "---- MODULE " + MODULE + " ----\nEXTENDS " + protocol.name() + "\n====\n";
    String temporal =
        properties.stream()
            .map(property -> "PROPERTY " + property.name() + "\n")
            .collect(Collectors.joining());
    return new CheckFiles(
        module,
        "SPECIFICATION Spec\n"
            + TlaText.constants(protocol, instance)
            + temporal
            + "CHECK_DEADLOCK FALSE\n");
  }

  /** Only the steps, to follow a log. */
  static CheckFiles steps(Protocol protocol, Instance instance) {
    String module = "---- MODULE " + MODULE + " ----\nEXTENDS " + protocol.name() + "\n====\n";
    return new CheckFiles(
        module,
        "INIT Init\nNEXT Next\n"
            + TlaText.constants(protocol, instance)
            + "CHECK_DEADLOCK FALSE\n");
  }
}
