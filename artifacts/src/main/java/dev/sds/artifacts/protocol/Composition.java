package dev.sds.artifacts.protocol;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What a protocol is made of: modules that share nothing but channels, the channels, and what
 * disturbs them all.
 *
 * @param sections the parts under which its module is laid out, in their order; a protocol in one
 *     piece has none
 */
public record Composition(List<Section> sections, List<Channel> channels) {

  /** A protocol in one piece, without channels. */
  public static final Composition NONE = new Composition(List.of(), List.of());

  /** What bags are handled with. */
  private static final List<Definition> BAGS =
      List.of(
          new Definition(
              "WithMessage",
              List.of("bag", "m"),
              "[x \\in DOMAIN bag \\cup {m} |-> IF x = m THEN bag[x] + 1 ELSE bag[x]]",
              "A bag of messages with one more of m."),
          new Definition(
              "WithoutMessage",
              List.of("bag", "m"),
              "[bag EXCEPT ![m] = @ - 1]",
              "A bag of messages with one less of m."),
          new Definition(
              "MessagesIn",
              List.of("bag"),
              "Cardinality(UNION {{m} \\X (1 .. bag[m]) : m \\in DOMAIN bag})",
              "How many messages a bag holds, copies counted."));

  public Composition {
    sections = List.copyOf(sections);
    channels = List.copyOf(channels);
  }

  /** The operators that channels need, and the messages of each. */
  public List<Definition> definitions() {
    var definitions = new ArrayList<Definition>();
    if (channels.stream().anyMatch(c -> c.holding() == Channel.Holding.BAG)) {
      definitions.addAll(BAGS);
    }
    channels.forEach(channel -> definitions.add(channel.definition()));
    return definitions;
  }

  /** Whether a guard is a channel's doing and no choice of the system. */
  public boolean brings(String guard) {
    return channels.stream().anyMatch(channel -> channel.brings(guard));
  }

  /** The section a variable or an action stands under. */
  public Optional<Section> section(String name) {
    return sections.stream().filter(section -> section.names().contains(name)).findFirst();
  }

  /**
   * A part of a protocol's module.
   *
   * @param name of the module or the channel
   * @param title such as {@code Module client}
   * @param names its definitions, variables and actions
   */
  public record Section(String name, String title, String doc, Set<String> names) {
    public Section {
      Tla.name(name);
      names = Set.copyOf(names);
    }

    /** What a part of this module is called outside of it. */
    public String outside(String own) {
      return outside(name, own);
    }

    /** What a part of a module is called outside of it: {@code serverTable} for {@code table}. */
    public static String outside(String module, String own) {
      boolean capital = Character.isUpperCase(own.charAt(0));
      return (capital ? capitalised(module) : module) + capitalised(own);
    }

    private static String capitalised(String word) {
      return word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);
    }

    /** The name of all its variables together. */
    public String variables() {
      return name + "Vars";
    }
  }
}
