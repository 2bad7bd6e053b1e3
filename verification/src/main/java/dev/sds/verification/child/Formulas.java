package dev.sds.verification.child;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tla2sany.semantic.ExprOrOpArgNode;
import tla2sany.semantic.OpApplNode;
import tla2sany.semantic.OpDefNode;
import tla2sany.semantic.SemanticNode;
import tla2sany.semantic.Subst;
import tla2sany.semantic.SubstInNode;
import tlc2.tool.BuiltInOPs;
import tlc2.tool.EvalControl;
import tlc2.tool.IContextEnumerator;
import tlc2.tool.ITool;
import tlc2.tool.TLCState;
import tlc2.tool.ToolGlobals;
import tlc2.tool.coverage.CostModel;
import tlc2.util.Context;
import tlc2.value.impl.BoolValue;
import tlc2.value.impl.LazyValue;

/** Looks into properties: which of their parts ever mattered, and what liveness asks for. */
final class Formulas {

  private final ITool tool;

  Formulas(ITool tool) {
    this.tool = tool;
  }

  /** What a definition of the model says; null if it has none of that name. */
  @Nullable SemanticNode body(String name) {
    for (var definition : tool.getRootModule().getOpDefs()) {
      if (definition.getName().toString().equals(name)) {
        return definition.getBody();
      }
    }
    return null;
  }

  /** One demand that what holds at some time makes something else come true. */
  record Promise(SemanticNode when, @Nullable SemanticNode then, Context context) {}

  /**
   * The promises a temporal formula is made of, one for each choice of its variables; null if it is
   * of another form. {@code <>P} promises {@code P} from the start, which {@code when} equal to
   * {@code then} stands for.
   */
  @Nullable List<Promise> promises(SemanticNode formula, TLCState any) {
    List<Promise> promises = new ArrayList<>();
    return collect(formula, Context.Empty, any, promises) ? promises : null;
  }

  private boolean collect(
      SemanticNode node, Context context, TLCState any, List<Promise> promises) {
    if (!(node instanceof OpApplNode apply)) {
      return false;
    }
    ExprOrOpArgNode[] parts = apply.getArgs();
    return switch (opcode(apply)) {
      case ToolGlobals.OPCODE_leadto -> promises.add(new Promise(parts[0], parts[1], context));
      case ToolGlobals.OPCODE_diamond -> promises.add(new Promise(parts[0], null, context));
      case ToolGlobals.OPCODE_cl, ToolGlobals.OPCODE_land -> {
        boolean known = true;
        for (ExprOrOpArgNode part : parts) {
          known &= collect(part, context, any, promises);
        }
        yield known;
      }
      case ToolGlobals.OPCODE_bf -> {
        IContextEnumerator choices = tool.contexts(apply, context, any, any, EvalControl.Clear);
        boolean known = true;
        for (Context choice = choices.nextElement();
            choice != null;
            choice = choices.nextElement()) {
          known &= collect(parts[0], choice, any, promises);
        }
        yield known;
      }
      case 0 -> promised(apply, context, any, promises);
      default -> false;
    };
  }

  /** What a definition without parameters says, of another module's variables too. */
  private boolean promised(
      OpApplNode apply, Context context, TLCState any, List<Promise> promises) {
    if (!(apply.getOperator() instanceof OpDefNode definition) || apply.getArgs().length > 0) {
      return false;
    }
    if (!(definition.getBody() instanceof SubstInNode instance)) {
      return collect(definition.getBody(), context, any, promises);
    }
    Context seen = context;
    for (Subst substitution : instance.getSubsts()) {
      // Not to be remembered: the same expression has other values in other states.
      var value = new LazyValue(substitution.getExpr(), context, false, CostModel.DO_NOT_RECORD);
      seen = seen.cons(substitution.getOp(), value);
    }
    return collect(instance.getBody(), seen, any, promises);
  }

  boolean holds(SemanticNode predicate, Context context, TLCState state) {
    return tool.eval(predicate, context, state) instanceof BoolValue truth && truth.val;
  }

  BitSet where(SemanticNode predicate, Context context, StateGraph graph) {
    BitSet states = new BitSet();
    for (int s = 0; s < graph.size(); s++) {
      if (holds(predicate, context, graph.state(s))) {
        states.set(s);
      }
    }
    return states;
  }

  /**
   * The parts of a state predicate that never mattered: implications whose left side holds in no
   * state, and quantifiers over sets that are always empty.
   */
  Set<OpApplNode> idle(SemanticNode formula, StateGraph graph) {
    Set<OpApplNode> seen = new LinkedHashSet<>();
    gather(formula, seen);
    Set<OpApplNode> mattered = new HashSet<>();
    for (int s = 0; s < graph.size() && mattered.size() < seen.size(); s++) {
      visit(formula, Context.Empty, graph.state(s), mattered);
    }
    seen.removeAll(mattered);
    return seen;
  }

  private static void gather(SemanticNode node, Set<OpApplNode> conditional) {
    if (node instanceof OpApplNode apply) {
      switch (opcode(apply)) {
        case ToolGlobals.OPCODE_bf -> {
          conditional.add(apply);
          gather(apply.getArgs()[0], conditional);
        }
        case ToolGlobals.OPCODE_implies -> {
          conditional.add(apply);
          gather(apply.getArgs()[1], conditional);
        }
        case ToolGlobals.OPCODE_cl, ToolGlobals.OPCODE_land -> {
          for (ExprOrOpArgNode part : apply.getArgs()) {
            gather(part, conditional);
          }
        }
        default -> {}
      }
    }
  }

  private void visit(SemanticNode node, Context context, TLCState state, Set<OpApplNode> mattered) {
    if (!(node instanceof OpApplNode apply)) {
      return;
    }
    switch (opcode(apply)) {
      case ToolGlobals.OPCODE_bf -> {
        IContextEnumerator choices =
            tool.contexts(apply, context, state, TLCState.Empty, EvalControl.Clear);
        for (Context choice = choices.nextElement();
            choice != null;
            choice = choices.nextElement()) {
          mattered.add(apply);
          visit(apply.getArgs()[0], choice, state, mattered);
        }
      }
      case ToolGlobals.OPCODE_implies -> {
        if (holds(apply.getArgs()[0], context, state)) {
          mattered.add(apply);
          visit(apply.getArgs()[1], context, state, mattered);
        }
      }
      case ToolGlobals.OPCODE_cl, ToolGlobals.OPCODE_land -> {
        for (ExprOrOpArgNode part : apply.getArgs()) {
          visit(part, context, state, mattered);
        }
      }
      default -> {}
    }
  }

  private static int opcode(OpApplNode apply) {
    return BuiltInOPs.getOpCode(apply.getOperator().getName());
  }
}
