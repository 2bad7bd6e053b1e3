package dev.sds.evaluators.java;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What one file says of the platform's types, as far as tokens alone can tell.
 *
 * @param qualified types written with their package
 * @param imported types that are imported by name and used
 * @param declared simple names that this file gives to types of its own
 * @param obscured whether a word such as {@code java} may be something else than a package
 */
record PlatformNames(
    List<NamedType> qualified, List<NamedType> imported, Set<String> declared, boolean obscured) {

  private static final Set<String> ROOTS = Set.of("java", "javax", "jdk", "sun");
  private static final Set<String> DECLARES = Set.of("class", "interface", "enum", "record");

  PlatformNames {
    qualified = List.copyOf(qualified);
    imported = List.copyOf(imported);
    declared = Set.copyOf(declared);
  }

  static PlatformNames of(String path, List<Token> tokens) {
    return new Reading(path, tokens).read();
  }

  /** The types that these files are sure to mean, file by file. */
  static List<NamedType> sure(Collection<PlatformNames> files) {
    if (files.stream().anyMatch(PlatformNames::obscured)) {
      return List.of();
    }
    var own = new HashSet<String>();
    files.forEach(file -> own.addAll(file.declared));
    var sure = new ArrayList<NamedType>();
    for (PlatformNames file : files) {
      sure.addAll(file.qualified);
      file.imported.stream().filter(type -> !own.contains(simple(type.name()))).forEach(sure::add);
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
      return new PlatformNames(qualified, imported, declared, obscured);
    }

    /** Reads a word that no dot comes before, and what follows it after dots. */
    private int word(int at) {
      String text = tokens.get(at).text();
      if (DECLARES.contains(text) && isWord(at + 1)) {
        declared.add(tokens.get(at + 1).text());
      }
      if (!ROOTS.contains(text)) {
        used.add(text);
        return at + 1;
      }
      return platform(at);
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
