package dev.sds.cli.workspace;

import dev.sds.artifacts.Artifact;
import dev.sds.artifacts.Comparison;
import dev.sds.artifacts.ContentHash;
import dev.sds.artifacts.Dossier;
import dev.sds.artifacts.Evidence;
import dev.sds.artifacts.Hypothesis;
import dev.sds.artifacts.Journal;
import dev.sds.artifacts.Judged;
import dev.sds.artifacts.Verdict;
import dev.sds.artifacts.documents.Holdouts;
import dev.sds.cli.report.KeptDossier;
import dev.sds.evaluators.Subject;
import dev.sds.spec.Stage;
import dev.sds.stages.Context;
import dev.sds.stages.Finals;
import dev.sds.workspace.Workspace;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Generated sources that a person edited, as a hypothesis of that person: the decisions are those
 * of the code that it replaces. The kit's interfaces and the tests are taken as they were
 * generated.
 *
 * @param files that differ from what was generated, added and deleted ones included
 * @param hypothesis what the workspace holds
 * @param generated what it replaces
 */
public record EditedCode(List<String> files, Hypothesis hypothesis, Judged generated) {

  private static final String KIND = "edited-code";
  private static final String CODE = "code/";
  private static final String MAIN = "src/main/java/";

  public EditedCode {
    files = List.copyOf(files);
  }

  /** Whether edits of a file are part of the code that is judged. */
  static boolean isJudged(String path, Dossier dossier) {
    if (!path.startsWith(CODE)) {
      return false;
    }
    String inside = path.substring(CODE.length());
    return !sources(new TreeMap<>(Map.of(inside, "")), dossier.kit().vendored().keySet()).isEmpty();
  }

  /** The edits of the code that leads; empty where there are none, or no code leads. */
  public static Optional<EditedCode> of(Workspace workspace, Dossier dossier) {
    Optional<Judged> lead =
        dossier.leading().filter(j -> j.hypothesis().stage() == Stage.CODE).stream()
            .filter(j -> dossier.miss() == null && !j.hypothesis().editedByHand())
            .findFirst();
    return lead.flatMap(j -> of(workspace, j, dossier.kit().vendored().keySet()));
  }

  private static Optional<EditedCode> of(
      Workspace workspace, Judged generated, Set<String> vendored) {
    SortedMap<String, String> before = sources(generated.hypothesis().files(), vendored);
    var disk = new TreeMap<String, String>();
    workspace
        .store()
        .under(CODE + MAIN)
        .forEach((path, text) -> disk.put(path.substring(CODE.length()), text));
    SortedMap<String, String> now = sources(disk, vendored);
    var changed = new TreeSet<String>(before.keySet());
    changed.addAll(now.keySet());
    changed.removeIf(
        path -> Optional.ofNullable(before.get(path)).equals(Optional.ofNullable(now.get(path))));
    if (changed.isEmpty() || now.isEmpty()) {
      return Optional.empty();
    }
    var all = new TreeMap<>(generated.hypothesis().files());
    all.keySet().removeAll(before.keySet());
    all.putAll(now);
    List<String> files = changed.stream().map(path -> CODE + path).toList();
    return Optional.of(
        new EditedCode(files, byHand(generated.hypothesis(), files, all), generated));
  }

  private static Hypothesis byHand(
      Hypothesis generated, List<String> files, SortedMap<String, String> texts) {
    var artifacts = new ArrayList<Artifact>();
    texts.forEach((path, text) -> artifacts.add(new Artifact(path, text)));
    return new Hypothesis(
        Stage.CODE,
        Hypothesis.HUMAN,
        generated.decisions(),
        generated.parameters(),
        "edits of " + String.join(", ", files),
        "",
        null,
        artifacts);
  }

  private static Hypothesis layout(Hypothesis h) {
    return new Hypothesis(
        h.stage(),
        h.author(),
        h.decisions(),
        h.parameters(),
        h.origin() + ", in layout and comments alone",
        h.claim(),
        h.prediction(),
        h.artifacts());
  }

  /** What is compiled: the Java sources of a person or a template. */
  private static SortedMap<String, String> sources(
      SortedMap<String, String> files, Set<String> vendored) {
    var sources = new TreeMap<>(files);
    sources
        .keySet()
        .removeIf(
            path ->
                !path.startsWith(MAIN)
                    || vendored.contains(path)
                    || !path.matches("([A-Za-z_]\\w*/)*[A-Za-z_][\\w-]*\\.java"));
    return sources;
  }

  /**
   * Puts it before every level of the code stage and keeps what was found. Code that differs in
   * layout and comments alone has the verdict of what was generated.
   *
   * @return a dossier that speaks of it
   */
  public Dossier judge(Dossier dossier, Context context, Finals finals, Journal journal) {
    Optional<Dossier> known = known(dossier, journal);
    if (known.isPresent()) {
      return known.get();
    }
    var whole =
        new Context(
            dossier.spec(),
            dossier.kit(),
            context.author(),
            context.ladder(),
            context.purse(),
            context.listener(),
            context.seed());
    Finals.Held held =
        finals.same(hypothesis, generated.hypothesis())
            ? new Finals.Held(
                new Judged(layout(hypothesis), generated.verdict()), dossier.comparisons())
            : finals.hold(whole, hypothesis, generated.hypothesis());
    Dossier judged = with(dossier, held.judged(), held.comparisons());
    if (!(held.judged().verdict() instanceof Verdict.Inconclusive)) {
      KeptDossier.keepAs(journal, new KeptDossier.Place(KIND, key(dossier)), alone(judged));
    }
    return judged;
  }

  /** What is known of it; empty before `refine` has judged it as it is now. */
  public Optional<Dossier> known(Dossier dossier, Journal journal) {
    return KeptDossier.find(journal, new KeptDossier.Place(KIND, key(dossier)))
        .map(kept -> kept.restore(dossier.spec(), dossier.kit()))
        .flatMap(found -> found.leading().map(lead -> with(dossier, lead, found.comparisons())));
  }

  private String key(Dossier dossier) {
    return ContentHash.of(
            dossier.kit().version(),
            Subject.conditions(dossier.spec()).hex(),
            generated.hypothesis().id().hex(),
            hypothesis.id().hex())
        .hex();
  }

  private static Dossier with(Dossier dossier, Judged lead, List<Comparison> comparisons) {
    return new Dossier(
        dossier.spec(),
        dossier.kit(),
        dossier.stages(),
        dossier.backtracks(),
        lead,
        comparisons,
        dossier.miss(),
        dossier.creation(),
        dossier.simulations());
  }

  /** Without what the dossier of the refinement holds already. */
  private static Dossier alone(Dossier judged) {
    return new Dossier(
        judged.spec(),
        judged.kit(),
        List.of(),
        List.of(),
        judged.leading().orElseThrow(),
        judged.comparisons(),
        null,
        0);
  }

  /** What a dossier says of edited code, if its lead is that, as a terminal shows it. */
  public static List<String> lines(Dossier held) {
    List<String> lines = new ArrayList<>();
    held.edited()
        .ifPresent(
            j -> {
              lines.add("Your code (" + j.hypothesis().origin() + ") is " + word(j, held) + ".");
              held.comparisons().stream()
                  .filter(c -> c.question().equals("what was"))
                  .map(EditedCode::line)
                  .forEach(lines::add);
              lines.add("  evidence/edits.md tells what was checked of it.");
            });
    return lines;
  }

  private static String word(Judged judged, Dossier held) {
    String because = new Holdouts(held.spec()).because(judged);
    return switch (judged.verdict()) {
      case Verdict.Accepted _ -> "accepted: " + because;
      case Verdict.Rejected r ->
          "REJECTED"
              + (r.requirement().isEmpty() ? "" : ", it breaks " + r.requirement())
              + ": "
              + place(judged)
              + because;
      case Verdict.Inconclusive _ -> "not settled: " + because;
    };
  }

  /** Where the first thing that is wrong stands, for what has a place. */
  private static String place(Judged judged) {
    return judged.verdict().evidence().stream()
        .filter(
            e ->
                e instanceof Evidence.Finding f
                    && f.message().equals(judged.verdict().because())
                    && !f.where().isEmpty())
        .map(e -> CODE + MAIN + ((Evidence.Finding) e).where() + ": ")
        .findFirst()
        .orElse("");
  }

  private static String line(Comparison c) {
    return "  %s against the generated code on %s: %s"
        .formatted(c.metric(), c.where(), c.ratio().over("seeds"));
  }

  /** As a document. */
  public static Map<String, Object> document(Dossier held) {
    Judged judged = held.leading().orElseThrow();
    var document = new LinkedHashMap<String, Object>();
    document.put("origin", judged.hypothesis().origin());
    document.put("verdict", judged.verdict().getClass().getSimpleName());
    document.put("because", new Holdouts(held.spec()).because(judged));
    document.put(
        "requirement", judged.verdict() instanceof Verdict.Rejected r ? r.requirement() : "");
    document.put("comparisons", held.comparisons());
    return document;
  }
}
