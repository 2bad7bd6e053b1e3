package dev.sds.artifacts.proposals;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A requirement's English as far as it is understood: what it claims, and the words it does so in.
 *
 * @param words once each, in order
 */
record Sentence(Set<Claim> claims, List<String> words) {

  Sentence {
    claims = Set.copyOf(claims);
    words = List.copyOf(words);
  }

  static Sentence of(String text) {
    return new Sentence(Claim.in(text), List.copyOf(Words.in(text)));
  }

  boolean claims(Claim claim) {
    return claims.contains(claim);
  }

  boolean speaksOf(Set<String> matter) {
    return words.stream().anyMatch(matter::contains);
  }

  /** Whether a word that is not among some speaks of an aspect. */
  boolean speaksOf(Aspect aspect, Set<String> except) {
    return words.stream().anyMatch(w -> !except.contains(w) && knows(aspect, w));
  }

  /**
   * Whether the sentence tells two aspects apart and speaks of the first one first: each has a word
   * of its own, and the first word of the one comes before that of the other.
   */
  boolean tells(Aspect one, Aspect other) {
    List<String> ofOne = own(one, other);
    List<String> ofOther = own(other, one);
    return !ofOne.isEmpty()
        && !ofOther.isEmpty()
        && words.indexOf(ofOne.getFirst()) < words.indexOf(ofOther.getFirst());
  }

  /** The words of this sentence that speak of one aspect, and better than of another. */
  private List<String> own(Aspect aspect, Aspect other) {
    var own = new ArrayList<String>();
    for (String word : words) {
      boolean plainly = aspect.own().contains(word) && !other.own().contains(word);
      boolean byAction = aspect.about().contains(word) && !knows(other, word);
      if (plainly || byAction) {
        own.add(word);
      }
    }
    return own;
  }

  private static boolean knows(Aspect aspect, String word) {
    return aspect.own().contains(word) || aspect.about().contains(word);
  }

  /** The words that are among some. */
  Set<String> among(Set<String> matter) {
    Set<String> common = new LinkedHashSet<>(words);
    common.retainAll(matter);
    return common;
  }
}
