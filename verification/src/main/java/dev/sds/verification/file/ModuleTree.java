package dev.sds.verification.file;

import dev.sds.verification.Sany;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tla2sany.semantic.ASTConstants;
import tla2sany.semantic.LetInNode;
import tla2sany.semantic.LevelConstants;
import tla2sany.semantic.LevelNode;
import tla2sany.semantic.ModuleNode;
import tla2sany.semantic.OpApplNode;
import tla2sany.semantic.OpDeclNode;
import tla2sany.semantic.OpDefNode;
import tla2sany.semantic.SemanticNode;
import tla2sany.st.Location;

/**
 * What a module says, by its syntax tree: what its specification consists of, and its actions with
 * their conjuncts.
 *
 * @param definitions how many parameters each definition has, as {@code Name/2}
 * @param initial the conjuncts of the specification about the initial state
 * @param next the next-state relation; empty where the specification names none
 * @param live the conjuncts about what must happen in the end
 */
public record ModuleTree(
    List<String> variables,
    Set<String> definitions,
    List<String> initial,
    String next,
    List<Live> live,
    List<NamedAction> actions) {

  /** The specification that is looked into. */
  private static final String SPEC = "Spec";

  public ModuleTree {
    variables = List.copyOf(variables);
    definitions = Set.copyOf(definitions);
    initial = List.copyOf(initial);
    live = List.copyOf(live);
    actions = List.copyOf(actions);
  }

  /** Whether an action must be taken in the end, or something else must happen. */
  public enum Kind {
    WEAK,
    STRONG,
    OTHER
  }

  /**
   * A conjunct of a specification about what must happen in the end.
   *
   * @param action the one that must be taken; empty where it is not one by name
   */
  public record Live(Kind kind, String action, String text) {}

  /** A disjunct of the next-state relation, by the definition that it is. */
  public record NamedAction(String name, List<Conjunct> conjuncts) {
    public NamedAction {
      conjuncts = List.copyOf(conjuncts);
    }
  }

  /**
   * A conjunct of an action.
   *
   * @param sets the variable that it gives a value; empty for a guard
   */
  public record Conjunct(String sets, Place place, String text) {}

  /** Whether the specification is made of an initial predicate, steps and what must happen. */
  public boolean complete() {
    return !initial.isEmpty() && !next.isEmpty();
  }

  /** Looks into a file; nothing where it does not parse. */
  public static Optional<ModuleTree> of(TlaFile file, Path scratch) {
    return new Sany(scratch)
        .look(file.path(), file.folders(), module -> new Reader(file, module).tree());
  }

  /** The way through a tree. */
  private static final class Reader {

    private final TlaFile file;
    private final ModuleNode module;
    private final List<String> initial = new ArrayList<>();
    private final List<Live> live = new ArrayList<>();
    private final List<NamedAction> actions = new ArrayList<>();
    private final Set<SemanticNode> seen = new HashSet<>();
    private String next = "";

    Reader(TlaFile file, ModuleNode module) {
      this.file = file;
      this.module = module;
    }

    ModuleTree tree() {
      Stream.of(module.getOpDefs())
          .filter(definition -> definition.getName().toString().equals(SPEC))
          .findFirst()
          .ifPresent(spec -> specification(spec.getBody()));
      return new ModuleTree(
          Stream.of(module.getVariableDecls()).map(v -> v.getName().toString()).toList(),
          Set.copyOf(
              Stream.of(module.getOpDefs()).map(d -> d.getName() + "/" + d.getArity()).toList()),
          initial,
          next,
          live,
          actions);
    }

    private void specification(SemanticNode node) {
      if (level(node) <= LevelConstants.VariableLevel) {
        initial.add(text(node));
      } else if (node instanceof OpApplNode apply) {
        temporal(apply);
      } else {
        live.add(new Live(Kind.OTHER, "", text(node)));
      }
    }

    private void temporal(OpApplNode node) {
      String operator = node.getOperator().getName().toString();
      SemanticNode relation = operator.equals("[]") ? squareAction(node.getArgs()[0]) : null;
      OpDefNode definition = node.getArgs().length == 0 ? definition(node) : null;
      if (isConjunction(operator)) {
        Stream.of(node.getArgs()).forEach(this::specification);
      } else if (relation != null) {
        steps(relation);
      } else if (definition != null) {
        specification(definition.getBody());
      } else {
        live.add(live(node));
      }
    }

    private void steps(SemanticNode relation) {
      next = next.isEmpty() ? text(relation) : "(" + next + ") /\\ (" + text(relation) + ")";
      disjuncts(relation, "");
    }

    private static @Nullable SemanticNode squareAction(SemanticNode node) {
      return node instanceof OpApplNode square
              && square.getOperator().getName().toString().equals("$SquareAct")
          ? square.getArgs()[0]
          : null;
    }

    private Live live(OpApplNode node) {
      OpApplNode inner = node;
      while (inner.getOperator().getName().toString().equals("$BoundedForall")
          && inner.getArgs()[0] instanceof OpApplNode body) {
        inner = body;
      }
      Kind kind =
          switch (inner.getOperator().getName().toString()) {
            case "$WF" -> Kind.WEAK;
            case "$SF" -> Kind.STRONG;
            default -> Kind.OTHER;
          };
      String action = kind == Kind.OTHER ? "" : taken(inner.getArgs()[1]);
      return new Live(kind, action, text(node));
    }

    /** The action that is taken, for some choice of its parameters. */
    private static String taken(SemanticNode node) {
      SemanticNode inner = node;
      while (inner instanceof OpApplNode some
          && some.getOperator().getName().toString().equals("$BoundedExists")) {
        inner = some.getArgs()[0];
      }
      OpDefNode definition = inner instanceof OpApplNode apply ? definition(apply) : null;
      return definition == null ? "" : definition.getName().toString();
    }

    /** As TLC does: an action is named after the last definition above what is no choice. */
    private void disjuncts(SemanticNode node, String name) {
      if (node instanceof LetInNode let) {
        disjuncts(let.getBody(), name);
        return;
      }
      if (!(node instanceof OpApplNode apply)) {
        return;
      }
      switch (apply.getOperator().getName().toString()) {
        case "$DisjList", "\\lor" ->
            Stream.of(apply.getArgs()).forEach(part -> disjuncts(part, name));
        case "$BoundedExists" -> disjuncts(apply.getArgs()[0], name);
        default -> {
          OpDefNode definition = definition(apply);
          if (definition == null) {
            action(apply, name);
          } else if (seen.add(definition)) {
            disjuncts(definition.getBody(), definition.getName().toString());
          }
        }
      }
    }

    private void action(OpApplNode node, String name) {
      List<Conjunct> conjuncts = new ArrayList<>();
      if (!name.isEmpty() && node.getLocation().source().equals(file.module())) {
        conjuncts(node, conjuncts);
      }
      actions.add(new NamedAction(name, conjuncts));
    }

    private void conjuncts(SemanticNode node, List<Conjunct> found) {
      if (node instanceof OpApplNode apply
          && isConjunction(apply.getOperator().getName().toString())) {
        Stream.of(apply.getArgs()).forEach(part -> conjuncts(part, found));
      } else if (level(node) <= LevelConstants.VariableLevel) {
        found.add(new Conjunct("", place(node), text(node)));
      } else {
        String variable = set(node);
        if (!variable.isEmpty()) {
          found.add(new Conjunct(variable, place(node), text(node)));
        }
      }
    }

    /** The variable that {@code x' = e} or {@code x' \in S} sets; empty for anything else. */
    private static String set(SemanticNode node) {
      boolean sets =
          node instanceof OpApplNode apply
              && Set.of("=", "\\in").contains(apply.getOperator().getName().toString());
      return sets
              && ((OpApplNode) node).getArgs()[0] instanceof OpApplNode left
              && left.getOperator().getName().toString().equals("'")
              && left.getArgs()[0] instanceof OpApplNode variable
              && variable.getOperator() instanceof OpDeclNode
          ? variable.getOperator().getName().toString()
          : "";
    }

    private static boolean isConjunction(String operator) {
      return operator.equals("$ConjList") || operator.equals("\\land");
    }

    /** A definition of some module, not one of TLA+'s own operators; null for those. */
    private static @Nullable OpDefNode definition(OpApplNode apply) {
      return apply.getOperator() instanceof OpDefNode definition
              && definition.getKind() == ASTConstants.UserDefinedOpKind
          ? definition
          : null;
    }

    private static int level(SemanticNode node) {
      return node instanceof LevelNode known ? known.getLevel() : LevelConstants.TemporalLevel;
    }

    private String text(SemanticNode node) {
      return file.text(place(node));
    }

    private static Place place(SemanticNode node) {
      Location at = node.getLocation();
      return new Place(
          String.valueOf(at.source()),
          at.beginLine(),
          at.beginColumn(),
          at.endLine(),
          at.endColumn());
    }
  }
}
