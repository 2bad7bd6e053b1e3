package dev.sds.agents.create.terms;

import dev.sds.agents.create.terms.Term.Op;
import dev.sds.artifacts.kit.ProgramSpace;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** Reads terms in the prefix form in which they are written. */
public final class TermReader {

  private final ProgramSpace space;
  private final Map<String, Double> constants;
  private final String text;
  private final Deque<String> words;

  private TermReader(ProgramSpace space, Map<String, Double> constants, String text) {
    this.space = space;
    this.constants = constants;
    this.text = text;
    this.words =
        new ArrayDeque<>(
            Arrays.stream(text.replace("(", " ( ").replace(")", " ) ").split("\\s+", -1))
                .filter(w -> !w.isEmpty())
                .toList());
  }

  /**
   * A term over the features of a space.
   *
   * @param constants values by the names that stand for them
   * @throws IllegalArgumentException if the text is no such term
   */
  public static Term read(ProgramSpace space, Map<String, Double> constants, String text) {
    var reader = new TermReader(space, constants, text);
    Term term = reader.term();
    if (!reader.words.isEmpty()
        || term.result() != space.result()
        || !new Grammar(space).isSound(term)) {
      throw reader.refusal();
    }
    return term;
  }

  private Term term() {
    String word = word();
    return word.equals("(") ? operation() : leaf(word);
  }

  private Term operation() {
    String name = word();
    Op op =
        Stream.of(Op.values())
            .filter(o -> o.name().toLowerCase(Locale.ROOT).equals(name))
            .findFirst()
            .orElseThrow(this::refusal);
    String loop = op == Op.SUM ? word() : "";
    List<Term> arguments = op.takes().stream().map(_ -> term()).toList();
    if (!word().equals(")")) {
      throw refusal();
    }
    return new Term(op, arguments, loop, 0);
  }

  private Term leaf(String word) {
    Double constant = constants.get(word);
    if (constant != null) {
      return Term.constant(constant);
    }
    if (space.feature(word).isPresent()) {
      return Term.feature(word);
    }
    try {
      return Term.constant(Double.parseDouble(word));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          refusal().getMessage() + " No '" + word + "' is known.", e);
    }
  }

  private String word() {
    String word = words.pollFirst();
    if (word == null) {
      throw refusal();
    }
    return word;
  }

  private IllegalArgumentException refusal() {
    return new IllegalArgumentException(
        "'%s' is no program of the hole '%s'.".formatted(text, space.hole()));
  }
}
