package dev.sds.artifacts.proposals;

import dev.sds.artifacts.Decisions;
import dev.sds.artifacts.kit.Architecture;
import dev.sds.artifacts.kit.Kit;
import dev.sds.artifacts.kit.Technique;
import dev.sds.artifacts.proposals.Proposal.Origin;
import dev.sds.artifacts.protocol.Property;
import dev.sds.artifacts.protocol.Protocol;
import dev.sds.artifacts.protocol.Variable;
import dev.sds.spec.Check;
import dev.sds.spec.Requirement;
import dev.sds.spec.Spec;
import dev.sds.spec.Vocabulary.FaultKind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The properties that a sentence may mean: known ones before those made of templates, ranked by the
 * share of its words that they account for; a rare word counts more than a common one. Nothing is
 * understood: a person decides.
 *
 * @param claimed whether the sentence claims that something never, always or eventually happens
 * @param fitting what accounts for enough of it, the best first
 * @param others what does not, the nearest first
 */
public record Proposals(boolean claimed, List<Proposal> fitting, List<Proposal> others) {

  /** Words of a name and its comment, half as much those of the variables that it speaks of. */
  private static final double OF_VARIABLES = 0.5;

  private static final double FIT = 0.29;
  private static final double OF_SENTENCE = 0.7;
  private static final double OF_NAME = 0.2;
  private static final double OF_CLAIM = 0.1;

  private static final double OF_TEMPLATE = 0.85;

  private static final int MOST = 4;
  private static final int MOST_NEAREST = 3;
  private static final Pattern NAME = Pattern.compile("[A-Za-z]\\w*");

  public Proposals {
    fitting = List.copyOf(fitting);
    others = List.copyOf(others);
  }

  /** What does not fit and comes nearest. */
  public List<Proposal> nearest() {
    return others.stream().filter(p -> p.score() > 0).limit(MOST_NEAREST).toList();
  }

  /** The first that fits. */
  public Optional<Proposal> best() {
    return fitting.stream().findFirst();
  }

  /** All, fitting or not, by name. */
  public Optional<Proposal> named(String name) {
    return Stream.concat(fitting.stream(), others.stream())
        .filter(p -> p.property().name().equalsIgnoreCase(name))
        .findFirst();
  }

  /** These, and behind them those of another source that are not among the fitting ones. */
  public Proposals with(List<Proposal> more) {
    List<String> known = fitting.stream().map(p -> p.property().name()).toList();
    List<Proposal> all = new ArrayList<>(fitting);
    more.stream().filter(p -> !known.contains(p.property().name())).forEach(all::add);
    List<String> names = all.stream().map(p -> p.property().name()).toList();
    return new Proposals(
        claimed, all, others.stream().filter(p -> !names.contains(p.property().name())).toList());
  }

  /** For a requirement of a spec, in the words of its kit, and the protocol of a design. */
  public static Proposals of(Spec spec, Kit kit, Decisions design, Requirement requirement) {
    return of(
        requirement.text(),
        protocol(kit, design, requirement),
        faults(spec, kit, requirement),
        shared(kit));
  }

  /** The protocol of a design with every property that its kit knows. */
  public static Protocol protocol(Kit kit, Decisions design, Requirement requirement) {
    return kit.protocol().compose(kit.catalogue().traits(design), asked(kit, requirement));
  }

  /** The faults that a requirement stands under or, where it names none, speaks of. */
  public static List<String> faults(Spec spec, Kit kit, Requirement requirement) {
    return requirement.under().isEmpty()
        ? faults(requirement.text(), spec, kit.vocabulary().faults())
        : requirement.under();
  }

  /** The variables that every design has, so that a property of them can be asked of all. */
  public static Set<String> shared(Kit kit) {
    Set<String> shared = new LinkedHashSet<>();
    kit.protocol().compose(Set.of(), List.of()).variables().forEach(v -> shared.add(v.name()));
    for (Architecture architecture : kit.catalogue().architectures()) {
      for (Technique technique : kit.catalogue().techniques()) {
        Decisions decisions = architecture.decisions().with(technique.decisions());
        shared.retainAll(
            kit
                .protocol()
                .compose(kit.catalogue().traits(decisions), List.of())
                .variables()
                .stream()
                .map(Variable::name)
                .toList());
      }
    }
    return shared;
  }

  /**
   * Requirements that ask for everything the kit knows, since only what is asked for is composed.
   */
  private static List<Requirement> asked(Kit kit, Requirement like) {
    List<Requirement> asked = new ArrayList<>();
    for (String name : kit.vocabulary().invariants().keySet()) {
      asked.add(named(like, new Check.Invariant(name)));
    }
    for (String name : kit.vocabulary().liveness().keySet()) {
      asked.add(named(like, new Check.Liveness(name)));
    }
    return asked;
  }

  private static Requirement named(Requirement like, Check check) {
    return new Requirement(like.id(), like.text(), check, like.under(), like.span());
  }

  /** The faults of the spec that a text speaks of. */
  private static List<String> faults(String text, Spec spec, Map<String, FaultKind> kinds) {
    Sentence sentence = Sentence.of(text);
    Map<String, Integer> times = new HashMap<>();
    spec.faults().keySet().forEach(f -> Words.in(f).forEach(w -> times.merge(w, 1, Integer::sum)));
    return spec.faults().keySet().stream()
        .filter(kinds::containsKey)
        .filter(
            f -> Words.in(f).stream().anyMatch(w -> sentence.words().contains(w) && striking(w)))
        .toList();
  }

  /** Whether a word of a fault's name is not the name of what it strikes. */
  private static boolean striking(String word) {
    return Words.in("crash loss suspicion duplication partition drift slow reordering error")
        .contains(word);
  }

  /** For a sentence about a protocol, whose properties are the ones known. */
  public static Proposals of(String text, Protocol protocol, List<String> under) {
    Set<String> all = new LinkedHashSet<>();
    protocol.variables().forEach(v -> all.add(v.name()));
    return of(text, protocol, under, all);
  }

  private static Proposals of(
      String text, Protocol protocol, List<String> under, Set<String> variables) {
    Sentence sentence = Sentence.of(text);
    Set<Property.Kind> kinds = Claim.kinds(sentence.claims());
    List<Candidate> candidates = new ArrayList<>();
    for (Property property : protocol.properties()) {
      candidates.add(Candidate.known(property, protocol));
    }
    for (PropertyTemplates.Filled filled : PropertyTemplates.of(sentence, protocol, variables)) {
      if (kinds.contains(filled.property().kind())) {
        candidates.add(
            new Candidate(filled.property(), Origin.TEMPLATE, filled.own(), filled.about()));
      }
    }
    var ranking = new Ranking(sentence, kinds, candidates, matter(protocol));
    List<Proposal> ranked =
        candidates.stream()
            .map(c -> ranking.proposal(c, under))
            .sorted(
                Comparator.comparing((Proposal p) -> p.score() < FIT)
                    .thenComparing(Proposal::origin)
                    .thenComparing(Comparator.comparingDouble(Proposal::score).reversed()))
            .toList();
    List<Proposal> fitting = ranked.stream().filter(p -> p.score() >= FIT).limit(MOST).toList();
    List<Proposal> others = ranked.stream().filter(p -> !fitting.contains(p)).toList();
    return new Proposals(!kinds.isEmpty(), fitting, others);
  }

  /** All words that the protocol speaks in. */
  private static Set<String> matter(Protocol protocol) {
    Set<String> texts = new LinkedHashSet<>();
    protocol.constants().forEach(c -> texts.addAll(List.of(c.name(), c.comment())));
    protocol.variables().forEach(v -> texts.addAll(List.of(v.name(), v.comment())));
    protocol.actions().forEach(a -> texts.addAll(List.of(a.name(), a.comment())));
    return Words.in(texts);
  }

  /** A property with the words that it is found by. */
  private record Candidate(Property property, Origin origin, Set<String> own, Set<String> about) {

    static Candidate known(Property property, Protocol protocol) {
      Set<String> names = new LinkedHashSet<>();
      NAME.matcher(property.formula()).results().forEach(found -> names.add(found.group()));
      List<String> texts = new ArrayList<>();
      protocol.variables().stream()
          .filter(v -> names.contains(v.name()))
          .forEach(v -> texts.addAll(List.of(v.name(), v.comment())));
      return new Candidate(
          property,
          Origin.KNOWN,
          Words.in(List.of(property.name(), property.comment())),
          Words.in(texts));
    }

    double hit(String word) {
      return own.contains(word) ? 1 : about.contains(word) ? OF_VARIABLES : 0;
    }
  }

  /** Weighs words by how few candidates know them. */
  private record Ranking(
      Sentence sentence, Set<Property.Kind> kinds, List<Candidate> candidates, Set<String> matter) {

    Proposal proposal(Candidate candidate, List<String> under) {
      double share = share(sentence.words(), candidate);
      double named = weight(candidate.property().name());
      boolean claimed =
          !sentence.among(candidate.own()).isEmpty()
              && Claim.in(candidate.property().name() + " " + candidate.property().comment())
                  .stream()
                  .anyMatch(c -> c != Claim.ALWAYS && c != Claim.PROVIDED && sentence.claims(c));
      double score = OF_SENTENCE * share + OF_NAME * named + (claimed ? OF_CLAIM : 0);
      if (candidate.origin() == Origin.TEMPLATE) {
        score = OF_TEMPLATE * share;
      }
      if (!kinds.contains(candidate.property().kind())) {
        score = 0;
      }
      return new Proposal(
          candidate.property(),
          candidate.origin(),
          Math.clamp(score, 0, 1),
          List.copyOf(sentence.among(union(candidate))),
          under);
    }

    private static Set<String> union(Candidate candidate) {
      Set<String> all = new LinkedHashSet<>(candidate.own());
      all.addAll(candidate.about());
      return all;
    }

    /** How much of the sentence a candidate accounts for. */
    private double share(Collection<String> words, Candidate candidate) {
      double all = words.stream().mapToDouble(this::rarity).sum();
      double known = words.stream().mapToDouble(w -> rarity(w) * candidate.hit(w)).sum();
      return all == 0 ? 0 : known / all;
    }

    /** How much of a name the sentence says. */
    private double weight(String name) {
      Set<String> words = Words.in(name);
      double all = words.stream().mapToDouble(this::rarity).sum();
      double said =
          words.stream().filter(sentence.words()::contains).mapToDouble(this::rarity).sum();
      return all == 0 ? 0 : said / all;
    }

    /**
     * What a word is worth: less the more candidates know it, and most if the protocol does not
     * speak of it at all.
     */
    private double rarity(String word) {
      long knowing =
          candidates.stream()
              .filter(c -> kinds.contains(c.property().kind()) && c.hit(word) > 0)
              .count();
      double rare = Math.log(1 + (candidates.size() + 1.0) / (knowing + 0.5));
      return matter.contains(word) || knowing > 0 ? rare : rare * 1.5;
    }
  }
}
