package dev.sds.kits.llmserving;

import dev.sds.kits.llmserving.workload.TraceFormatException;
import dev.sds.spec.Diagnostic;
import dev.sds.spec.Spec;
import dev.sds.spec.Workload;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What a spec's words cannot show: traces that cannot be read, and requests that no replica can
 * hold.
 */
final class SpecCheck {

  private SpecCheck() {}

  static List<Diagnostic> of(Spec spec) {
    var problems = new ArrayList<Diagnostic>();
    Path file = Path.of(spec.source().name()).toAbsolutePath();
    for (Workload workload : spec.workloads()) {
      String trace = workload.trace();
      try {
        Demand.of(workload, 0, 1, file.getParent() == null ? file : file.getParent());
      } catch (NoSuchFileException e) {
        problems.add(
            problem(
                spec,
                workload,
                "trace.missing",
                "The trace '" + trace + "' does not exist.",
                "Put it beside the spec, or change `trace`."));
      } catch (IOException | TraceFormatException e) {
        problems.add(
            problem(
                spec, workload, "trace.broken", String.valueOf(e.getMessage()), "Mend the trace."));
      }
    }
    return problems;
  }

  private static Diagnostic problem(
      Spec spec, Workload workload, String code, String message, String fix) {
    return Diagnostic.error(code, message, spec.source(), workload.span(), fix);
  }
}
