package dev.sds.cli.report;

import dev.sds.artifacts.Artifact;
import dev.sds.artifacts.Backtrack;
import dev.sds.artifacts.Comparison;
import dev.sds.artifacts.ContentHash;
import dev.sds.artifacts.Dossier;
import dev.sds.artifacts.Evidence;
import dev.sds.artifacts.Hypothesis;
import dev.sds.artifacts.Journal;
import dev.sds.artifacts.Json;
import dev.sds.artifacts.Judged;
import dev.sds.artifacts.Miss;
import dev.sds.artifacts.StageReport;
import dev.sds.artifacts.Verdict;
import dev.sds.artifacts.kit.CreationReport;
import dev.sds.artifacts.kit.Kit;
import dev.sds.spec.Spec;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A dossier as the journal keeps it, for every command that reports: each generated source once,
 * and no figures that no requirement speaks of.
 *
 * @param spec the text that was refined
 * @param traces what names the content of the traces that it names; absent in older journals
 * @param kitVersion of the kit that judged
 * @param sources the content of all artifacts by its hash; the artifacts hold the hash instead
 */
public record KeptDossier(
    String spec,
    @Nullable SortedMap<String, String> traces,
    String kitVersion,
    List<StageReport> stages,
    List<Backtrack> backtracks,
    @Nullable Judged lead,
    List<Comparison> comparisons,
    @Nullable Miss miss,
    @Nullable CreationReport creation,
    double simulations,
    SortedMap<String, String> sources) {

  private static final String KIND = "dossier";

  public KeptDossier {
    stages = List.copyOf(stages);
    backtracks = List.copyOf(backtracks);
    comparisons = List.copyOf(comparisons);
    sources = Collections.unmodifiableSortedMap(new TreeMap<>(sources));
  }

  /** Keeps a dossier, unless it is the one that was kept last. */
  public static void keep(Journal journal, Dossier dossier) {
    String body = Json.write(of(dossier));
    boolean known = last(journal).map(e -> e.body().equals(body)).orElse(false);
    if (!known) {
      journal.append(new Journal.Entry(KIND, ContentHash.of(body).hex(), body));
    }
  }

  /** Where in the journal a dossier is kept that is not the refinement's own. */
  public record Place(String kind, String key) {}

  /** Keeps a dossier for itself. */
  public static void keepAs(Journal journal, Place place, Dossier dossier) {
    journal.append(new Journal.Entry(place.kind(), place.key(), Json.write(of(dossier))));
  }

  /** A dossier that was kept for itself. */
  public static Optional<KeptDossier> find(Journal journal, Place place) {
    return journal.find(place.kind(), place.key()).map(e -> Json.read(e.body(), KeptDossier.class));
  }

  /** What was kept last. */
  public static Optional<KeptDossier> latest(Journal journal) {
    return last(journal).map(e -> Json.read(e.body(), KeptDossier.class));
  }

  private static Optional<Journal.Entry> last(Journal journal) {
    return journal.entries().stream()
        .filter(e -> e.kind().equals(KIND))
        .reduce((first, later) -> later);
  }

  static KeptDossier of(Dossier dossier) {
    var sources = new TreeMap<String, String>();
    UnaryOperator<Judged> slim = j -> slim(j, sources);
    Miss miss = dossier.miss();
    return new KeptDossier(
        dossier.spec().source().text(),
        dossier.spec().digests(),
        dossier.kit().version(),
        dossier.stages().stream().map(r -> each(r, slim)).toList(),
        dossier.backtracks(),
        dossier.leading().map(slim).orElse(null),
        dossier.comparisons(),
        miss == null ? null : each(miss, slim),
        dossier.creation(),
        dossier.simulations(),
        sources);
  }

  /** The dossier again; the spec is that of its text, read anew. */
  public Dossier restore(Spec read, Kit kit) {
    Miss missed = miss;
    SortedMap<String, String> known = traces == null ? new TreeMap<>() : traces;
    return new Dossier(
        read.withDigests(trace -> known.getOrDefault(trace, "")),
        kit,
        stages.stream().map(r -> each(r, this::whole)).toList(),
        backtracks,
        Optional.ofNullable(lead).map(this::whole).orElse(null),
        comparisons,
        missed == null ? null : each(missed, this::whole),
        creation,
        simulations);
  }

  private static StageReport each(StageReport report, UnaryOperator<Judged> change) {
    return new StageReport(
        report.stage(),
        report.judged().stream().map(change).toList(),
        report.survivors().stream().map(change).toList(),
        report.nogoods(),
        report.pruned(),
        report.rungs(),
        report.stop(),
        report.predictionsMade(),
        report.predictionsMet());
  }

  private static Miss each(Miss miss, UnaryOperator<Judged> change) {
    Judged nearest = miss.nearest();
    return new Miss(
        miss.binding(),
        nearest == null ? null : change.apply(nearest),
        miss.relaxation(),
        miss.proven(),
        miss.why());
  }

  private static Judged slim(Judged judged, Map<String, String> sources) {
    List<Evidence> evidence =
        judged.verdict().evidence().stream().filter(KeptDossier::matters).toList();
    Verdict verdict =
        switch (judged.verdict()) {
          case Verdict.Accepted a -> new Verdict.Accepted(evidence, a.because());
          case Verdict.Rejected r ->
              new Verdict.Rejected(evidence, r.because(), r.requirement(), r.nogood());
          case Verdict.Inconclusive i -> new Verdict.Inconclusive(evidence, i.because());
        };
    return new Judged(
        withArtifacts(
            judged.hypothesis(),
            artifact -> {
              String hash = ContentHash.of(artifact.content()).hex();
              sources.put(hash, artifact.content());
              return new Artifact(artifact.path(), hash);
            }),
        verdict);
  }

  private Judged whole(Judged judged) {
    return new Judged(
        withArtifacts(
            judged.hypothesis(),
            artifact ->
                new Artifact(
                    artifact.path(), sources.getOrDefault(artifact.content(), artifact.content()))),
        judged.verdict());
  }

  private static Hypothesis withArtifacts(Hypothesis h, UnaryOperator<Artifact> change) {
    return new Hypothesis(
        h.stage(),
        h.author(),
        h.decisions(),
        h.parameters(),
        h.origin(),
        h.claim(),
        h.prediction(),
        h.artifacts().stream().map(change).toList());
  }

  private static boolean matters(Evidence evidence) {
    return !(evidence instanceof Evidence.Measurement m) || !m.requirements().isEmpty();
  }
}
