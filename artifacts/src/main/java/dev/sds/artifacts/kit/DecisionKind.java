package dev.sds.artifacts.kit;

import dev.sds.spec.Stage;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Something that must be decided, the stage that owns it and its possible values.
 *
 * @param module the module kind it shapes
 * @param question what is decided, as a question
 * @param space where new choices may be searched; null where only the declared ones exist
 */
public record DecisionKind(
    String name,
    Stage stage,
    String module,
    String question,
    List<Choice> choices,
    @Nullable ProgramSpace space) {

  public DecisionKind {
    choices = List.copyOf(choices);
  }

  /** A kind whose choices are those declared. */
  public DecisionKind(
      String name, Stage stage, String module, String question, List<Choice> choices) {
    this(name, stage, module, question, choices, null);
  }

  /** This kind with other choices. */
  public DecisionKind withChoices(List<Choice> others) {
    return new DecisionKind(name, stage, module, question, others, space);
  }

  public Optional<Choice> choice(String value) {
    return choices.stream().filter(c -> c.name().equals(value)).findFirst();
  }
}
