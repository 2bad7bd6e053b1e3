package dev.sds.spec;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * What is wanted of a system.
 *
 * @param requirements in the order of the spec; ids are unique
 * @param faults by name
 * @param pinned decisions a human has made: decision kind to value
 * @param forbidden values a human has ruled out: decision kind to values
 * @param environment the kit's environment keys; those that the spec leaves out at the kit's values
 * @param gates stages whose gate waits for a human; absent means automatic
 * @param source the text the spec was read from
 */
public record Spec(
    String system,
    String intent,
    String kit,
    List<Requirement> requirements,
    Map<String, Fault> faults,
    Map<String, String> pinned,
    Map<String, List<String>> forbidden,
    Map<String, Setting> environment,
    List<Workload> workloads,
    Budget budget,
    Map<Stage, Approval> gates,
    Source source) {

  public Spec {
    requirements = List.copyOf(requirements);
    faults = Collections.unmodifiableMap(new TreeMap<>(faults));
    pinned = Collections.unmodifiableMap(new TreeMap<>(pinned));
    forbidden = Collections.unmodifiableMap(new TreeMap<>(forbidden));
    environment = Collections.unmodifiableMap(new TreeMap<>(environment));
    workloads = List.copyOf(workloads);
    gates = Collections.unmodifiableMap(new TreeMap<>(gates));
  }

  public Optional<Requirement> requirement(String id) {
    return requirements.stream().filter(r -> r.id().equals(id)).findFirst();
  }

  public List<Workload> workloads(Workload.Role role) {
    return workloads.stream().filter(w -> w.role() == role).toList();
  }

  /** This spec with other workloads and the text that they are told by. */
  public Spec with(List<Workload> others, Source text) {
    return new Spec(
        system,
        intent,
        kit,
        requirements,
        faults,
        pinned,
        forbidden,
        environment,
        others,
        budget,
        gates,
        text);
  }

  /** This spec with other faults declared. */
  public Spec withFaults(Map<String, Fault> others) {
    return new Spec(
        system,
        intent,
        kit,
        requirements,
        others,
        pinned,
        forbidden,
        environment,
        workloads,
        budget,
        gates,
        source);
  }

  /**
   * This spec with what names the content of the traces that it replays or draws from.
   *
   * @param digest of a path relative to the spec; empty where the content is not known
   */
  public Spec withDigests(UnaryOperator<String> digest) {
    return with(
        workloads.stream()
            .map(w -> w.withTrace(t -> t.withDigest(digest.apply(t.file()))))
            .toList(),
        source);
  }

  /** What names the content of each trace, by its path; nothing where nobody looked. */
  public SortedMap<String, String> digests() {
    var digests = new TreeMap<String, String>();
    for (Workload workload : workloads) {
      Workload.Recording trace = workload.trace();
      if (trace != null && !trace.digest().isEmpty()) {
        digests.put(trace.file(), trace.digest());
      }
    }
    return digests;
  }

  public Approval gate(Stage stage) {
    return gates.getOrDefault(stage, Approval.AUTO);
  }

  /** The first objective in the order of the spec decides; later ones break ties. */
  public List<Requirement> objectives() {
    return requirements.stream().filter(r -> r.check() instanceof Check.Objective).toList();
  }

  public List<Requirement> bounds() {
    return requirements.stream().filter(r -> r.check() instanceof Check.Bound).toList();
  }

  /** Requirements that only a model checker can settle. */
  public List<Requirement> temporal() {
    return requirements.stream()
        .filter(r -> r.check() instanceof Check.Invariant || r.check() instanceof Check.Liveness)
        .toList();
  }

  /** Who lets a stage's result pass. */
  public enum Approval {
    AUTO,
    HUMAN
  }
}
