package dev.sds.artifacts.documents;

import dev.sds.artifacts.Decisions;
import dev.sds.artifacts.kit.Architecture;
import dev.sds.artifacts.kit.Catalogue;
import dev.sds.artifacts.kit.DecisionKind;
import dev.sds.artifacts.kit.ModuleKind;
import dev.sds.spec.Check;
import dev.sds.spec.Requirement;
import dev.sds.spec.Stage;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;

/** The modules of an architecture and what each answers for. */
record Modules(Catalogue catalogue, Decisions decisions) {

  Optional<Architecture> architecture() {
    return catalogue.architecture(decisions);
  }

  /** In the order of the architecture; of one that is not in the catalogue, those decided on. */
  List<ModuleKind> all() {
    var names = new LinkedHashSet<String>();
    architecture().ifPresent(a -> names.addAll(a.modules()));
    if (names.isEmpty()) {
      decided().forEach(k -> names.add(k.module()));
    }
    return names.stream().map(this::kind).toList();
  }

  private ModuleKind kind(String name) {
    return catalogue.modules().stream()
        .filter(m -> m.name().equals(name))
        .findFirst()
        .orElse(new ModuleKind(name, "", ""));
  }

  /** Names of the modules that decisions of the DESIGN stage shape, in the catalogue's order. */
  List<String> designed() {
    return decided().stream()
        .filter(k -> k.stage() == Stage.DESIGN)
        .map(DecisionKind::module)
        .distinct()
        .toList();
  }

  private List<DecisionKind> decided() {
    return catalogue.kinds().stream().filter(k -> decisions.value(k.name()).isPresent()).toList();
  }

  /**
   * Who answers for a requirement: for an interface the module that offers it, for anything else
   * every generated module that is shaped by a decision, whether or not it is made yet.
   */
  List<String> answering(Requirement requirement) {
    List<ModuleKind> generated = all().stream().filter(m -> !m.javaInterface().isEmpty()).toList();
    if (requirement.check() instanceof Check.Interface i) {
      return generated.stream()
          .filter(m -> offers(m.javaInterface(), i.type()))
          .map(ModuleKind::name)
          .toList();
    }
    List<String> shaped =
        generated.stream()
            .map(ModuleKind::name)
            .filter(n -> catalogue.kinds().stream().anyMatch(k -> k.module().equals(n)))
            .toList();
    return shaped.isEmpty() ? generated.stream().map(ModuleKind::name).toList() : shaped;
  }

  private static boolean offers(String offered, String asked) {
    return offered.equals(asked) || offered.endsWith("." + asked) || asked.endsWith("." + offered);
  }
}
