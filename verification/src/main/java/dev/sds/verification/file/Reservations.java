package dev.sds.verification.file;

import dev.sds.verification.child.walk.RandomWalks;
import dev.sds.verification.file.Cfg.Section;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What was asked of a model, and what the answer does not say. */
final class Reservations {

  private static final Pattern FAIRNESS = Pattern.compile("[WS]F_");
  private static final Pattern WORD = Pattern.compile("[A-Za-z_]\\w*");
  private static final Pattern PROOFS = Pattern.compile("(?m)^EXTENDS\\b[^=]*?\\bTLAPS\\b");
  private static final Pattern RANDOM = Pattern.compile("\\bRandom(Element|Subset\\w*)\\b");
  private static final double FINGERPRINTS = Math.pow(2, 64);
  private static final double UNLIKELY = 1e-9;

  private final Cfg cfg;
  private final ModelAnswer answer;
  private final ModuleTexts texts;
  private final List<String> jarsWithJava;
  private final Java java;

  /** What became of Java that stands for definitions. */
  enum Java {
    RUN,
    /** It needs another TLC. */
    LEFT_OUT
  }

  Reservations(TlaFile file, ModelAnswer answer, Java java) {
    this.java = java;
    this.jarsWithJava =
        file.jars().stream()
            .filter(Reservations::holdsJava)
            .map(jar -> file.shown().apply(jar.toString()))
            .toList();
    this.cfg = file.cfg();
    this.answer = answer;
    this.texts = ModuleTexts.of(file);
  }

  List<String> checked() {
    List<String> checked = new ArrayList<>();
    if (answer.assumptions() > 0) {
      checked.add(
          answer.assumptions() == 1 ? "1 assumption" : answer.assumptions() + " assumptions");
    }
    cfg.names(Section.INVARIANT).forEach(name -> checked.add("invariant " + name));
    cfg.names(Section.PROPERTY).forEach(name -> checked.add("property " + name));
    if (answer.deadlockChecked() && !cfg.withoutBehaviour()) {
      checked.add("no deadlock");
    }
    answer.afterwards().forEach(claim -> checked.add("postcondition " + claim.name()));
    return checked;
  }

  List<String> warnings() {
    Stream<String> told =
        answer.said().stream()
            .filter(ModelAnswer.Said::warning)
            .map(said -> TlcWords.brief(said.text()).replaceFirst("^Warning: ", ""))
            .distinct();
    Stream<String> leftOut =
        cfg.names(Section.ALIAS).stream()
            .filter(_ -> answer.withoutAlias())
            .map(
                name ->
                    "ALIAS " + name + " is no record in some states, which are shown as they are.");
    return Stream.concat(told, leftOut).toList();
  }

  List<String> reservations() {
    List<String> all = new ArrayList<>();
    constants(all);
    if (!answer.atRandom()) {
      cfg.names(Section.VIEW)
          .forEach(name -> all.add("States with the same VIEW " + name + " count as one."));
      cfg.names(Section.SYMMETRY).forEach(name -> all.add(symmetry(name)));
    }
    if (cfg.withoutBehaviour()) {
      all.add("The cfg names no behaviour: only what the modules assume was evaluated.");
    } else {
      behaviour(all);
    }
    if (answer.afterwards().isEmpty()) {
      cfg.names(Section.POSTCONDITION)
          .forEach(
              name ->
                  all.add("POSTCONDITION " + name + " was not asked: the run was not complete."));
    }
    if (texts.mention(PROOFS)) {
      all.add("Proofs were not checked: that is the work of TLAPS.");
    }
    if (texts.mention(RANDOM)) {
      all.add("The model chooses at random: what was not chosen was not examined.");
    }
    jarsWithJava.stream().map(this::java).forEach(all::add);
    collisions(all);
    return all;
  }

  private String java(String jar) {
    return switch (java) {
      case RUN -> "Java of " + jar + " may stand for definitions; it was run and is not checked.";
      case LEFT_OUT ->
          "Java of "
              + jar
              + " needs another TLC than this, 2.18, and was not run: definitions were"
              + " evaluated as they stand.";
    };
  }

  private static boolean holdsJava(Path jar) {
    try (JarFile open = new JarFile(jar.toFile())) {
      return open.stream().anyMatch(entry -> entry.getName().endsWith(".class"));
    } catch (IOException e) {
      throw new UncheckedIOException(jar + " cannot be read as a jar", e);
    }
  }

  private void behaviour(List<String> all) {
    if (!answer.silent() && !answer.deadlockChecked()) {
      all.add("Deadlock was not looked for.");
    }
    if (answer.atRandom() && !answer.temporal().isEmpty()) {
      all.add(
          "Only one behaviour in %d was asked for what must happen in the end."
              .formatted(RandomWalks.ASKED_WHAT_LASTS));
    }
    if (cfg.names(Section.PROPERTY).isEmpty()) {
      all.add("No temporal property was asked for: nothing says that anything ever happens.");
    }
    answer
        .neverTakenParts()
        .forEach(place -> all.add("No examined state allows the step at " + place.brief() + "."));
    fairness(all);
  }

  private String symmetry(String name) {
    return answer.temporal().isEmpty()
        ? "States that are the same but for SYMMETRY "
            + name
            + " count as one; that it is a symmetry is not checked."
        : "SYMMETRY "
            + name
            + " was left out: it is not sound for "
            + String.join(", ", answer.temporal())
            + ".";
  }

  private void constants(List<String> all) {
    List<String> bounds =
        cfg.assignments().entrySet().stream()
            .filter(entry -> !entry.getValue().equals("= " + entry.getKey()))
            .map(entry -> entry.getKey() + " " + entry.getValue())
            .toList();
    if (!bounds.isEmpty()) {
      all.add("Only " + String.join(", ", bounds) + " was examined, nothing larger.");
    }
  }

  private void fairness(List<String> all) {
    if (answer.temporal().isEmpty()) {
      return;
    }
    Set<String> assumed = new LinkedHashSet<>();
    for (String name : cfg.names(Section.SPECIFICATION)) {
      collect(name, new LinkedHashSet<>(), assumed);
    }
    if (assumed.isEmpty() && answer.assumesFairness()) {
      assumed.addAll(cfg.names(Section.SPECIFICATION));
    }
    all.add(
        assumed.isEmpty()
            ? "No fairness is assumed."
            : "Fairness is assumed, and the system must provide it: "
                + String.join(", ", assumed)
                + ".");
  }

  private void collect(String name, Set<String> seen, Set<String> assumed) {
    if (!seen.add(name)) {
      return;
    }
    String text = texts.definition(name);
    Matcher fair = FAIRNESS.matcher(text);
    while (fair.find()) {
      assumed.add(formula(text, fair.start()));
    }
    Matcher word = WORD.matcher(text);
    while (word.find()) {
      collect(word.group(), seen, assumed);
    }
  }

  /** From the operator to the closing parenthesis of its argument. */
  private static String formula(String text, int start) {
    int depth = 0;
    for (int i = start; i < text.length(); i++) {
      switch (text.charAt(i)) {
        case '(' -> depth++;
        case ')' -> {
          depth--;
          if (depth == 0) {
            return text.substring(start, i + 1).replaceAll("\\s+", " ");
          }
        }
        default -> {}
      }
    }
    return text.substring(start).strip();
  }

  /** That two states share a fingerprint, so that one was not examined. */
  private void collisions(List<String> all) {
    Examined examined = answer.examined();
    double chance =
        (double) examined.distinct() * (examined.generated() - examined.distinct()) / FINGERPRINTS;
    if (chance > UNLIKELY) {
      all.add("A state was overlooked with a probability of about %.0e.".formatted(chance));
    }
  }
}
