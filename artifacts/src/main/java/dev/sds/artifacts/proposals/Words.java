package dev.sds.artifacts.proposals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * English words brought to one form each: endings cut off, irregular forms and words that protocols
 * use alike taken for the same. Words that carry no matter are left out.
 */
final class Words {

  private static final Pattern HUMP = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])");
  private static final Pattern NO_LETTER = Pattern.compile("[^a-z]+");
  private static final int SHORTEST = 3;

  private static final Set<String> EMPTY =
      Set.of(
          """
          a an the and or but of to in on at by for with from as into onto over under up out off
          its it is are was were be been being has have had do does did can could may might must
          shall should will would that this these those there then than what which who whom whose
          when while where if unless until before after without not no none nobody nothing never
          ever always every each all any some only once one two more most least many much same
          time times end finally eventually sooner later last moment gets get got goes go also
          both either neither still yet so such again about somebody anybody everybody everything
          something another other else really made make however whatever how behind beside"""
              .split("\\s+", -1));

  /** Irregular forms, and words that say the same of a protocol; the first stands for all. */
  private static final List<String> ALIKE =
      List.of(
          "lose lost forget forgotten vanish disappear drop",
          "twice double duplicate repeat repeatedly second",
          "crash die dead",
          "answer reply respond response",
          "finish done complete",
          "effect apply execute perform carried",
          "lead led leader",
          "ask demand want wanted",
          "place position slot",
          "agree match equal",
          "accept admit taken take",
          "refuse reject deny",
          "recover well heal",
          "hold held holder",
          "tell told announce announcement hear",
          "stale outdated old",
          "write wrote written overwrite",
          "majority quorum",
          "prepare promise",
          "stop stopped halt",
          "begin began begun start",
          "send sent",
          "give gave given",
          "run ran running",
          "vote voted ballot",
          "settle outcome",
          "serve served",
          "suspicion suspect suspected");

  private static final Map<String, String> FORMS = forms();

  private Words() {}

  private static Map<String, String> forms() {
    Map<String, String> forms = new HashMap<>();
    for (String group : ALIKE) {
      List<String> words = Arrays.asList(group.split(" ", -1));
      words.forEach(word -> forms.put(word, words.getFirst()));
      words.forEach(word -> forms.put(stem(word), words.getFirst()));
    }
    return Map.copyOf(forms);
  }

  /** The words of a text or of a name in capitals and small letters, once each, in order. */
  static Set<String> in(String text) {
    Set<String> words = new LinkedHashSet<>();
    String plain = HUMP.matcher(text).replaceAll(" ").toLowerCase(Locale.ROOT);
    for (String word : NO_LETTER.split(plain, -1)) {
      if (word.length() >= SHORTEST && !EMPTY.contains(word)) {
        words.add(form(word));
      }
    }
    return words;
  }

  static Set<String> in(Collection<String> texts) {
    List<String> all = new ArrayList<>(texts);
    return in(String.join(" ", all));
  }

  private static String form(String word) {
    String whole = FORMS.get(word);
    if (whole != null) {
      return whole;
    }
    String stem = stem(word);
    return FORMS.getOrDefault(stem, stem);
  }

  /** Cuts off the commonest endings; good enough to bring forms of one word together. */
  private static String stem(String word) {
    String stem = word;
    for (String ending :
        List.of("ements", "ement", "ments", "ment", "ions", "ion", "ings", "ing")) {
      stem = without(stem, ending);
    }
    for (String ending : List.of("ies", "ied")) {
      if (stem.endsWith(ending) && stem.length() > ending.length() + 1) {
        return stem.substring(0, stem.length() - ending.length()) + "i";
      }
    }
    for (String ending : List.of("es", "ed", "s")) {
      String cut = without(stem, ending);
      if (!cut.equals(stem)) {
        stem = cut;
        break;
      }
    }
    int length = stem.length();
    if (length > SHORTEST
        && stem.charAt(length - 1) == stem.charAt(length - 2)
        && "bdgmnprt".indexOf(stem.charAt(length - 1)) >= 0) {
      stem = stem.substring(0, length - 1);
    }
    stem = without(stem, "e");
    return stem.endsWith("y") ? stem.substring(0, stem.length() - 1) + "i" : stem;
  }

  private static String without(String word, String ending) {
    boolean cut = word.endsWith(ending) && word.length() - ending.length() >= SHORTEST;
    return cut ? word.substring(0, word.length() - ending.length()) : word;
  }
}
