package dev.sds.artifacts.proposals;

import dev.sds.artifacts.protocol.Property;
import java.util.EnumSet;
import java.util.Set;
import java.util.regex.Pattern;

/** What a sentence claims of the time at which something holds, or of how often it does. */
enum Claim {
  NEVER(
      "\\bnever\\b|\\bno\\b|\\bnobody\\b|\\bnothing\\b|\\bnone\\b|\\bno one\\b|\\bmust not\\b|\\bmay not\\b"
          + "|\\bcannot\\b|\\bcan not\\b|\\bshall not\\b|\\bwithout\\b"),
  ALWAYS(
      "\\balways\\b|\\bevery\\b|\\beach\\b|\\ball\\b|\\bonly\\b|\\bat all times\\b|\\bwhatever\\b"),
  AT_MOST_ONE("\\bat most one\\b|\\bonly one\\b|\\bmore than one\\b|\\bone at a time\\b|\\btwo\\b"),
  TWICE(
      "\\bat most once\\b|\\bonly once\\b|\\bmore than once\\b|\\btwice\\b|\\bduplicate[sd]?\\b"
          + "|\\bsecond\\b|\\btwo\\b"),
  EXACTLY_ONCE("\\bexactly (?:one|once)\\b|\\bonce and only once\\b"),
  EVENTUALLY(
      "\\beventually\\b|\\bin the end\\b|\\bfinally\\b|\\bsooner or later\\b|\\bat some point\\b|\\bat last\\b"
          + "|\\bultimately\\b|\\bin due course\\b"),
  /** One way only: what is said second limits what is said first. */
  PROVIDED("\\bunless\\b|\\bwithout\\b|\\bbefore\\b|\\buntil\\b|\\bif\\b|\\bwhen\\b|\\bwhile\\b"),
  /** What is said first limits what is said second. */
  ONLY("\\bonly\\b"),
  /** Of two members, not of one. */
  OF_OTHERS("\\banother\\b|\\bother\\b|\\btwo\\b|\\bsomebody else\\b|\\bdifferent\\b|\\bbeside\\b"),
  LOST(
      "\\blos(?:t|es?|ing)\\b|\\bforg[eo]t(?:ten|s)?\\b|\\bvanish\\w*|\\bdisappear\\w*|\\bdropp?(?:ed|s)?\\b"),
  SOME("\\bat least one\\b|\\bsome\\b|\\bsomebody\\b|\\bthere is a\\b|\\bone or more\\b");

  private final Pattern words;

  Claim(String words) {
    this.words = Pattern.compile(words, Pattern.CASE_INSENSITIVE);
  }

  /** All that a text claims. */
  static Set<Claim> in(String text) {
    Set<Claim> claims = EnumSet.noneOf(Claim.class);
    for (Claim claim : values()) {
      if (claim.words.matcher(text).find()) {
        claims.add(claim);
      }
    }
    return claims;
  }

  /** The kinds of property that can say what a text claims; none if it claims nothing of time. */
  static Set<Property.Kind> kinds(Set<Claim> claims) {
    Set<Property.Kind> kinds = EnumSet.noneOf(Property.Kind.class);
    if (claims.contains(EVENTUALLY) || claims.contains(EXACTLY_ONCE)) {
      kinds.add(Property.Kind.LIVENESS);
    }
    boolean ofStates =
        claims.contains(NEVER)
            || claims.contains(ALWAYS)
            || claims.contains(AT_MOST_ONE)
            || claims.contains(TWICE)
            || claims.contains(EXACTLY_ONCE);
    if (ofStates && !claims.contains(EVENTUALLY)) {
      kinds.add(Property.Kind.INVARIANT);
    }
    return kinds;
  }
}
