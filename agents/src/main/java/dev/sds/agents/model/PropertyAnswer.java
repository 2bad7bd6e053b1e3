package dev.sds.agents.model;

import dev.sds.artifacts.Json;
import dev.sds.artifacts.proposals.Proposal;
import dev.sds.artifacts.proposals.Proposal.Origin;
import dev.sds.artifacts.protocol.Property;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What of a language model's reply may be shown to a person: proposals, each parsed and bounded,
 * and why the others are not.
 *
 * @param reply where it comes from
 * @param proposals the model's best first
 * @param refused a sentence for each entry of the reply that is no proposal
 */
public record PropertyAnswer(ModelReply reply, List<Proposal> proposals, List<String> refused) {

  private static final int MOST = 4;
  private static final int LONGEST_FORMULA = 1000;
  private static final int LONGEST_COMMENT = 300;
  private static final Pattern NAME = Pattern.compile("[A-Z][A-Za-z0-9]{1,59}");

  public PropertyAnswer {
    proposals = List.copyOf(proposals);
    refused = List.copyOf(refused);
  }

  /**
   * Reads a reply to a question.
   *
   * @param under faults that the requirement speaks of
   */
  public static PropertyAnswer read(
      ModelReply reply, PropertyQuestion question, List<String> under) {
    List<Proposal> proposals = new ArrayList<>();
    List<String> refused = new ArrayList<>();
    List<?> entries;
    try {
      entries = entries(reply.text());
    } catch (IllegalArgumentException _) {
      return new PropertyAnswer(reply, proposals, List.of("The reply is not the JSON asked for."));
    }
    var reading = new Reading(question, under, new HashSet<>());
    for (Object entry : entries.subList(0, Math.min(MOST, entries.size()))) {
      try {
        proposals.add(reading.proposal(entry));
      } catch (IllegalArgumentException e) {
        refused.add(String.valueOf(e.getMessage()));
      }
    }
    if (entries.size() > MOST) {
      refused.add("It names " + entries.size() + " properties; " + MOST + " are looked at.");
    }
    return new PropertyAnswer(reply, proposals, refused);
  }

  /** The list within the reply; some models put a fence around it. */
  private static List<?> entries(String text) {
    int from = text.indexOf('{');
    int to = text.lastIndexOf('}');
    if (from < 0 || to < from) {
      throw new IllegalArgumentException("There is no object.");
    }
    if (Json.readTree(text.substring(from, to + 1)).get("properties") instanceof List<?> list) {
      return list;
    }
    throw new IllegalArgumentException("There is no list of properties.");
  }

  /** What one reply's entries may be. */
  private record Reading(PropertyQuestion question, List<String> under, Set<String> taken) {

    Proposal proposal(Object entry) {
      if (!(entry instanceof Map<?, ?> fields)) {
        throw new IllegalArgumentException("An entry of the reply is no object.");
      }
      List<String> because = because(fields);
      String known = text(fields, "known");
      Property property =
          known.isEmpty() ? own(fields) : question.protocol().property(known).orElse(null);
      if (property == null) {
        throw new IllegalArgumentException("There is no property '" + brief(known) + "'.");
      }
      if (!taken.add(property.name())) {
        throw new IllegalArgumentException("'" + property.name() + "' is named twice.");
      }
      return new Proposal(
          property, known.isEmpty() ? Origin.MODEL : Origin.KNOWN, share(because), because, under);
    }

    private Property own(Map<?, ?> fields) {
      String name = text(fields, "name");
      if (!NAME.matcher(name).matches() || names().contains(name)) {
        throw new IllegalArgumentException("'" + brief(name) + "' cannot name a new property.");
      }
      Property.Kind kind =
          switch (text(fields, "kind").toLowerCase(Locale.ROOT)) {
            case "invariant" -> Property.Kind.INVARIANT;
            case "liveness" -> Property.Kind.LIVENESS;
            default -> throw new IllegalArgumentException(name + " is no invariant, no liveness.");
          };
      String formula = text(fields, "formula").replaceAll("\\s+", " ");
      if (formula.length() > LONGEST_FORMULA) {
        throw new IllegalArgumentException(name + " is longer than a person would read.");
      }
      Set<String> hidden = question.hidden();
      PropertyQuestion.names(formula)
          .filter(hidden::contains)
          .findFirst()
          .ifPresent(
              stranger -> {
                throw new IllegalArgumentException(
                    name + " speaks of '" + stranger + "', which not every design has.");
              });
      String comment = brief(text(fields, "comment").replaceAll("[\\s\\p{Cntrl}]+", " "));
      return new Property(
          name, kind, formula, comment.isEmpty() ? "written by a model" : comment, List.of());
    }

    private Set<String> names() {
      Set<String> names = new HashSet<>();
      var protocol = question.protocol();
      protocol.properties().forEach(p -> names.add(p.name()));
      protocol.actions().forEach(a -> names.add(a.name()));
      protocol.definitions().forEach(d -> names.add(d.name()));
      protocol.constants().forEach(c -> names.add(c.name()));
      protocol.variables().forEach(v -> names.add(v.name()));
      names.add(protocol.name());
      return names;
    }

    /** Quotations that are in the requirement; the model's other words prove nothing. */
    private List<String> because(Map<?, ?> fields) {
      String text = question.text().toLowerCase(Locale.ROOT);
      return fields.get("because") instanceof List<?> quoted
          ? quoted.stream()
              .map(q -> String.valueOf(q).strip())
              .filter(q -> !q.isEmpty() && text.contains(q.toLowerCase(Locale.ROOT)))
              .distinct()
              .limit(MOST)
              .toList()
          : List.of();
    }

    private double share(List<String> because) {
      double quoted = because.stream().mapToInt(String::length).sum();
      return Math.clamp(quoted / question.text().length(), 0, 1);
    }

    private static String text(Map<?, ?> fields, String key) {
      Object value = fields.get(key);
      return value instanceof String text ? text.strip() : "";
    }

    private static String brief(String text) {
      return text.length() > LONGEST_COMMENT ? text.substring(0, LONGEST_COMMENT) : text;
    }
  }
}
