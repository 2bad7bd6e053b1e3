package dev.sds.verification.own;

import dev.sds.artifacts.protocol.Action;
import dev.sds.artifacts.protocol.CheckOutcome;
import dev.sds.artifacts.protocol.Instance;
import dev.sds.artifacts.protocol.Property;
import dev.sds.artifacts.protocol.Protocol;
import dev.sds.spec.BadInputException;
import dev.sds.verification.Limits;
import dev.sds.verification.RunFolder;
import dev.sds.verification.StrengthRun;
import dev.sds.verification.child.ModelTask.Deadlock;
import dev.sds.verification.child.StrengthWorker;
import dev.sds.verification.file.Bounds;
import dev.sds.verification.file.Examined;
import dev.sds.verification.file.FileCheck;
import dev.sds.verification.file.FileChecker;
import dev.sds.verification.file.FileOutcome;
import dev.sds.verification.file.KeptPasses;
import dev.sds.verification.file.ModuleTexts;
import dev.sds.verification.file.ModuleTree;
import dev.sds.verification.file.TlaFile;
import dev.sds.verification.file.Violation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/**
 * Holds a module that somebody wrote in place of a protocol's generated one to what the protocol is
 * held to. What is asked, and within which constants, comes from the protocol: the module's own
 * definitions of the properties, and its cfg, are not looked at.
 */
public final class ModelGate {

  /** What is asked stands in a module of its own that extends the one that is asked. */
  static final String MODULE = "SdsGate";

  private static final String DEADLOCK = "CHECK_DEADLOCK TRUE\n";

  /** What alone tells members of a set apart that no constant names. */
  private static final Pattern CHOICE =
      Pattern.compile("\\b(CHOOSE|Random\\w*|TLCGet|TLCSet|TLCEval|ToString|JavaTime|Any)\\b");

  private static final long DISK_MIB = 10_240;

  private final Path module;
  private final Path scratch;
  private final KeptPasses kept;
  private final UnaryOperator<String> shown;

  /**
   * A gate for one module.
   *
   * @param module the file that somebody wrote
   * @param scratch the folder under which each run has its own
   * @param shown paths by the names that messages use
   */
  public ModelGate(Path module, Path scratch, KeptPasses kept, UnaryOperator<String> shown) {
    this.module = module;
    this.scratch = scratch;
    this.kept = kept;
    this.shown = shown;
  }

  /** Asks the module, as it is, for all that the protocol promises, within an instance. */
  public FileCheck check(Protocol protocol, Instance instance, Limits limits)
      throws BadInputException, InterruptedException {
    return asked(
        protocol,
        new Question(
            new GateModule(MODULE, protocol).text(),
            GateModule.cfg(protocol, instance, "Spec", GateModule.asked(protocol)) + DEADLOCK),
        limits);
  }

  /** What the module assumes to happen in the end, and the protocol does not. */
  public List<String> added(Protocol protocol) throws BadInputException {
    return tree(protocol)
        .map(tree -> OwnFairness.of(protocol, tree, GateModule.VARIABLES).added())
        .orElse(List.of());
  }

  /**
   * Asks the module for what the protocol promises to happen, with the fairness that counts
   * whatever the module assumes.
   *
   * @return nothing where the module's specification is not made of an initial predicate, steps and
   *     fairness
   */
  public Optional<FileCheck> promises(Protocol protocol, Instance instance, Limits limits)
      throws BadInputException, InterruptedException {
    Optional<ModuleTree> tree = tree(protocol).filter(ModuleTree::complete);
    if (tree.isEmpty()) {
      return Optional.empty();
    }
    OwnFairness fairness = OwnFairness.of(protocol, tree.get(), GateModule.VARIABLES);
    return Optional.of(
        asked(
            protocol,
            new Question(
                new GateModule(MODULE, protocol).with(tree.get(), fairness).text(),
                GateModule.cfg(
                        protocol,
                        instance,
                        GateModule.PROVIDED,
                        protocol.properties(Property.Kind.LIVENESS))
                    + "CHECK_DEADLOCK FALSE\n"),
            limits));
  }

  /**
   * Asks for invariants and deadlock only, and takes states for the same that differ by an exchange
   * of members.
   *
   * @param symmetric constants that stand for sets whose members may be exchanged
   */
  public FileCheck safety(
      Protocol protocol, Instance instance, Limits limits, List<String> symmetric)
      throws BadInputException, InterruptedException {
    return asked(
        protocol,
        new Question(
            new GateModule(MODULE, protocol).with(symmetric).text(),
            GateModule.cfg(protocol, instance, "Spec", protocol.properties(Property.Kind.INVARIANT))
                + GateModule.symmetry(symmetric)
                + DEADLOCK),
        limits);
  }

  /**
   * Asks what a pass is worth: mistakes are planted in the module's actions, and the protocol's
   * properties must notice them.
   */
  public StrengthRun.Result strength(Protocol protocol, Instance instance, Limits limits)
      throws BadInputException, InterruptedException {
    Optional<StrengthRun.Model> model =
        reading(
            protocol,
            (file, folder) ->
                file.source().text().contains("\t")
                    ? Optional.empty()
                    : ModuleTree.of(file, folder)
                        .filter(ModuleTree::complete)
                        .map(tree -> model(file, tree, protocol, instance, limits)));
    return model.isEmpty()
        ? new StrengthRun.Result.Unknown(
            "its text cannot be taken apart: it holds tabs, or its Spec is not made of an initial"
                + " predicate, steps and fairness")
        : new StrengthRun(scratch, limits).examine(protocol, instance, model.get());
  }

  private StrengthRun.Model model(
      TlaFile file, ModuleTree tree, Protocol protocol, Instance instance, Limits limits) {
    OwnFairness fairness = OwnFairness.of(protocol, tree, GateModule.VARIABLES);
    OwnMutants mutants = OwnMutants.in(file, tree, protocol, StrengthWorker.REGISTER);
    String text = new GateModule(StrengthRun.MODULE, protocol).with(tree, fairness).text();
    Map<String, String> modules = new TreeMap<>(ModuleTexts.of(file).files());
    modules.putAll(mutants.modules());
    return new StrengthRun.Model(
        modules,
        text,
        GateModule.steps(protocol, instance),
        mutants.names(),
        OwnMutants.asked(protocol, fairness, mutants.names().size(), limits.maxStates()),
        GateModule.PREFIX,
        text);
  }

  /** Whether the module may tell members of a set apart that no constant names. */
  public Members members(Protocol protocol) throws BadInputException {
    return reading(protocol, (file, _) -> ModuleTexts.of(file).mention(CHOICE))
        ? Members.TOLD_APART
        : Members.ALIKE;
  }

  /** Whether members of a set can be exchanged. */
  public enum Members {
    ALIKE,
    TOLD_APART
  }

  /** What a check established, as a check of the protocol tells it. */
  public static CheckOutcome outcome(Protocol protocol, Instance instance, FileCheck check) {
    return new GateOutcome(protocol, instance).of(check);
  }

  Optional<ModuleTree> tree(Protocol protocol) throws BadInputException {
    return reading(protocol, ModuleTree::of);
  }

  private <T> T reading(Protocol protocol, BiFunction<TlaFile, Path, T> read)
      throws BadInputException {
    try (RunFolder folder = RunFolder.in(scratch)) {
      Path cfg = folder.write(protocol.name() + ".cfg", "");
      return read.apply(TlaFile.read(module, Optional.of(cfg), List.of(), shown), scratch);
    }
  }

  /** A module that asks, and its cfg. */
  private record Question(String module, String cfg) {}

  private FileCheck asked(Protocol protocol, Question question, Limits limits)
      throws BadInputException, InterruptedException {
    try (RunFolder folder = RunFolder.in(scratch)) {
      Path gate = folder.write(MODULE + ".tla", question.module());
      folder.write(MODULE + ".cfg", question.cfg());
      TlaFile file = TlaFile.read(gate, Optional.empty(), List.of(beside()), shown);
      var bounds = new Bounds(limits.seconds(), limits.maxStates(), limits.heapMiB(), DISK_MIB, 1);
      FileCheck check =
          new FileChecker(scratch, kept).check(file, bounds, Deadlock.AS_CONFIGURED, _ -> {});
      return named(protocol, check);
    }
  }

  private Path beside() {
    return module.toAbsolutePath().resolveSibling(".").normalize();
  }

  /**
   * What a pass is worth beside one of the generated protocol in the same instances: an action may
   * be impossible if it is so in both, a fault may not be left out.
   *
   * @param own how often the module took its actions, in all runs together
   * @param generated the actions that the protocol took
   */
  public static List<String> weaknesses(
      Protocol protocol, List<Examined.Taken> own, Set<String> generated) {
    Set<String> taken = new HashSet<>();
    own.stream().filter(t -> t.steps() > 0).forEach(t -> taken.add(t.action()));
    List<String> weak = new ArrayList<>();
    own.stream()
        .map(Examined.Taken::action)
        .distinct()
        .filter(action -> !taken.contains(action))
        .filter(action -> generated.contains(action) || !known(protocol, action))
        .map(action -> "No reachable state allows " + action + ".")
        .forEach(weak::add);
    protocol.actions().stream()
        .filter(action -> action.origin() == Action.Origin.FAULT)
        .map(Action::name)
        .filter(generated::contains)
        .filter(fault -> own.stream().noneMatch(t -> t.action().equals(fault)))
        .map(fault -> "It has no action %s, a fault that must be stood.".formatted(fault))
        .forEach(weak::add);
    return weak;
  }

  private static boolean known(Protocol protocol, String action) {
    return protocol.actions().stream().anyMatch(a -> a.name().equals(action));
  }

  /** The result in the names of the protocol. */
  private static FileCheck named(Protocol protocol, FileCheck check) {
    UnaryOperator<String> plain = GateModule.plain(protocol);
    List<String> reservations = new ArrayList<>(check.reservations());
    protocol.properties(Property.Kind.REFINEMENT).stream()
        .map(p -> "Its steps are not compared with those of another protocol: " + p.name() + ".")
        .forEach(reservations::add);
    FileOutcome outcome =
        check.outcome() instanceof FileOutcome.Violated(Violation found, Examined examined)
            ? new FileOutcome.Violated(named(protocol, found, plain), examined)
            : check.outcome();
    return check.with(outcome, check.checked().stream().map(plain).toList(), reservations);
  }

  private static Violation named(Protocol protocol, Violation found, UnaryOperator<String> plain) {
    String name = plain.apply(found.property());
    return new Violation(
        found.kind(),
        name,
        protocol.property(name).map(p -> name + " ==\n  " + p.formula()).orElse(found.text()),
        null,
        found.falseParts(),
        found.behaviour());
  }
}
