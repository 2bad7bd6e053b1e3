package dev.sds.agents;

import dev.sds.artifacts.Hypothesis;
import dev.sds.stages.Author;
import dev.sds.stages.Brief;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Several authors who share a population: each sees what all of them proposed and how it was
 * judged. What two propose is the first one's.
 */
public record Together(List<Author> authors) implements Author {

  public Together {
    authors = List.copyOf(authors);
  }

  @Override
  public String name() {
    return authors.stream().map(Author::name).collect(Collectors.joining(", "));
  }

  @Override
  public List<Hypothesis> propose(Brief brief) {
    return authors.stream().flatMap(a -> a.propose(brief).stream()).toList();
  }
}
