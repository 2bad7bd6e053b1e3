package dev.sds.artifacts;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A gate's judgement of a hypothesis, with the evidence it rests on. */
public sealed interface Verdict {

  List<Evidence> evidence();

  /** One sentence for a person. */
  String because();

  /** The next stage may build on it. */
  record Accepted(List<Evidence> evidence, String because) implements Verdict {
    public Accepted {
      evidence = List.copyOf(evidence);
    }
  }

  /** It fails a requirement; the nogood says which decisions are to blame, where that is proven. */
  record Rejected(
      List<Evidence> evidence, String because, String requirement, @Nullable Nogood nogood)
      implements Verdict {
    public Rejected {
      evidence = List.copyOf(evidence);
    }

    public Optional<Nogood> learned() {
      return Optional.ofNullable(nogood);
    }
  }

  /** Nothing can be said: a tool failed or a bound was reached. Never a reason to backtrack. */
  record Inconclusive(List<Evidence> evidence, String because) implements Verdict {
    public Inconclusive {
      evidence = List.copyOf(evidence);
    }
  }
}
