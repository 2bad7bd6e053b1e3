package dev.sds.kits.llmserving;

import static dev.sds.kits.llmserving.workload.Workload.MOST_REQUESTS;

import dev.sds.kits.llmserving.workload.TraceFormatException;
import dev.sds.spec.Diagnostic;
import dev.sds.spec.Spec;
import dev.sds.spec.Workload;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

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
        size(
            spec,
            workload,
            Demand.of(workload, 0, 1, file.getParent() == null ? file : file.getParent()),
            problems);
      } catch (NoSuchFileException e) {
        problems.add(
            problem(
                spec,
                workload,
                "trace.missing",
                "The trace '" + trace + "' does not exist.",
                "Put it beside the spec, or change `trace`."));
      } catch (CharacterCodingException e) {
        problems.add(
            problem(
                spec,
                workload,
                "trace.broken",
                "The trace '" + trace + "' is not UTF-8 text.",
                "Save it as a CSV file in UTF-8."));
      } catch (TraceFormatException e) {
        problems.add(
            problem(
                spec, workload, "trace.broken", String.valueOf(e.getMessage()), "Mend the trace."));
      } catch (IOException e) {
        problems.add(
            problem(
                spec,
                workload,
                "trace.unreadable",
                "The trace '" + trace + "' cannot be read: " + e.getMessage() + ".",
                "Name a CSV file that may be read."));
      }
    }
    return problems;
  }

  private static void size(Spec spec, Workload workload, Demand demand, List<Diagnostic> problems) {
    var recorded = demand.recorded();
    if (recorded != null && recorded.trace().size() == 0) {
      problems.add(
          problem(
              spec,
              workload,
              "trace.empty",
              "The trace '" + workload.trace() + "' holds no request.",
              "Name one with a line for each request below its header."));
    }
    if (demand.expected() > MOST_REQUESTS) {
      problems.add(
          problem(
              spec,
              workload,
              "workload.long",
              String.format(
                  Locale.ROOT,
                  "`%s` would be about %,d requests, and a run holds at most %,d.",
                  workload.name(),
                  demand.expected(),
                  MOST_REQUESTS),
              "Lower its `rate` or the time under `for`."));
    }
  }

  private static Diagnostic problem(
      Spec spec, Workload workload, String code, String message, String fix) {
    return Diagnostic.error(code, message, spec.source(), workload.span(), fix);
  }
}
