package dev.sds.evaluators.java;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What one file says of the platform's types, as far as tokens alone can tell.
 *
 * @param qualified types written with their package
 * @param imported types that are imported by name and used
 * @param plain names that mean types of {@code java.lang} if it has such, as far as the file's own
 *     tokens can tell; each where it first stands
 * @param unsure simple names that stand where they may be something else than a type of {@code
 *     java.lang}: a variable, a type parameter, an import
 * @param declared simple names that this file gives to types of its own
 * @param obscured whether a word such as {@code java} may be something else than a package
 */
record PlatformNames(
    List<NamedType> qualified,
    List<NamedType> imported,
    List<NamedType> plain,
    Set<String> unsure,
    Set<String> declared,
    boolean obscured) {

  private static final Set<String> ROOTS = Set.of("java", "javax", "jdk", "sun");
  private static final String LANG = "java.lang.";

  /** Words after a name that may be a type parameter or a constant, not a type of its own. */
  private static final Set<String> AFTER_OTHERS =
      Set.of("extends", "implements", "instanceof", "permits", "super", "when");

  private static final Set<String> DECLARES = Set.of("class", "interface", "enum", "record");

  PlatformNames {
    qualified = List.copyOf(qualified);
    imported = List.copyOf(imported);
    plain = List.copyOf(plain);
    unsure = Set.copyOf(unsure);
    declared = Set.copyOf(declared);
  }

  static PlatformNames of(String path, List<Token> tokens) {
    return new Reading(path, tokens).read();
  }

  /** The types that these files are sure to mean, if the platform has them, file by file. */
  static List<NamedType> sure(Collection<PlatformNames> files) {
    if (files.stream().anyMatch(PlatformNames::obscured)) {
      return List.of();
    }
    var own = new HashSet<String>();
    files.forEach(file -> own.addAll(file.declared));
    var unsure = new HashSet<>(own);
    files.forEach(file -> unsure.addAll(file.unsure));
    var sure = new ArrayList<NamedType>();
    for (PlatformNames file : files) {
      sure.addAll(file.qualified);
      file.imported.stream().filter(type -> !own.contains(simple(type.name()))).forEach(sure::add);
      file.plain.stream().filter(type -> !unsure.contains(simple(type.name()))).forEach(sure::add);
    }
    return sure;
  }

  private static String simple(String name) {
    return name.substring(name.lastIndexOf('.') + 1);
  }

  private static final class Reading {

    private final String path;
    private final List<Token> tokens;
    private final List<NamedType> qualified = new ArrayList<>();
    private final List<NamedType> imports = new ArrayList<>();
    private final Map<String, NamedType> plain = new LinkedHashMap<>();
    private final Set<String> unsure = new HashSet<>();
    private final Set<String> declared = new HashSet<>();
    private final Set<String> used = new HashSet<>();
    private boolean obscured;

    Reading(String path, List<Token> tokens) {
      this.path = path;
      this.tokens = tokens;
    }

    PlatformNames read() {
      int at = 0;
      while (at < tokens.size()) {
        at = isWord(at) && !is(at - 1, ".") ? word(at) : at + 1;
      }
      List<NamedType> imported =
          imports.stream().filter(type -> used.contains(simple(type.name()))).toList();
      return new PlatformNames(
          qualified, imported, List.copyOf(plain.values()), unsure, declared, obscured);
    }

    /** Reads a word that no dot comes before, and what follows it after dots. */
    private int word(int at) {
      String text = tokens.get(at).text();
      if (DECLARES.contains(text) && isWord(at + 1)) {
        declared.add(tokens.get(at + 1).text());
      }
      if (text.equals("import")) {
        unsure.add(lastOfImport(at));
      }
      if (!ROOTS.contains(text)) {
        used.add(text);
        if (Character.isUpperCase(text.charAt(0))) {
          plain(at);
        }
        return at + 1;
      }
      return platform(at);
    }

    /** A name by itself, which is a type of its own only in some places. */
    private void plain(int at) {
      Token token = tokens.get(at);
      boolean made = is(at - 1, "new") && !is(at - 2, ".") && is(at + 1, "(");
      boolean declares = isWord(at + 1) && !AFTER_OTHERS.contains(tokens.get(at + 1).text());
      if (made || declares || is(at + 1, ".")) {
        plain.putIfAbsent(
            token.text(), new NamedType(LANG + token.text(), path, token.line(), token.column()));
      } else {
        unsure.add(token.text());
      }
    }

    private String lastOfImport(int at) {
      int end = at + 1;
      while (end < tokens.size() && !is(end, ";")) {
        end++;
      }
      return tokens.get(end - 1).text();
    }

    private int platform(int at) {
      var name = new StringBuilder(tokens.get(at).text());
      int next = at + 1;
      boolean found = false;
      while (!found && is(next, ".") && isWord(next + 1)) {
        String part = tokens.get(next + 1).text();
        name.append('.').append(part);
        found = Character.isUpperCase(part.charAt(0));
        next += 2;
      }
      obscured |= next == at + 1;
      Token token = tokens.get(at);
      var type = new NamedType(name.toString(), path, token.line(), token.column());
      boolean imported = is(at - 1, "import");
      boolean member = is(at - 1, "static") && is(at - 2, "import");
      if (found && imported && is(next, ";")) { // What is longer imports a nested type.
        imports.add(type);
      } else if (found && !imported && !member) {
        qualified.add(type);
      }
      return next;
    }

    private boolean isWord(int at) {
      return at >= 0 && at < tokens.size() && tokens.get(at).kind() == Token.Kind.WORD;
    }

    private boolean is(int at, String text) {
      return at >= 0 && at < tokens.size() && tokens.get(at).is(text);
    }
  }
}
