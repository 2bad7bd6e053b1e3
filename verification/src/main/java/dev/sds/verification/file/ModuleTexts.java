package dev.sds.verification.file;

import dev.sds.spec.Source;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The texts of a module and of all others that it, or one of these, has as a word; the module's own
 * comes first.
 */
public record ModuleTexts(Map<String, String> byName) {

  private static final Pattern WORD = Pattern.compile("\\w+");
  private static final Pattern DEFINED =
      Pattern.compile(
          "(?m)^[ \\t]*(?:LOCAL[ \\t]+)?([A-Za-z]\\w*)[ \\t]*(?:\\([^)\\n]*\\))?[ \\t]*==");

  public ModuleTexts {
    byName = Collections.unmodifiableMap(new LinkedHashMap<>(byName));
  }

  public static ModuleTexts of(TlaFile file) {
    Set<String> there = there(file);
    Map<String, String> texts = new LinkedHashMap<>();
    Deque<String> open = new ArrayDeque<>(Set.of(file.module()));
    while (!open.isEmpty()) {
      String name = open.removeFirst();
      String text = file.source(name).map(Source::text).orElse("");
      if (texts.putIfAbsent(name, text) == null) {
        Set<String> words =
            WORD.matcher(text).results().map(MatchResult::group).collect(Collectors.toSet());
        there.stream()
            .filter(words::contains)
            .filter(other -> !texts.containsKey(other))
            .forEach(open::addLast);
      }
    }
    return new ModuleTexts(texts);
  }

  /** The right side of a definition, from the first module that has it; empty if none has. */
  String definition(String name) {
    Pattern definition =
        Pattern.compile(
            "(?ms)^" + Pattern.quote(name) + "\\b[^=\\n]*==(.*?)(?=^\\w[^\\n]*==|^={4}|^-{4}|\\z)");
    return byName.values().stream()
        .map(text -> definition.matcher(text).results().findFirst())
        .flatMap(Optional::stream)
        .findFirst()
        .map(found -> found.group(1).replaceAll("(?m)\\\\\\*.*$", ""))
        .orElse("");
  }

  /** The texts by file; standard modules have none. */
  public Map<String, String> files() {
    Map<String, String> files = new LinkedHashMap<>();
    byName.forEach((name, text) -> files.put(name + ".tla", text));
    return files;
  }

  /** The names that are defined. */
  Set<String> defined() {
    Set<String> names = new LinkedHashSet<>();
    byName
        .values()
        .forEach(text -> DEFINED.matcher(text).results().forEach(m -> names.add(m.group(1))));
    return names;
  }

  public boolean mention(Pattern what) {
    return byName.values().stream().anyMatch(text -> what.matcher(text).find());
  }

  private static Set<String> there(TlaFile file) {
    Set<String> names = new TreeSet<>();
    for (Path folder : file.folders()) {
      try (Stream<Path> files = Files.list(folder)) {
        files
            .map(path -> path.getFileName().toString())
            .filter(name -> name.endsWith(".tla"))
            .forEach(name -> names.add(name.substring(0, name.length() - ".tla".length())));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return names;
  }
}
