package dev.sds.evaluators.java;

import com.github.javaparser.JavaParser;
import com.github.javaparser.ParserConfiguration;
import com.github.javaparser.ParserConfiguration.LanguageLevel;
import com.github.javaparser.Position;
import com.github.javaparser.Problem;
import com.github.javaparser.ast.CompilationUnit;
import com.github.javaparser.ast.Node;
import com.github.javaparser.ast.body.TypeDeclaration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Checks that each file is well-formed Java 17 with the package of its path and one public type
 * named as the file. Give it only sources that passed the bounded lexer: the parser is recursive.
 */
public final class JavaSyntax {

  private static final int REMEMBERED = 128;

  private final JavaParser parser =
      new JavaParser(
          new ParserConfiguration()
              .setLanguageLevel(LanguageLevel.JAVA_17)
              .setPreprocessUnicodeEscapes(true)
              .setAttributeComments(false)
              .setStoreTokens(false));

  /** Candidates share most of their files with those before them. */
  private final Map<SourceFile, List<Finding>> known =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<SourceFile, List<Finding>> eldest) {
          return size() > REMEMBERED;
        }
      };

  private record SourceFile(String path, String text) {}

  public List<Finding> check(JavaSources sources) {
    var findings = new ArrayList<Finding>();
    sources
        .files()
        .forEach(
            (path, text) ->
                findings.addAll(known.computeIfAbsent(new SourceFile(path, text), this::file)));
    return findings;
  }

  private List<Finding> file(SourceFile file) {
    String path = file.path();
    var findings = new ArrayList<Finding>();
    var parsed = parser.parse(file.text());
    for (Problem problem : parsed.getProblems()) {
      findings.add(
          problem
              .getLocation()
              .flatMap(range -> range.toRange())
              .map(range -> at(path, range.begin, brief(problem)))
              .orElseGet(() -> at(path, new Position(0, 0), brief(problem))));
    }
    if (parsed.getProblems().isEmpty()) {
      parsed.getResult().ifPresent(unit -> structure(path, unit, findings));
    }
    return List.copyOf(findings);
  }

  private static void structure(String path, CompilationUnit unit, List<Finding> findings) {
    unit.getModule()
        .ifPresent(module -> findings.add(of(path, module, "no module may be declared")));
    String expected = JavaSources.packageOf(path);
    String declared = unit.getPackageDeclaration().map(p -> p.getNameAsString()).orElse("");
    if (!declared.equals(expected)) {
      findings.add(
          of(
              path,
              unit,
              "the package '%s' does not fit the path, which says '%s'"
                  .formatted(declared, expected)));
    }
    String name = path.substring(path.lastIndexOf('/') + 1, path.length() - ".java".length());
    for (TypeDeclaration<?> type : unit.getTypes()) {
      if (type.isPublic() && !type.getNameAsString().equals(name)) {
        findings.add(
            of(
                path,
                type,
                "the public type '%s' must be in a file of its own name"
                    .formatted(type.getNameAsString())));
      }
    }
    if (!name.equals("package-info")
        && unit.getTypes().stream().noneMatch(type -> type.getNameAsString().equals(name))) {
      findings.add(of(path, unit, "the file declares no type named '%s'".formatted(name)));
    }
  }

  /** The parser's first sentence; what follows lists every token it would have liked. */
  private static String brief(Problem problem) {
    String line = problem.getMessage().lines().findFirst().orElse("");
    int list = line.indexOf(", expected one of");
    return list < 0 ? line : line.substring(0, list);
  }

  private static Finding of(String path, Node node, String message) {
    return at(path, node.getBegin().orElse(new Position(0, 0)), message);
  }

  private static Finding at(String path, Position position, String message) {
    int line = Math.max(0, position.line);
    return new Finding(Finding.By.PARSER, path, line, Math.max(0, position.column), message);
  }
}
