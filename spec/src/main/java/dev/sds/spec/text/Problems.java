package dev.sds.spec.text;

import dev.sds.spec.BadInputException;
import dev.sds.spec.Diagnostic;
import dev.sds.spec.Diagnostic.Severity;
import dev.sds.spec.Span;
import dev.sds.spec.yaml.Place;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Everything found wrong with one spec. */
final class Problems {

  private static final int MOST_TOLD = 100;

  private final List<Diagnostic> found = new ArrayList<>();

  void addAll(List<Diagnostic> more) {
    found.addAll(more);
  }

  void error(Place place, String code, String message, String fix) {
    found.add(place.error(code, message, fix));
  }

  void warning(Place place, String code, String message, String fix) {
    found.add(place.remark(Severity.WARNING, code, message, fix));
  }

  void note(Place place, String code, String message, String fix) {
    found.add(place.remark(Severity.NOTE, code, message, fix));
  }

  boolean hasErrorWithin(Span span) {
    return found.stream()
        .filter(problem -> problem.severity() == Severity.ERROR)
        .map(Diagnostic::span)
        .anyMatch(at -> at.offset() >= span.offset() && at.end() <= span.end());
  }

  /** Reads a value that may be unreadable for reasons that are reported already. */
  <T> Optional<T> attempt(Span within, Piece<T> piece) {
    try {
      return Optional.of(piece.read());
    } catch (BadInputException bad) {
      if (!hasErrorWithin(within)) {
        found.addAll(bad.diagnostics());
      }
      return Optional.empty();
    }
  }

  /** Throws all problems if one of them is an error. */
  void refuseErrors() throws BadInputException {
    if (found.stream().anyMatch(problem -> problem.severity() == Severity.ERROR)) {
      throw new BadInputException(inOrder());
    }
  }

  /** All problems, from the top of the text to its end. */
  List<Diagnostic> inOrder() {
    var first = new ArrayList<>(found);
    first.sort(Comparator.comparingInt(problem -> problem.span().offset()));
    if (first.size() > MOST_TOLD) {
      int more = first.size() - MOST_TOLD;
      Diagnostic last = first.get(MOST_TOLD);
      first.subList(MOST_TOLD, first.size()).clear();
      first.add(
          new Diagnostic(
              last.severity(),
              "spec.more",
              "There are " + more + " more problems from here on.",
              last.source(),
              last.span(),
              "Mend the ones above first."));
    }
    return List.copyOf(first);
  }

  /** A value that is read from a text. */
  interface Piece<T> {
    T read() throws BadInputException;
  }
}
