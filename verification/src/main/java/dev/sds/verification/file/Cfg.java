package dev.sds.verification.file;

import dev.sds.spec.Diagnostic;
import dev.sds.spec.Source;
import dev.sds.spec.Span;
import dev.sds.spec.Spelling;
import dev.sds.verification.child.newer.Newer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A cfg as TLC reads it: keywords, each with the names or assignments that follow it. Reading finds
 * what TLC would end on without saying where.
 */
public final class Cfg {

  private static final Pattern TOKEN =
      Pattern.compile(
          "\\\\\\*[^\n]*|\\(\\*.*?\\*\\)|\"[^\"\n]*\"|<-|[\\w!]+|[^\\s\\w]", Pattern.DOTALL);

  private static final List<String> NEWER = List.of("_PERIODIC", "_POSSIBLE", "_RL_REWARD");

  private final Source source;
  private final List<Token> tokens;
  private final Map<Section, List<Token>> entries = new LinkedHashMap<>();
  private final Map<String, String> constants = new LinkedHashMap<>();
  private final List<Diagnostic> problems = new ArrayList<>();

  private Cfg(Source source) {
    this.source = source;
    this.tokens = tokens(source.text());
    read();
  }

  public static Cfg read(Source source) {
    return new Cfg(source);
  }

  /** What a cfg may speak of; several keywords may mean the same. */
  @SuppressWarnings("ImmutableEnumChecker") // its list is
  public enum Section {
    SPECIFICATION("SPECIFICATION"),
    INIT("INIT"),
    NEXT("NEXT"),
    INVARIANT("INVARIANT", "INVARIANTS"),
    PROPERTY("PROPERTY", "PROPERTIES"),
    CONSTANT("CONSTANT", "CONSTANTS"),
    CONSTRAINT("CONSTRAINT", "CONSTRAINTS"),
    ACTION_CONSTRAINT("ACTION_CONSTRAINT", "ACTION_CONSTRAINTS"),
    SYMMETRY("SYMMETRY"),
    VIEW("VIEW"),
    TYPE("TYPE"),
    TYPE_CONSTRAINT("TYPE_CONSTRAINT"),
    CHECK_DEADLOCK("CHECK_DEADLOCK"),
    /** Of newer versions of TLC; it changes how states are shown and nothing that is checked. */
    ALIAS("ALIAS"),
    /** Of newer versions of TLC; what must be true after a complete run. */
    POSTCONDITION("POSTCONDITION", "POSTCONDITIONS");

    private final List<String> keywords;

    Section(String... keywords) {
      this.keywords = List.of(keywords);
    }

    static Optional<Section> of(String word) {
      return Arrays.stream(values()).filter(s -> s.keywords.contains(word)).findFirst();
    }
  }

  private record Token(String text, Span span) {}

  public Source source() {
    return source;
  }

  /** What stands behind a keyword. */
  public List<String> names(Section section) {
    return entries.getOrDefault(section, List.of()).stream().map(Token::text).toList();
  }

  /** The constants and what the cfg writes behind them, with the sign, in its order. */
  public Map<String, String> assignments() {
    return Collections.unmodifiableMap(constants);
  }

  /** Everything in the text that TLC would not take. */
  public List<Diagnostic> problems() {
    return List.copyOf(problems);
  }

  /** Where a name stands first, behind a keyword if it stands there at all. */
  Optional<Span> find(String name, Section section) {
    return Stream.concat(entries.getOrDefault(section, List.of()).stream(), tokens.stream())
        .filter(token -> token.text().equals(name))
        .map(Token::span)
        .findFirst();
  }

  /** Whether it asks only for what the modules assume. */
  boolean withoutBehaviour() {
    return Stream.of(Section.SPECIFICATION, Section.INIT, Section.NEXT)
        .noneMatch(entries::containsKey);
  }

  /** The text without what the TLC inside does not know; the child knows it by itself. */
  String forTlc() {
    return without();
  }

  /** What keywords of newer versions ask for. */
  Newer newer() {
    List<String> alias = names(Section.ALIAS);
    return new Newer(alias.isEmpty() ? "" : alias.getLast(), names(Section.POSTCONDITION));
  }

  /** The text with one property instead of all. */
  String withProperty(String property) {
    return without(Section.PROPERTY) + "\nPROPERTY " + property + "\n";
  }

  /** The text for TLC without some keywords and what follows them. */
  String without(Section... sections) {
    var text = new StringBuilder(source.text());
    Stream.concat(Stream.of(sections), Stream.of(Section.ALIAS, Section.POSTCONDITION))
        .distinct()
        .flatMap(
            section ->
                Stream.concat(
                    entries.getOrDefault(section, List.of()).stream(),
                    tokens.stream().filter(token -> section.keywords.contains(token.text()))))
        .map(Token::span)
        .forEach(span -> text.replace(span.offset(), span.end(), " ".repeat(span.length())));
    return text.toString();
  }

  private static List<Token> tokens(String text) {
    List<Token> tokens = new ArrayList<>();
    Matcher matcher = TOKEN.matcher(text);
    while (matcher.find()) {
      if (!matcher.group().startsWith("\\*") && !matcher.group().startsWith("(*")) {
        tokens.add(
            new Token(matcher.group(), new Span(matcher.start(), matcher.end() - matcher.start())));
      }
    }
    return tokens;
  }

  private void read() {
    int at = 0;
    while (at < tokens.size()) {
      Token keyword = tokens.get(at);
      int end = at + 1;
      while (end < tokens.size() && !startsSection(end)) {
        end++;
      }
      Optional<Section> section = Section.of(keyword.text());
      if (section.isEmpty()) {
        unknown(keyword);
      } else if (end == at + 1 && section.get() != Section.CONSTANT) {
        problem(
            "cfg.empty",
            "Nothing follows " + keyword.text() + ".",
            keyword,
            "Name what it is, or remove it.");
      } else if (section.get() == Section.CONSTANT) {
        assignments(tokens.subList(at + 1, end));
      } else {
        List<Token> behind = tokens.subList(at + 1, end);
        entries.computeIfAbsent(section.get(), _ -> new ArrayList<>()).addAll(behind);
        behind.forEach(token -> named(section.get(), token));
      }
      at = end;
    }
    together();
  }

  private void named(Section section, Token token) {
    if (section == Section.CHECK_DEADLOCK && !token.text().matches("TRUE|FALSE")) {
      problem(
          "cfg.truth", "CHECK_DEADLOCK is " + token.text() + ".", token, "Write TRUE or FALSE.");
    } else if (!token.text().matches("[\\w!]+")) {
      problem(
          "cfg.no-name",
          "`" + token.text() + "` is no name.",
          token,
          "Names are separated by spaces or new lines, and each is defined in a module.");
    }
  }

  private boolean startsSection(int at) {
    String word = tokens.get(at).text();
    return Section.of(word).isPresent() || NEWER.contains(word);
  }

  private void assignments(List<Token> part) {
    int at = 0;
    while (at < part.size()) {
      Token name = part.get(at);
      if (at + 1 < part.size() && part.get(at + 1).text().equals("(")) {
        problem(
            "cfg.by-argument",
            name.text() + " is given values one by one, which this TLC (2.18) cannot use.",
            name,
            "Define an operator with these values, and write `" + name.text() + " <- ItsName`.");
        return;
      }
      if (at + 1 >= part.size() || !isSign(part.get(at + 1))) {
        problem(
            "cfg.assignment",
            "The constant " + name.text() + " is given no value.",
            name,
            "Write `" + name.text() + " = value` or `" + name.text() + " <- Definition`.");
        return;
      }
      int end = at + 2;
      int depth = 0;
      while (end < part.size() && (end == at + 2 || depth > 0 || !isNext(part, end))) {
        depth += depth(part.get(end));
        end++;
      }
      if (end == at + 2) {
        problem(
            "cfg.assignment",
            "The constant " + name.text() + " is given no value.",
            name,
            "Write one behind the sign.");
        return;
      }
      String value =
          source.text().substring(part.get(at + 1).span().offset(), part.get(end - 1).span().end());
      constants.put(name.text(), value.replaceAll("\\s+", " "));
      at = end;
    }
  }

  private static int depth(Token token) {
    return switch (token.text()) {
      case "{", "[", "(" -> 1;
      case "}", "]", ")" -> -1;
      default -> 0;
    };
  }

  private static boolean isSign(Token token) {
    return token.text().equals("=") || token.text().equals("<-");
  }

  /** Whether an assignment ends before this token: the value is over, or a sign is missing. */
  private static boolean isNext(List<Token> part, int at) {
    String before = part.get(at - 1).text();
    boolean ofModule = before.equals("]") && part.get(at - 2).text().matches("\\w+");
    boolean open = before.equals("-") || ofModule;
    return !open && part.get(at).text().matches("\\w+");
  }

  private void unknown(Token word) {
    List<String> known =
        Arrays.stream(Section.values()).flatMap(section -> section.keywords.stream()).toList();
    String near =
        Spelling.nearest(word.text(), known)
            .map(keyword -> "Did you mean " + keyword + "?")
            .orElse("A cfg starts with SPECIFICATION, or with INIT and NEXT.");
    if (NEWER.contains(word.text())) {
      problem(
          "cfg.newer-keyword",
          word.text()
              + " is a keyword of newer versions of TLC, which this one (2.18) does not know.",
          word,
          "Remove it and what follows it, or check the file with a newer TLC.");
    } else {
      problem("cfg.unknown-keyword", "`" + word.text() + "` is no keyword of a cfg.", word, near);
    }
  }

  private void together() {
    boolean specification = entries.containsKey(Section.SPECIFICATION);
    boolean parts = entries.containsKey(Section.INIT) || entries.containsKey(Section.NEXT);
    if (specification && parts) {
      Token second =
          entries
              .getOrDefault(Section.INIT, entries.getOrDefault(Section.NEXT, List.of()))
              .getFirst();
      problem(
          "cfg.two-behaviours",
          "The cfg names a SPECIFICATION and also INIT or NEXT.",
          second,
          "Keep one of the two.");
    }
    if (!specification && parts && problems.isEmpty()) {
      for (Section missing : List.of(Section.INIT, Section.NEXT)) {
        if (!entries.containsKey(missing)) {
          problems.add(
              Diagnostic.error(
                  "cfg.no-behaviour",
                  "The cfg names no SPECIFICATION, and no " + missing + " either.",
                  source,
                  new Span(0, 0),
                  "Add `SPECIFICATION Spec`, or `INIT Init` and `NEXT Next`."));
          return;
        }
      }
    }
  }

  private void problem(String code, String message, Token at, String fix) {
    problems.add(Diagnostic.error(code, message, source, at.span(), fix));
  }
}
