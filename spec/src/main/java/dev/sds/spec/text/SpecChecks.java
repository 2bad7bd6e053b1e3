package dev.sds.spec.text;

import dev.sds.spec.Check;
import dev.sds.spec.Dimension;
import dev.sds.spec.Fault;
import dev.sds.spec.Requirement;
import dev.sds.spec.Spec;
import dev.sds.spec.Spelling;
import dev.sds.spec.Vocabulary;
import dev.sds.spec.Workload.Role;
import dev.sds.spec.yaml.Place;
import dev.sds.spec.yaml.YamlNode;
import dev.sds.spec.yaml.YamlNode.Entry;
import dev.sds.spec.yaml.YamlNode.Mapping;
import java.util.List;
import java.util.Optional;

/** What can only be said of a spec as a whole. */
record SpecChecks(Spec spec, Mapping root, Vocabulary words, Problems problems) {

  private static final int MOST_VAGUE = 3;

  void run() {
    faultsAreDeclared();
    new Contradictions(this).find();
    workloadsAreThere();
    new WorkloadChecks(this).run();
    requirementsAreChecked();
  }

  /** The value at a path, else the root. */
  Place place(String path) {
    return root.at(path).orElse(root).place();
  }

  /** A requirement's id, where the spec states it. */
  Place id(Requirement requirement) {
    return key("requirements", requirement.id());
  }

  private Place key(String section, String name) {
    Optional<YamlNode> at = section.isEmpty() ? Optional.of(root) : root.child(section);
    return at.filter(Mapping.class::isInstance)
        .flatMap(node -> ((Mapping) node).entry(name))
        .map(entry -> entry.key().place())
        .orElse(root.place());
  }

  private boolean isSound(String section) {
    Optional<Entry> entry = root.entry(section);
    return entry.isPresent() && !problems.hasErrorWithin(entry.get().span());
  }

  private void faultsAreDeclared() {
    List<String> declared =
        root.child("faults").orElse(null) instanceof Mapping faults ? faults.keys() : List.of();
    for (Requirement requirement : spec.requirements()) {
      for (int i = 0; i < requirement.under().size(); i++) {
        String fault = requirement.under().get(i);
        Place place = place("requirements." + requirement.id() + ".under." + i);
        if (!declared.contains(fault)
            && !isMisspelt(fault, declared)
            && !problems.hasErrorWithin(place.span())) {
          problems.error(
              place,
              "spec.undeclared-fault",
              "`" + requirement.id() + "` must hold under `" + fault + "`, but `faults` lacks it.",
              "Add `" + fault + ": {...}` to `faults`, or remove it here.");
        }
        if (isNever(fault)) {
          problems.warning(
              place,
              "spec.fault-never",
              "`"
                  + fault
                  + "` happens at most 0 times, so `"
                  + requirement.id()
                  + "` is held to"
                  + " nothing by it.",
              "Let it happen once or more: `at-most: 1`; or remove it here.");
        }
      }
    }
  }

  private boolean isNever(String fault) {
    Fault declared = spec.faults().get(fault);
    return declared != null && declared.count("at-most", 1) == 0;
  }

  /** Whether a declaration that is refused anyway was probably meant. */
  private boolean isMisspelt(String fault, List<String> declared) {
    return Spelling.nearest(fault, declared)
        .flatMap(near -> root.at("faults").map(faults -> key("faults", near).span()))
        .filter(problems::hasErrorWithin)
        .isPresent();
  }

  private void workloadsAreThere() {
    if (!isSound("workloads")) {
      return;
    }
    Place workloads = key("", "workloads");
    if (spec.workloads(Role.TRAIN).isEmpty()) {
      problems.error(
          workloads,
          "spec.no-train",
          "No workload has `role: train`, so there is nothing to choose designs by.",
          "Give one workload `role: train`.");
    }
    if (spec.workloads(Role.HOLDOUT).isEmpty()) {
      problems.warning(
          workloads,
          "spec.no-holdout",
          "No workload has `role: holdout`, so a design that only suits the train workloads is not"
              + " found out.",
          "Add a workload with `role: holdout`, with seeds or arrivals of its own.");
    }
  }

  private void requirementsAreChecked() {
    if (spec.objectives().isEmpty() && spec.bounds().isEmpty() && isSound("requirements")) {
      problems.warning(
          key("", "requirements"),
          "spec.no-objective",
          "No requirement has a bound or an objective, so every design is as good as any other.",
          "Say what should be small or large: `minimize: metric` or `bound: metric <= limit`.");
    }
    for (Requirement requirement : spec.requirements()) {
      lowerBound(requirement);
      if (requirement.check() == null && !problems.hasErrorWithin(requirement.span())) {
        unchecked(requirement);
      }
    }
  }

  /** A time is seldom wanted to be long. */
  private void lowerBound(Requirement requirement) {
    if (requirement.check() instanceof Check.Bound bound
        && bound.comparison() == Check.Comparison.AT_LEAST
        && bound.limit().dimension() == Dimension.TIME) {
      problems.note(
          place("requirements." + requirement.id() + ".bound"),
          "spec.long-time",
          "`"
              + requirement.id()
              + "` asks for a `"
              + bound.metric()
              + "` of "
              + bound.limit()
              + " or more, and most wish a time to be short.",
          "If it should be short, write `" + bound.metric() + " <= " + bound.limit() + "`.");
    }
  }

  private void unchecked(Requirement requirement) {
    problems.note(
        id(requirement),
        "spec.no-check",
        "`" + requirement.id() + "` has no check, so nothing will verify it.",
        "Add one of: " + String.join(", ", SpecFormat.CHECKS) + ".");
    String path = "requirements." + requirement.id() + ".text";
    if (root.at(path).orElse(root) instanceof YamlNode.Scalar text) {
      VagueWords.in(text.text()).stream()
          .limit(MOST_VAGUE)
          .forEach(
              word ->
                  problems.note(
                      text.placeOf(word),
                      "spec.vague",
                      "`"
                          + text.text().substring(word.offset(), word.end())
                          + "` can be read in several ways.",
                      "Say how much, of what and when, best as a `bound`."));
    }
  }

  /** Requirements with a check of some kind, in the order of the spec. */
  <C extends Check> List<Requirement> with(Class<C> kind) {
    return spec.requirements().stream().filter(r -> kind.isInstance(r.check())).toList();
  }
}
