package dev.sds.agents.create;

import dev.sds.agents.create.terms.Term;
import dev.sds.agents.create.terms.Term.Op;
import dev.sds.artifacts.kit.ProgramSpace.Result;
import dev.sds.evaluators.Trial;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Makes the best program smaller without making it worse: each part in turn gives way to something
 * simpler, and stays away if the same whole runs say that nothing was lost beyond the noise floor.
 * Whether that holds on further runs, a rematch tells.
 */
final class Polish {

  private static final double NOISE_FLOOR = 0.002;

  private final Tournament tournament;
  private final double requests;

  Polish(Tournament tournament, double requests) {
    this.tournament = tournament;
    this.requests = requests;
  }

  /** Enters what it made of the champion into the tournament. */
  void run() {
    tournament.champion().ifPresent(this::run);
  }

  private void run(Tried winner) {
    Tried best = of(winner);
    if (!best.equals(winner)) {
      tournament.enter(best);
    }
  }

  private Tried of(Tried winner) {
    Tried best = winner;
    boolean changed = true;
    while (changed && tournament.spent() < requests) {
      changed = false;
      for (Idea simpler : simpler(best.idea())) {
        if (tournament.spent() >= requests) {
          break;
        }
        List<Trial> whole = tournament.plan().whole();
        Tried tried =
            tournament.measure(List.of(new Tried(simpler, java.util.Map.of())), whole).getFirst();
        if (tournament.goal().of(tried, whole)
            <= tournament.goal().of(winner, whole) + NOISE_FLOOR) {
          best = tried;
          changed = true;
          break;
        }
      }
    }
    return best;
  }

  /** Every program with one part less, the smallest first. */
  private static List<Idea> simpler(Idea idea) {
    var simpler = new ArrayList<Idea>();
    idea.program()
        .terms()
        .forEach(
            (kind, term) -> {
              for (int place = 0; place < term.size(); place++) {
                Term part = term.parts().get(place);
                int at = place;
                replacements(part)
                    .map(r -> idea.program().with(kind, term.with(at, r)))
                    .filter(p -> p.size() < idea.program().size())
                    .map(p -> new Idea(idea.decisions(), idea.parameters(), p, "simplified"))
                    .forEach(simpler::add);
              }
            });
    return simpler.stream()
        .distinct()
        .sorted(java.util.Comparator.comparingInt(i -> i.program().size()))
        .toList();
  }

  private static Stream<Term> replacements(Term part) {
    // What is summed means nothing outside its loop.
    Stream<Term> inner =
        part.op() == Op.SUM
            ? Stream.empty()
            : part.arguments().stream().filter(a -> a.result() == part.result());
    Term neutral = part.result() == Result.TRUTH ? Term.of(Op.ALWAYS) : Term.constant(0);
    return Stream.concat(inner, Stream.of(neutral));
  }
}
