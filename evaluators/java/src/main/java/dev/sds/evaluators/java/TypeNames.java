package dev.sds.evaluators.java;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.util.TreeScanner;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The simple names of the types and packages that files declare, and all names by which they could
 * refer to one.
 */
record TypeNames(Set<String> types, Set<String> packages, Set<String> used) {

  TypeNames {
    types = Set.copyOf(types);
    packages = Set.copyOf(packages);
    used = Set.copyOf(used);
  }

  static TypeNames none() {
    return new TypeNames(Set.of(), Set.of(), Set.of());
  }

  /** The types and packages of both. */
  TypeNames and(TypeNames others) {
    return new TypeNames(both(types, others.types), both(packages, others.packages), used);
  }

  /** All names of both. */
  TypeNames both(TypeNames others) {
    return new TypeNames(
        both(types, others.types), both(packages, others.packages), both(used, others.used));
  }

  /** Whether these files use the name of something that was there and is not any more. */
  boolean mentionAnyOf(TypeNames past) {
    return past.types.stream().filter(name -> !types.contains(name)).anyMatch(this::mention)
        || past.packages.stream().filter(name -> !packages.contains(name)).anyMatch(this::mention);
  }

  /** Whether these files say this name at all. */
  boolean mention(String name) {
    return used.contains(name) || types.contains(name) || packages.contains(name);
  }

  private static Set<String> both(Set<String> some, Set<String> others) {
    var all = new HashSet<>(some);
    all.addAll(others);
    return all;
  }

  static TypeNames of(Iterable<? extends CompilationUnitTree> units) {
    var scan = new Scan();
    scan.scan(units, null);
    return new TypeNames(scan.types, scan.packages, scan.used);
  }

  private static final class Scan extends TreeScanner<Void, Void> {

    private final Set<String> types = new HashSet<>();
    private final Set<String> packages = new HashSet<>();
    private final Set<String> used = new HashSet<>();

    @Override
    public Void visitCompilationUnit(CompilationUnitTree unit, Void nothing) {
      if (unit.getPackageName() != null) {
        packages.addAll(List.of(unit.getPackageName().toString().split("\\.")));
      }
      return super.visitCompilationUnit(unit, null);
    }

    @Override
    public Void visitClass(ClassTree type, Void nothing) {
      types.add(type.getSimpleName().toString());
      return super.visitClass(type, null);
    }

    @Override
    public Void visitIdentifier(IdentifierTree identifier, Void nothing) {
      used.add(identifier.getName().toString());
      return super.visitIdentifier(identifier, null);
    }

    @Override
    public Void visitMemberSelect(MemberSelectTree select, Void nothing) {
      used.add(select.getIdentifier().toString());
      return super.visitMemberSelect(select, null);
    }

    @Override
    public Void visitMemberReference(MemberReferenceTree reference, Void nothing) {
      used.add(reference.getName().toString());
      return super.visitMemberReference(reference, null);
    }
  }
}
