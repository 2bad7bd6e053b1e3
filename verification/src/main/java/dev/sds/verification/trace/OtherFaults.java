package dev.sds.verification.trace;

import dev.sds.evaluators.Subject;
import dev.sds.spec.Fault;
import dev.sds.spec.Setting;
import dev.sds.spec.Span;
import dev.sds.spec.Spec;
import dev.sds.spec.Vocabulary;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * A kit's faults besides those that a spec's properties name. A model lets more happen than any
 * world that stands still between two events, so some of a system's actions, such as dropping an
 * answer that comes too late, can be seen under these faults alone.
 *
 * @param faults as the spec declares them, else as the kit's vocabulary does
 */
record OtherFaults(List<Fault> faults) {

  static OtherFaults of(Subject subject) {
    List<String> named = named(subject.spec());
    return new OtherFaults(
        subject.kit().vocabulary().faults().values().stream()
            .filter(kind -> !named.contains(kind.name()))
            .flatMap(kind -> declared(subject.spec(), kind).stream())
            .filter(fault -> isOfTheProtocol(subject, fault))
            .toList());
  }

  /** Whether it lets more happen in the model; a slow replica, for one, only takes longer. */
  private static boolean isOfTheProtocol(Subject subject, Fault fault) {
    var protocol = subject.kit().protocol();
    return !protocol
        .instance(List.of(fault))
        .constants()
        .equals(protocol.instance(List.of()).constants());
  }

  /** What the properties of a spec must hold under. */
  static List<String> named(Spec spec) {
    return spec.temporal().stream().flatMap(r -> r.under().stream()).distinct().sorted().toList();
  }

  private static Optional<Fault> declared(Spec spec, Vocabulary.FaultKind kind) {
    Fault own = spec.faults().get(kind.name());
    if (own != null) {
      return Optional.of(own);
    }
    var parameters = new TreeMap<String, Setting>();
    for (Vocabulary.Key key : kind.parameters()) {
      key.absentSetting().ifPresent(value -> parameters.put(key.name(), value));
    }
    return parameters.size() == kind.parameters().size()
        ? Optional.of(new Fault(kind.name(), parameters, new Span(0, 0)))
        : Optional.empty();
  }

  boolean isEmpty() {
    return faults.isEmpty();
  }

  String names() {
    return faults.stream().map(Fault::name).sorted().collect(Collectors.joining(", "));
  }

  /** All faults, those that the properties name and these. */
  List<String> with(List<String> named) {
    var all = new TreeSet<>(named);
    faults.forEach(f -> all.add(f.name()));
    return List.copyOf(all);
  }

  /** The same code under a spec that declares these faults too. */
  Subject widened(Subject subject) {
    var all = new TreeMap<>(subject.spec().faults());
    faults.forEach(f -> all.putIfAbsent(f.name(), f));
    return new Subject(subject.spec().withFaults(all), subject.kit(), subject.hypothesis());
  }
}
