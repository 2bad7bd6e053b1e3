package dev.sds.evaluators.java;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ImportTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.lang.model.element.Modifier;

/**
 * What of a file can make a difference to how other files of its package are compiled: all it
 * declares but the bodies of methods and what is private.
 *
 * @param types the types that it declares outside of others
 * @param names all that it declares and names
 * @param shown the text of what it shows
 * @param words the words of that text
 * @param named what it declares that only who says the name can see, by name: fields, and private
 *     members, which may stand in the way of others and are without text
 */
record Outline(
    Set<String> types,
    TypeNames names,
    String shown,
    Set<String> words,
    SortedMap<String, String> named) {

  Outline {
    types = Set.copyOf(types);
    words = Set.copyOf(words);
    named = Collections.unmodifiableSortedMap(new TreeMap<>(named));
  }

  static Outline of(CompilationUnitTree unit) {
    List<ClassTree> types =
        unit.getTypeDecls().stream()
            .filter(ClassTree.class::isInstance)
            .map(ClassTree.class::cast)
            .toList();
    var view = new View(types.stream().anyMatch(Outline::showsConstant));
    types.forEach(view::type);
    String shown = view.shown.toString();
    Set<String> words = new HashSet<>(List.of((shown + view.named).split("\\W+")));
    return new Outline(
        types.stream().map(type -> type.getSimpleName().toString()).collect(Collectors.toSet()),
        TypeNames.of(List.of(unit)),
        imports(unit, words) + shown,
        words,
        view.named);
  }

  /** Whether this file says the name of a type of the other one. */
  boolean mentions(Outline other) {
    return other.types.stream().anyMatch(names::mention);
  }

  /** What a file that uses these names can see of this one. */
  String seenBy(Set<String> used) {
    var seen = new TreeMap<>(named);
    seen.keySet().retainAll(used);
    return shown + seen;
  }

  /** A constant that is shown may rest on one that is not. */
  private static boolean showsConstant(ClassTree type) {
    return type.getMembers().stream()
        .anyMatch(
            member ->
                switch (member) {
                  case VariableTree field ->
                      field.getInitializer() != null
                          && isConstant(type, field.getModifiers().getFlags());
                  case ClassTree nested -> showsConstant(nested);
                  default -> false;
                });
  }

  private static boolean isConstant(ClassTree type, Set<Modifier> flags) {
    return type.getKind() == Tree.Kind.INTERFACE
        || type.getKind() == Tree.Kind.ANNOTATION_TYPE
        || (flags.contains(Modifier.FINAL) && !isPrivate(flags));
  }

  private static boolean isPrivate(Set<Modifier> flags) {
    return flags.contains(Modifier.PRIVATE);
  }

  /** The imports that can give a meaning to what is shown. */
  private static String imports(CompilationUnitTree unit, Set<String> words) {
    return unit.getImports().stream()
        .filter(line -> line.isStatic() || words.contains(last(line)) || last(line).equals("*"))
        .map(ImportTree::toString)
        .collect(Collectors.joining());
  }

  private static String last(ImportTree line) {
    String name = line.getQualifiedIdentifier().toString();
    return name.substring(name.lastIndexOf('.') + 1);
  }

  private static final class View {

    private final boolean allFields;
    private final StringBuilder shown = new StringBuilder();
    private final SortedMap<String, String> named = new TreeMap<>();

    View(boolean allFields) {
      this.allFields = allFields;
    }

    void type(ClassTree type) {
      say(type.getKind(), type.getModifiers(), type.getSimpleName(), type.getTypeParameters());
      say(type.getExtendsClause(), type.getImplementsClause(), type.getPermitsClause(), "{");
      boolean all =
          allFields || type.getKind() == Tree.Kind.RECORD || type.getKind() == Tree.Kind.ENUM;
      for (Tree member : type.getMembers()) {
        switch (member) {
          case ClassTree nested -> type(nested);
          case MethodTree method -> method(method);
          case VariableTree field -> {
            if (all) {
              say(field);
            } else {
              name(
                  field.getName(),
                  isPrivate(field.getModifiers().getFlags()) ? "" : field.toString());
            }
          }
          default -> {} // an initialiser is a body
        }
      }
      say("}");
    }

    /** A constructor is shown even if it is private: a class has another one if it has none. */
    private void method(MethodTree method) {
      if (method.getReturnType() != null && isPrivate(method.getModifiers().getFlags())) {
        name(method.getName(), "");
        return;
      }
      say(method.getModifiers(), method.getTypeParameters(), method.getReturnType());
      say(method.getName(), method.getParameters(), method.getThrows(), method.getDefaultValue());
    }

    private void name(CharSequence name, String text) {
      named.merge(name.toString(), text + ';', String::concat);
    }

    private void say(Object... parts) {
      for (Object part : parts) {
        shown.append(part).append(' ');
      }
    }
  }
}
