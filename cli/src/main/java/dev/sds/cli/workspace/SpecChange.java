package dev.sds.cli.workspace;

import dev.sds.artifacts.Dossier;
import dev.sds.artifacts.Store.History;
import dev.sds.artifacts.Store.Logged;
import dev.sds.evaluators.Subject;
import dev.sds.spec.Requirement;
import dev.sds.spec.Spec;
import dev.sds.workspace.Workspace;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** How the spec differs from the one that the artifacts were made from, in words; empty if not. */
public record SpecChange(String words) {

  private static final String SPEC = "spec.yaml";

  /** By what was refined last; where nobody knows that, by the history. */
  public static Optional<SpecChange> since(
      Workspace workspace, Optional<Dossier> last, Optional<Spec> now, Set<String> edits) {
    if (last.isEmpty()) {
      return edits.contains(SPEC) || committedSince(workspace)
          ? Optional.of(new SpecChange("its text changed"))
          : Optional.empty();
    }
    Spec before = last.get().spec();
    boolean sameTraces = now.map(n -> traces(before, n).isEmpty()).orElse(true);
    if (workspace.store().read(SPEC).equals(Optional.of(before.source().text())) && sameTraces) {
      return Optional.empty();
    }
    return Optional.of(
        new SpecChange(now.map(n -> words(before, n)).orElse("it can no longer be read")));
  }

  private static boolean committedSince(Workspace workspace) {
    for (Logged logged : workspace.store().log(History.ACCEPTED)) {
      boolean step = logged.trailers().containsKey("Sds-Hypothesis");
      if (step || logged.files().contains(SPEC)) {
        return !step && logged.trailers().containsKey("Sds-Author");
      }
    }
    return false;
  }

  private static String words(Spec before, Spec now) {
    var changed = new ArrayList<String>();
    changed.addAll(requirements(before, now));
    if (!before.environment().toString().equals(now.environment().toString())) {
      changed.add("the environment");
    }
    if (!parameters(before).equals(parameters(now))) {
      changed.add("the faults");
    }
    if (!before.pinned().equals(now.pinned()) || !before.forbidden().equals(now.forbidden())) {
      changed.add("pinned or forbidden decisions");
    }
    if (!before.budget().equals(now.budget())) {
      changed.add("the budget");
    }
    if (!before.gates().equals(now.gates())) {
      changed.add("the gates");
    }
    changed.addAll(traces(before, now));
    boolean judgedAlike = Subject.conditions(before).equals(Subject.conditions(now));
    if (changed.isEmpty()) {
      return judgedAlike ? "only its wording, nothing that is judged" : "the workloads";
    }
    return String.join(", ", changed);
  }

  /** The faults without their places, which another line above them moves. */
  private static String parameters(Spec spec) {
    var faults = new TreeMap<String, String>();
    spec.faults().forEach((name, fault) -> faults.put(name, fault.parameters().toString()));
    return faults.toString();
  }

  /** Traces whose content is known to differ. */
  private static List<String> traces(Spec before, Spec now) {
    return now.digests().entrySet().stream()
        .filter(e -> !before.digests().getOrDefault(e.getKey(), e.getValue()).equals(e.getValue()))
        .map(e -> "the trace " + e.getKey())
        .toList();
  }

  private static List<String> requirements(Spec before, Spec now) {
    var changed = new ArrayList<String>();
    for (Requirement r : now.requirements()) {
      Optional<Requirement> old = before.requirement(r.id());
      if (old.isEmpty()) {
        changed.add(r.id() + " is new");
      } else if (!String.valueOf(old.get().check()).equals(String.valueOf(r.check()))
          || !old.get().under().equals(r.under())) {
        changed.add(r.id() + " asks for something else");
      }
    }
    before.requirements().stream()
        .filter(r -> now.requirement(r.id()).isEmpty())
        .forEach(r -> changed.add(r.id() + " is gone"));
    return changed;
  }
}
