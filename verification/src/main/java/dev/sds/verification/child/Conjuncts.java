package dev.sds.verification.child;

import java.util.ArrayList;
import java.util.List;
import tla2sany.semantic.ExprNode;
import tla2sany.semantic.ExprOrOpArgNode;
import tla2sany.semantic.OpApplNode;
import tla2sany.semantic.OpDefNode;
import tlc2.tool.ITool;
import tlc2.tool.TLCState;
import tlc2.util.Context;
import tlc2.value.impl.BoolValue;

/** The parts of a conjunction that are false in a state. */
final class Conjuncts {

  private static final List<String> AND = List.of("$ConjList", "\\land");

  private Conjuncts() {}

  /** Where they stand; empty for what is no conjunction. */
  static List<Line> falseIn(OpDefNode definition, ITool tool, TLCState state) {
    List<ExprOrOpArgNode> parts = new ArrayList<>();
    collect(definition.getBody(), parts);
    List<Line> lines = new ArrayList<>();
    if (parts.size() > 1) {
      for (ExprOrOpArgNode part : parts) {
        if (tool.eval(part, Context.Empty, state) instanceof BoolValue bool && !bool.val) {
          lines.add(new Line("false", Places.of(part)));
        }
      }
    }
    return lines;
  }

  private static void collect(ExprOrOpArgNode node, List<ExprOrOpArgNode> parts) {
    if (node instanceof OpApplNode application
        && AND.contains(application.getOperator().getName().toString())) {
      for (ExprOrOpArgNode argument : application.getArgs()) {
        collect(argument, parts);
      }
    } else if (node instanceof ExprNode) {
      parts.add(node);
    }
  }
}
