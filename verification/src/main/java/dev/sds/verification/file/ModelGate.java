package dev.sds.verification.file;

import dev.sds.artifacts.protocol.Action;
import dev.sds.artifacts.protocol.Definition;
import dev.sds.artifacts.protocol.Instance;
import dev.sds.artifacts.protocol.Property;
import dev.sds.artifacts.protocol.Protocol;
import dev.sds.spec.BadInputException;
import dev.sds.verification.Limits;
import dev.sds.verification.RunFolder;
import dev.sds.verification.TlaText;
import dev.sds.verification.child.ModelTask.Deadlock;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Holds a module that somebody wrote in place of a protocol's generated one to what the protocol is
 * held to. What is asked, and within which constants, comes from the protocol: the module's own
 * definitions of the properties, and its cfg, are not looked at.
 */
public final class ModelGate {

  /** What is asked stands in a module of its own that extends the one that is asked. */
  static final String MODULE = "SdsGate";

  /** No protocol's name begins so. */
  private static final String PREFIX = "Sds";

  private static final Pattern WORD = Pattern.compile("\"[^\"]*\"|[A-Za-z_]\\w*");
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

  /** Asks the module for all that the protocol promises, within an instance. */
  public FileCheck check(Protocol protocol, Instance instance, Limits limits)
      throws BadInputException, InterruptedException {
    try (RunFolder folder = RunFolder.in(scratch)) {
      Path gate = folder.write(MODULE + ".tla", text(protocol));
      folder.write(MODULE + ".cfg", cfg(protocol, instance));
      Path beside = module.toAbsolutePath().resolveSibling(".").normalize();
      TlaFile file = TlaFile.read(gate, Optional.empty(), List.of(beside), shown);
      var bounds = new Bounds(limits.seconds(), limits.maxStates(), limits.heapMiB(), DISK_MIB, 1);
      FileCheck check =
          new FileChecker(scratch, kept).check(file, bounds, Deadlock.AS_CONFIGURED, _ -> {});
      return named(protocol, check);
    }
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

  /** The module that asks. */
  static String text(Protocol protocol) {
    var text = new StringBuilder("---- MODULE " + MODULE + " ----\n");
    text.append("EXTENDS ").append(protocol.name()).append('\n');
    Set<String> needed = new HashSet<>();
    asked(protocol).forEach(property -> need(protocol, property.formula(), needed));
    for (Definition definition : protocol.definitions()) {
      if (needed.contains(definition.name())) {
        String parameters =
            definition.parameters().isEmpty()
                ? ""
                : "(" + String.join(", ", definition.parameters()) + ")";
        define(text, definition.name() + parameters, definition.body(), needed);
      }
    }
    asked(protocol).forEach(p -> define(text, p.name(), p.formula(), needed));
    return text.append("====\n").toString();
  }

  private static void define(StringBuilder text, String head, String body, Set<String> needed) {
    text.append(PREFIX).append(head).append(" ==\n");
    renamed(body, needed).lines().forEach(line -> text.append("  ").append(line).append('\n'));
  }

  private static void need(Protocol protocol, String text, Set<String> needed) {
    Set<String> words =
        WORD.matcher(text).results().map(MatchResult::group).collect(Collectors.toSet());
    for (Definition definition : protocol.definitions()) {
      if (words.contains(definition.name()) && needed.add(definition.name())) {
        need(protocol, definition.body(), needed);
      }
    }
  }

  private static String renamed(String text, Set<String> names) {
    return WORD.matcher(text)
        .replaceAll(
            found ->
                Matcher.quoteReplacement(
                    names.contains(found.group()) ? PREFIX + found.group() : found.group()));
  }

  /** Refinement is a relation to another module, which the one that is asked need not have. */
  private static List<Property> asked(Protocol protocol) {
    return protocol.properties().stream()
        .filter(property -> property.kind() != Property.Kind.REFINEMENT)
        .toList();
  }

  private static String cfg(Protocol protocol, Instance instance) {
    return "SPECIFICATION Spec\n"
        + TlaText.constants(protocol, instance)
        + asked(protocol).stream()
            .map(
                property ->
                    (property.kind().safety() ? "INVARIANT " : "PROPERTY ")
                        + PREFIX
                        + property.name()
                        + "\n")
            .collect(Collectors.joining())
        + "CHECK_DEADLOCK TRUE\n";
  }

  /** The result in the names of the protocol. */
  private static FileCheck named(Protocol protocol, FileCheck check) {
    UnaryOperator<String> plain =
        text ->
            asked(protocol).stream()
                .map(Property::name)
                .reduce(text, (t, name) -> t.replace(PREFIX + name, name));
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
