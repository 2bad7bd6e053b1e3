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

  static List<Diagnostic> of(Spec spec, Recordings recordings) {
    var problems = new ArrayList<Diagnostic>();
    Path file = Path.of(spec.source().name()).toAbsolutePath();
    Path folder = file.getParent() == null ? file : file.getParent();
    for (Workload workload : spec.workloads()) {
      length(spec, workload, problems);
      Workload.Recording trace = workload.trace();
      if (trace == null) {
        continue;
      }
      String name = "The trace '" + trace.file() + "' ";
      try {
        recordings.read(trace, folder);
      } catch (NoSuchFileException e) {
        problems.add(
            problem(
                spec,
                workload,
                "trace.missing",
                name + "does not exist.",
                "Put it beside the spec, or change `trace`."));
      } catch (CharacterCodingException e) {
        problems.add(
            problem(
                spec,
                workload,
                "trace.broken",
                name + "is not UTF-8 text.",
                "Save it as a CSV file in UTF-8."));
      } catch (TraceFormatException e) {
        problems.add(
            problem(
                spec, workload, "trace.broken", String.valueOf(e.getMessage()), "Mend the trace."));
      } catch (Recordings.Unusable e) {
        problems.add(problem(spec, workload, "trace.unusable", name + e.getMessage() + ".", e.fix));
      } catch (IOException e) {
        problems.add(
            problem(
                spec,
                workload,
                "trace.unreadable",
                name + "cannot be read: " + e.getMessage() + ".",
                "Name a CSV file that may be read."));
      }
    }
    return problems;
  }

  private static void length(Spec spec, Workload workload, List<Diagnostic> problems) {
    Workload.Arrivals arrivals = workload.arrivals();
    double expected = arrivals == null ? 0 : arrivals.perSecond() * workload.seconds();
    if (expected > MOST_REQUESTS) {
      problems.add(
          problem(
              spec,
              workload,
              "workload.long",
              String.format(
                  Locale.ROOT,
                  "`%s` would be about %,.0f requests, and a run holds at most %,d.",
                  workload.name(),
                  expected,
                  MOST_REQUESTS),
              "Lower its `rate` or the time under `for`."));
    }
  }

  private static Diagnostic problem(
      Spec spec, Workload workload, String code, String message, String fix) {
    return Diagnostic.error(code, message, spec.source(), workload.span(), fix);
  }
}
