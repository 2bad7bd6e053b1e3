package dev.sds.verification;

import dev.sds.artifacts.protocol.Instance;
import dev.sds.artifacts.protocol.Property;
import dev.sds.artifacts.protocol.Protocol;
import dev.sds.artifacts.protocol.Refinement;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The files of one run. Its module adds to the protocol's own what only the run needs, so that the
 * protocol's stays as people read it.
 *
 * @param protocol the modules of the protocol and of what it refines, by file
 */
record CheckFiles(Map<String, String> protocol, String module, String cfg) {

  static final String MODULE = "SdsCheck";

  CheckFiles {
    protocol = Collections.unmodifiableMap(new LinkedHashMap<>(protocol));
  }

  /** Lays the files out where a run is to find them. */
  void write(RunFolder folder) {
    protocol.forEach(folder::write);
    folder.write(MODULE + ".tla", module);
    folder.write(MODULE + ".cfg", cfg);
  }

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
        %s%s====
        """
            .formatted(MODULE, protocol.name(), budget, asking(protocol), symmetry);
    return new CheckFiles(
        files(protocol),
        module,
        "INIT Init\nNEXT Next\n"
            + TlaText.constants(protocol, instance)
            + "INVARIANT TypeOK\n"
            + safety(protocol)
            + (RefinementText.asked(protocol) ? "ACTION_CONSTRAINT SdsNoted\n" : "")
            + "INVARIANT SdsBudget\nCHECK_DEADLOCK TRUE\n"
            + (symmetry.isEmpty() ? "" : "SYMMETRY SdsSymmetry\n"));
  }

  /** The lines for all that a finite behaviour can break. */
  static String safety(Protocol protocol) {
    return protocol.safety().stream()
        .map(property -> TlaText.keyword(property) + property.name() + "\n")
        .collect(Collectors.joining());
  }

  private static String asking(Protocol protocol) {
    Refinement refinement = protocol.refinement();
    return refinement != null && RefinementText.asked(protocol)
        ? new RefinementText(refinement).asking()
        : "";
  }

  private static Map<String, String> files(Protocol protocol) {
    Map<String, String> files = new LinkedHashMap<>(RefinementText.files(protocol));
    Refinement refinement = protocol.refinement();
    if (refinement != null && RefinementText.asked(protocol)) {
      files.put(RefinementText.MODULE + ".tla", new RefinementText(refinement).probe());
    }
    return files;
  }

  /** Some temporal properties; all states are known to fit. */
  static CheckFiles liveness(Protocol protocol, Instance instance, List<Property> properties) {
    String module = "---- MODULE " + MODULE + " ----\nEXTENDS " + protocol.name() + "\n====\n";
    String temporal =
        properties.stream()
            .map(property -> "PROPERTY " + property.name() + "\n")
            .collect(Collectors.joining());
    return new CheckFiles(
        files(protocol),
        module,
        "SPECIFICATION Spec\n"
            + TlaText.constants(protocol, instance)
            + temporal
            + "CHECK_DEADLOCK FALSE\n");
  }

  /** The steps, with what each of them can break. */
  static CheckFiles strength(Protocol protocol, Instance instance) {
    CheckFiles steps = steps(protocol, instance);
    return new CheckFiles(
        steps.protocol(), steps.module(), steps.cfg() + "INVARIANT TypeOK\n" + safety(protocol));
  }

  /** Only the steps, to follow a log. */
  static CheckFiles steps(Protocol protocol, Instance instance) {
    String module = "---- MODULE " + MODULE + " ----\nEXTENDS " + protocol.name() + "\n====\n";
    return new CheckFiles(
        files(protocol),
        module,
        "INIT Init\nNEXT Next\n"
            + TlaText.constants(protocol, instance)
            + "CHECK_DEADLOCK FALSE\n");
  }
}
