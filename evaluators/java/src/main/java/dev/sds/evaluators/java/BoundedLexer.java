package dev.sds.evaluators.java;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Reads sources in one linear pass, before any recursive parser does, and refuses what could hurt
 * one: too much text, too many tokens, deep nesting, endless expressions, string constants that
 * explode when folded. It also refuses what makes text look other than it compiles: Unicode
 * escapes, control and direction characters, letters outside ASCII in code. Most candidates share
 * most of their files: what the last ones told is remembered. For any number of threads.
 */
public final class BoundedLexer {

  private static final int REMEMBERED = 256;

  private final Limits limits;
  private final Map<Text, LexedFile> remembered =
      Collections.synchronizedMap(
          new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<Text, LexedFile> eldest) {
              return size() > REMEMBERED;
            }
          });

  /** What is read: findings name the path. */
  private record Text(String path, String text) {}

  public BoundedLexer(Limits limits) {
    this.limits = limits;
  }

  /** What the pass tells of some sources. */
  public static final class Lexed {

    private final List<Finding> findings;
    private final SortedMap<String, LexedFile> files;

    private Lexed(List<Finding> findings, SortedMap<String, LexedFile> files) {
      this.findings = findings;
      this.files = files;
    }

    /** Why they are refused; empty if they are not. */
    public List<Finding> findings() {
      return findings;
    }

    /**
     * The hash of paths and tokens: layout and comments do not change it, and what has the same one
     * behaves alike.
     */
    public String canonicalHash() {
      var parts = new TreeMap<String, byte[]>();
      files.forEach(
          (path, file) -> parts.put(path, file.canonical().getBytes(StandardCharsets.UTF_8)));
      return JavaSources.hash(parts);
    }

    /** The platform's types that they are sure to mean, if it has them. */
    public List<NamedType> named() {
      return PlatformNames.sure(files.values().stream().map(LexedFile::names).toList());
    }
  }

  public Lexed lex(JavaSources sources) {
    long characters = sources.files().values().stream().mapToLong(String::length).sum();
    if (characters > limits.characters()) {
      String message =
          "%d characters of source are more than the %d allowed"
              .formatted(characters, limits.characters());
      var finding = new Finding(Finding.By.LEXER, sources.files().firstKey(), 0, 0, message);
      return new Lexed(List.of(finding), new TreeMap<>());
    }
    var findings = new ArrayList<Finding>();
    var files = new TreeMap<String, LexedFile>();
    int tokens = 0;
    for (Map.Entry<String, String> source : sources.files().entrySet()) {
      LexedFile file = file(source.getKey(), source.getValue());
      findings.addAll(
          file.tokens() > limits.tokens() - tokens && file.findings().isEmpty()
              ? tooMany(source, limits.tokens() - tokens)
              : file.findings());
      tokens += file.tokens();
      files.put(source.getKey(), file);
    }
    if (findings.isEmpty()) {
      ConstantFolding.check(
              files.values().stream().flatMap(f -> f.constants().stream()).toList(),
              limits.constant())
          .ifPresent(findings::add);
    }
    return new Lexed(List.copyOf(findings), files);
  }

  private LexedFile file(String path, String text) {
    return remembered.computeIfAbsent(new Text(path, text), _ -> LexedFile.of(path, text, limits));
  }

  /** The place of the first token too many. */
  private static List<Finding> tooMany(Map.Entry<String, String> source, int left) {
    var findings = new ArrayList<Finding>();
    new Scanner(source.getKey(), source.getValue(), findings).scan(Math.max(0, left));
    return findings;
  }
}
