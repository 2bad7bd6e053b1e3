package dev.sds.evaluators.java;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.Trees;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.Modifier;
import javax.tools.Diagnostic;

/**
 * Checks that each file has the package of its path and declares a type named as the file, and no
 * other public one.
 */
final class FileShape {

  private final SourcePositions positions;
  private final List<Finding> findings = new ArrayList<>();

  private FileShape(JavacTask task) {
    this.positions = Trees.instance(task).getSourcePositions();
  }

  /** What is wrong with the shape of parsed files. */
  static List<Finding> check(JavacTask task, Iterable<? extends CompilationUnitTree> units) {
    var shape = new FileShape(task);
    units.forEach(shape::file);
    return List.copyOf(shape.findings);
  }

  private void file(CompilationUnitTree unit) {
    String path = unit.getSourceFile().getName();
    if (unit.getModule() != null) {
      add(unit, unit.getModule(), "no module may be declared");
    }
    String expected = JavaSources.packageOf(path);
    String declared =
        unit.getPackageName() == null ? "" : String.valueOf(unit.getPackageName()).strip();
    if (!declared.equals(expected)) {
      add(
          unit,
          unit,
          "the package '%s' does not fit the path, which says '%s'".formatted(declared, expected));
    }
    types(unit, path.substring(path.lastIndexOf('/') + 1, path.length() - ".java".length()));
  }

  private void types(CompilationUnitTree unit, String name) {
    List<ClassTree> types =
        unit.getTypeDecls().stream()
            .filter(ClassTree.class::isInstance)
            .map(ClassTree.class::cast)
            .toList();
    for (ClassTree type : types) {
      if (type.getModifiers().getFlags().contains(Modifier.PUBLIC)
          && !type.getSimpleName().contentEquals(name)) {
        add(
            unit,
            type,
            "the public type '%s' must be in a file of its own name"
                .formatted(type.getSimpleName()));
      }
    }
    if (!name.equals("package-info")
        && types.stream().noneMatch(type -> type.getSimpleName().contentEquals(name))) {
      add(unit, unit, "the file declares no type named '%s'".formatted(name));
    }
  }

  private void add(CompilationUnitTree unit, Tree at, String message) {
    long position = positions.getStartPosition(unit, at);
    boolean placed = position != Diagnostic.NOPOS;
    findings.add(
        new Finding(
            Finding.By.PARSER,
            unit.getSourceFile().getName(),
            placed ? (int) unit.getLineMap().getLineNumber(position) : 0,
            placed ? (int) unit.getLineMap().getColumnNumber(position) : 0,
            message));
  }
}
