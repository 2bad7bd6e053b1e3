package dev.sds.verification.examples;

import dev.sds.artifacts.protocol.Definition;
import dev.sds.artifacts.protocol.Property;
import dev.sds.artifacts.protocol.Protocol;
import dev.sds.artifacts.protocol.Refinement;
import dev.sds.artifacts.protocol.Variable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A formula read aloud: operator by operator, so that the words say what the formula says and not
 * what its author meant. Names stay as they are and are explained by what their declarations say.
 *
 * @param sentence the formula in English
 * @param terms the names it uses, with what they stand for
 */
public record Reading(String sentence, Map<String, String> terms) {

  private static final Pattern NAME = Pattern.compile("(?<![\\w\"|.\\\\])[A-Za-z]\\w*");

  /** In this order: longer operators before those that they begin with. */
  private static final List<Map.Entry<Pattern, String>> WORDS =
      List.of(
          word(
              "\\\\A\\s+(\\w+(?:\\s*,\\s*\\w+)*)\\s*\\\\in\\s+([^:]+?)\\s*:",
              "for every $1 of $2:"),
          word(
              "\\\\E\\s+(\\w+(?:\\s*,\\s*\\w+)*)\\s*\\\\in\\s+([^:]+?)\\s*:",
              "there is some $1 of $2 with"),
          word("Cardinality\\((\\w+)\\)", "the number of members of $1"),
          word("(?:#|/=)\\s*\\{\\s*}", "is not empty"),
          word("(?<![<>=/:])=\\s*\\{\\s*}", "is empty"),
          word("<=>", "exactly when"),
          word("=>", ", which implies that"),
          word("~>", "leads in the end to"),
          word("\\[]\\s*<>", "again and again"),
          word("<>\\s*\\[]", "in the end for good"),
          word("<>", "in the end"),
          word("\\[](?=\\s*[(\\w])", "always"),
          word("=<|<=|\\\\leq", "is at most"),
          word(">=|\\\\geq", "is at least"),
          word("/=|#", "is not"),
          word("/\\\\", "and"),
          word("\\\\/", "or"),
          word("\\\\notin\\b", "is not among"),
          word("\\\\in\\b", "is among"),
          word("\\\\subseteq\\b", "lies within"),
          word("\\\\cup\\b", "together with"),
          word("\\\\cap\\b", "in common with"),
          word("~\\s*(?=[(\\w])", "not "),
          word("(?<=\\s)<(?=\\s)", "is less than"),
          word("(?<=\\s)>(?=\\s)", "is more than"),
          word("(?<=\\s)=(?=\\s)", "is"));

  public Reading {
    terms = new LinkedHashMap<>(terms);
  }

  private static Map.Entry<Pattern, String> word(String operator, String english) {
    return Map.entry(Pattern.compile(operator), english);
  }

  /** A property of a protocol, read aloud. */
  public static Reading of(Protocol protocol, Property property) {
    Refinement refinement = protocol.refinement();
    if (refinement != null && property.kind() == Property.Kind.REFINEMENT) {
      String of = refinement.of().name();
      return new Reading(
          "The start and every step are those of " + of + ", or change nothing there.", Map.of());
    }
    String within = Refinement.INSTANCE + "!";
    if (refinement != null && property.formula().startsWith(within)) {
      Protocol of = refinement.of();
      Optional<Reading> there =
          of.property(property.formula().substring(within.length())).map(p -> of(of, p));
      if (there.isPresent()) {
        return new Reading(
            "Seen as " + of.name() + ": " + there.get().sentence(), there.get().terms());
      }
    }
    String text = property.formula();
    for (Map.Entry<Pattern, String> word : WORDS) {
      text = word.getKey().matcher(text).replaceAll(" " + word.getValue() + " ");
    }
    String plain =
        text.strip()
            .replaceAll("\\s+", " ")
            .replaceAll(" ([,:)\\]])", "$1")
            .replaceAll("([(\\[]) ", "$1")
            .replaceAll("([:(]|^) ?and ", "$1 ")
            .strip();
    String when =
        switch (property.kind()) {
          case INVARIANT -> "At every moment, ";
          case LIVENESS -> "In every fair behaviour, ";
          case REFINEMENT -> "At the start and in every step, ";
        };
    return new Reading(when + plain + ".", terms(protocol, property.formula()));
  }

  private static Map<String, String> terms(Protocol protocol, String formula) {
    var known = new LinkedHashMap<String, String>();
    protocol.constants().forEach(c -> known.put(c.name(), c.comment()));
    for (Definition definition : protocol.definitions()) {
      String stands = definition.comment().isBlank() ? definition.body() : definition.comment();
      known.put(definition.name(), stands);
    }
    for (Variable variable : protocol.variables()) {
      known.put(variable.name(), variable.comment());
    }
    var terms = new LinkedHashMap<String, String>();
    for (String name : names(formula)) {
      String comment = known.getOrDefault(name, "");
      if (!comment.isBlank()) {
        terms.put(name, comment.strip());
      }
    }
    return terms;
  }

  /** The names in a formula, once each, in order. */
  static List<String> names(String formula) {
    var names = new ArrayList<String>();
    Matcher name = NAME.matcher(formula);
    while (name.find()) {
      if (!names.contains(name.group())) {
        names.add(name.group());
      }
    }
    return names;
  }
}
