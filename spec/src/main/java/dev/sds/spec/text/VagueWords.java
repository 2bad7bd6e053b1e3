package dev.sds.spec.text;

import dev.sds.spec.Span;
import java.util.List;
import java.util.regex.Pattern;

/** Finds English words that say something without saying how much. */
final class VagueWords {

  private static final Pattern VAGUE =
      Pattern.compile(
          "\\b(?:fast(?:er|est)?|quick(?:ly|er)?|slow(?:ly)?|soon|rapid(?:ly)?|prompt(?:ly)?|usually"
              + "|mostly|often|rarely|sometimes|normally|typically|generally|several|many|few|some"
              + "|high|low|large|small|reasonabl[ey]|acceptabl[ey]|appropriate(?:ly)?|adequate(?:ly)?"
              + "|sufficient(?:ly)?|efficient(?:ly)?|cheap(?:ly)?|scalable|robust|reliabl[ey]"
              + "|seamless(?:ly)?|user-friendly|as possible|if possible|and so on|etc)\\b",
          Pattern.CASE_INSENSITIVE);

  private VagueWords() {}

  static List<Span> in(String text) {
    return VAGUE
        .matcher(text)
        .results()
        .map(found -> new Span(found.start(), found.end() - found.start()))
        .toList();
  }
}
