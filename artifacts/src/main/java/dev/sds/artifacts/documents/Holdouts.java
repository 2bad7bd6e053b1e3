package dev.sds.artifacts.documents;

import dev.sds.artifacts.Evidence;
import dev.sds.artifacts.Evidence.Fidelity;
import dev.sds.artifacts.Judged;
import dev.sds.spec.Spec;
import dev.sds.spec.Workload;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Keeps what holdout runs showed off the pages: documents are read by authors, and an author that
 * knows the figures could fit to them.
 */
public final class Holdouts {

  public static final String FAILED =
      "it did not pass on the holdout workloads; their figures are withheld, so that no author can"
          + " fit to them";

  private static final String WITHHELD = "withheld, because it speaks of holdout runs";

  private final Spec spec;

  public Holdouts(Spec spec) {
    this.spec = spec;
  }

  /** Whether a piece of evidence rests on holdout runs. */
  public boolean hide(Judged judged, Evidence evidence) {
    return switch (evidence) {
      case Evidence.Measurement m -> m.fidelity() == Fidelity.HOLDOUT || named(m.workload());
      case Evidence.Finding f -> from(judged, f.source()) || speaksOf(f.message());
      case Evidence.ToolFailure f -> from(judged, f.source()) || speaksOf(f.why());
      case Evidence.ModelCheck _ -> false;
    };
  }

  /** The verdict's reason, without figures of holdout runs. */
  public String because(Judged judged) {
    String because = judged.verdict().because();
    boolean hidden =
        judged.verdict().evidence().stream()
            .anyMatch(
                e ->
                    e instanceof Evidence.Finding f
                        && f.message().equals(because)
                        && hide(judged, f));
    return hidden ? FAILED : shown(because);
  }

  /** A sentence, or a stand-in where it speaks of a holdout workload. */
  String shown(String sentence) {
    return speaksOf(sentence) ? WITHHELD : sentence;
  }

  private boolean from(Judged judged, String source) {
    return source.toLowerCase(Locale.ROOT).contains("holdout")
        || judged.verdict().evidence().stream()
            .anyMatch(
                e ->
                    e instanceof Evidence.Measurement m
                        && m.fidelity() == Fidelity.HOLDOUT
                        && m.source().equals(source));
  }

  private boolean named(String workload) {
    return spec.workloads(Workload.Role.HOLDOUT).stream().anyMatch(w -> w.name().equals(workload));
  }

  private boolean speaksOf(String text) {
    return spec.workloads(Workload.Role.HOLDOUT).stream()
        .map(w -> Pattern.compile("(?<![\\w-])" + Pattern.quote(w.name()) + "(?![\\w-])"))
        .anyMatch(p -> p.matcher(text).find());
  }
}
