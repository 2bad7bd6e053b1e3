package dev.sds.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sizes that CONTRIBUTING.md refuses. */
final class SizesTest {

  private static final int LINES_OF_A_FILE = 500;
  private static final int LINES_OF_A_METHOD = 60;
  private static final int PARAMETERS = 6;
  private static final int TYPES_OF_A_PACKAGE = 25;

  @TempDir Path folder;

  @Test
  void nothingOfTheProduct_isTooLarge() throws IOException {
    Path root = Path.of(System.getProperty("sds.root", "..")).toRealPath();
    try (Stream<Path> all = Files.walk(root)) {
      List<Path> sources =
          all.filter(p -> p.toString().endsWith(".java"))
              .filter(p -> p.toString().contains("/src/main/java/"))
              .filter(p -> !root.relativize(p).toString().contains("target/"))
              .toList();

      assertThat(sources).hasSizeGreaterThan(300);
      assertThat(tooLarge(sources)).isEmpty();
    }
  }

  @Test
  void whatIsPlanted_isFound() throws IOException {
    var sources = new ArrayList<Path>();
    for (int i = 0; i <= TYPES_OF_A_PACKAGE; i++) {
      sources.add(
          Files.writeString(folder.resolve("T" + i + ".java"), "package p; class T" + i + " {}"));
    }
    String parameters = "int a, int b, int c, int d, int e, int f, int g";
    sources.add(
        Files.writeString(
            folder.resolve("Large.java"),
            "package q; class Large { record R(%s) {}\nvoid many(%s) {}\nvoid lines() {%s}%s}"
                .formatted(parameters, parameters, "\n".repeat(60), "\n".repeat(440))));

    assertThat(tooLarge(sources))
        .containsExactly(
            "Large.java has 503 lines",
            "Large.java: many has 7 parameters",
            "Large.java: lines has 61 lines",
            "package p has 26 types");
  }

  private static List<String> tooLarge(List<Path> sources) throws IOException {
    var found = new ArrayList<String>();
    var types = new TreeMap<String, Integer>();
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      var task =
          (JavacTask)
              compiler.getTask(
                  null, files, null, List.of(), null, files.getJavaFileObjectsFromPaths(sources));
      for (CompilationUnitTree unit : task.parse()) {
        types.merge(
            String.valueOf(unit.getPackageName()), unit.getTypeDecls().size(), Integer::sum);
        if (!unit.getTypeDecls().isEmpty()) {
          var lengths = new Lengths(unit, Trees.instance(task).getSourcePositions(), found);
          lengths.file();
          lengths.scan(unit.getTypeDecls(), null);
        }
      }
    }
    types.forEach(
        (name, count) -> {
          if (count > TYPES_OF_A_PACKAGE) {
            found.add("package " + name + " has " + count + " types");
          }
        });
    return found;
  }

  private static final class Lengths extends TreeScanner<Void, Void> {
    private final CompilationUnitTree unit;
    private final SourcePositions positions;
    private final List<String> found;

    Lengths(CompilationUnitTree unit, SourcePositions positions, List<String> found) {
      this.unit = unit;
      this.positions = positions;
      this.found = found;
    }

    private String name() {
      return Path.of(unit.getSourceFile().toUri()).getFileName().toString();
    }

    private long line(long position) {
      return unit.getLineMap().getLineNumber(position);
    }

    private long end(Tree tree) {
      return line(positions.getEndPosition(unit, tree));
    }

    void file() {
      long lines = end(unit.getTypeDecls().getLast());
      if (lines > LINES_OF_A_FILE) {
        found.add(name() + " has " + lines + " lines");
      }
    }

    @Override
    public Void visitMethod(MethodTree method, Void nothing) {
      String what = name() + ": " + method.getName();
      long lines = end(method) - line(positions.getStartPosition(unit, method)) + 1;
      if (lines > LINES_OF_A_METHOD) {
        found.add(what + " has " + lines + " lines");
      }
      int parameters = method.getParameters().size();
      if (parameters > PARAMETERS && isFree(method)) {
        found.add(what + " has " + parameters + " parameters");
      }
      return super.visitMethod(method, null);
    }

    /**
     * A record's constructor follows its components, and an overriding method what it overrides.
     */
    private static boolean isFree(MethodTree method) {
      return method.getReturnType() != null
          && method.getModifiers().getAnnotations().stream()
              .noneMatch(a -> a.getAnnotationType().toString().equals("Override"));
    }
  }
}
