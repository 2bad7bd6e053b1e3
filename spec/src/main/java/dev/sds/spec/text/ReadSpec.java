package dev.sds.spec.text;

import dev.sds.spec.Diagnostic;
import dev.sds.spec.Spec;
import java.util.List;

/**
 * A good spec, with what deserves a second look.
 *
 * @param remarks warnings and notes, from the top of the text to its end
 */
public record ReadSpec(Spec spec, List<Diagnostic> remarks) {
  public ReadSpec {
    remarks = List.copyOf(remarks);
  }
}
