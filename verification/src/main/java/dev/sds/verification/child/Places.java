package dev.sds.verification.child;

import java.util.List;
import tla2sany.semantic.SemanticNode;
import tla2sany.st.Location;
import tlc2.tool.Action;

/** Where something stands: module, first line and column, last line and column. */
final class Places {

  private Places() {}

  static List<String> of(SemanticNode node) {
    return of(node.getLocation());
  }

  /** An action's definition, or the part of the next-state relation that it is. */
  static List<String> of(Action action) {
    return action.getOpDef() == null ? of(action.pred) : of(action.getOpDef());
  }

  static List<String> of(Location place) {
    return List.of(
        String.valueOf(place.source()),
        Integer.toString(place.beginLine()),
        Integer.toString(place.beginColumn()),
        Integer.toString(place.endLine()),
        Integer.toString(place.endColumn()));
  }
}
