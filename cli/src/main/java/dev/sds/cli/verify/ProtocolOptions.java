package dev.sds.cli.verify;

import dev.sds.artifacts.Decisions;
import dev.sds.artifacts.kit.ProtocolFamily;
import dev.sds.spec.BadInputException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** What can be told of a check of a protocol's file. */
public final class ProtocolOptions {

  private static final String NONE = "none";

  @Option(
      names = "--decide",
      split = ",",
      paramLabel = "NAME=CHOICE",
      description = "FILE.yaml: decisions other than the sound ones, which come first in the file")
  private Map<String, String> decided = new LinkedHashMap<>();

  @Option(
      names = "--under",
      split = ",",
      paramLabel = "FAULT",
      description = "FILE.yaml: faults that may happen (default: all of the file; none: none)")
  private List<String> under = new ArrayList<>();

  @Option(names = "--tla", description = "FILE.yaml: print its TLA+ and cfg instead of checking it")
  private boolean tla;

  @Option(
      names = "--strength",
      description = {
        "FILE.yaml: plants deliberate mistakes, one at a time, and names those that no property",
        "notices; 5 if the pass says nothing of something it claims"
      })
  private boolean strength;

  /** What only a protocol's file can be asked for is not left out in silence. */
  public void refuseOfATlaFile() throws BadInputException {
    Map<String, Boolean> given = new LinkedHashMap<>();
    given.put("--strength", strength);
    given.put("--tla", tla);
    given.put("--decide", !decided.isEmpty());
    given.put("--under", !under.isEmpty());
    for (Map.Entry<String, Boolean> option : given.entrySet()) {
      if (option.getValue()) {
        throw notOfATlaFile(option.getKey());
      }
    }
  }

  /** What is said of an option that a TLA+ file cannot have. */
  public static BadInputException notOfATlaFile(String option) {
    return BadInputException.of(
        "verify.option",
        option + " is about protocols in a FILE.yaml; a TLA+ file has no such thing.",
        "Leave it out, or see sds verify --help.");
  }

  boolean strength() {
    return strength;
  }

  boolean tla() {
    return tla;
  }

  /** The decisions of the design that is meant. */
  public Decisions decisions(ProtocolFamily family) throws BadInputException {
    for (Map.Entry<String, String> made : decided.entrySet()) {
      boolean known =
          family.questions().stream()
              .anyMatch(
                  q -> q.name().equals(made.getKey()) && q.choices().contains(made.getValue()));
      if (!known) {
        throw BadInputException.of(
            "verify.decision",
            "%s has no decision %s.".formatted(family.name(), made),
            family.questions().isEmpty()
                ? "It leaves nothing to decide."
                : "Decide: "
                    + String.join(
                        "; ",
                        family.questions().stream()
                            .map(q -> q.name() + "=" + String.join("|", q.choices()))
                            .toList()));
      }
    }
    return family.sound().with(Decisions.of(decided));
  }

  /** The faults that may happen. */
  public List<String> faults(ProtocolFamily family) throws BadInputException {
    if (under.isEmpty()) {
      return family.faults();
    }
    if (under.equals(List.of(NONE))) {
      return List.of();
    }
    for (String fault : under) {
      if (!family.faults().contains(fault)) {
        throw BadInputException.of(
            "verify.fault",
            "%s has no fault '%s'.".formatted(family.name(), fault),
            "Name some of " + family.faults() + ", or none.");
      }
    }
    return List.copyOf(under);
  }
}
