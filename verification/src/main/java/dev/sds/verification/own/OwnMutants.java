package dev.sds.verification.own;

import dev.sds.artifacts.protocol.Action;
import dev.sds.artifacts.protocol.Property;
import dev.sds.artifacts.protocol.Protocol;
import dev.sds.spec.Span;
import dev.sds.verification.child.Line;
import dev.sds.verification.file.ModuleTree;
import dev.sds.verification.file.ModuleTree.Conjunct;
import dev.sds.verification.file.ModuleTree.NamedAction;
import dev.sds.verification.file.TlaFile;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A module with deliberate mistakes: in the actions of the system a guard is dropped, or an effect
 * is forgotten, where a register of TLC says so. Which actions are the system's is the protocol's
 * to say; those that it does not have are the system's too.
 *
 * @param names the mistakes
 * @param modules the module that holds them, and what it asks, by file
 */
record OwnMutants(List<String> names, Map<String, String> modules) {

  private static final String ASKS = "SdsMistakes";
  private static final String MADE = "SdsMistake";

  private static final Pattern HEAD =
      Pattern.compile(
          "(?s)(.*?-{4,}[ \\t]*MODULE[ \\t]+\\w+[ \\t]*-{4,}(?:\\s|\\\\\\*[^\\n]*\\n|\\(\\*.*?\\*\\))*)"
              + "(EXTENDS\\b)?");

  OwnMutants {
    names = List.copyOf(names);
    modules = Map.copyOf(modules);
  }

  /** Plants all mistakes. */
  static OwnMutants in(TlaFile file, ModuleTree tree, Protocol protocol, int register) {
    List<String> names = new ArrayList<>();
    List<Edit> edits = new ArrayList<>();
    for (NamedAction action : tree.actions()) {
      if (isSystem(protocol, action.name())) {
        for (Conjunct conjunct : action.conjuncts()) {
          if (forgettable(protocol, conjunct)) {
            names.add(name(action, conjunct));
            edits.add(new Edit(conjunct, names.size()));
          }
        }
      }
    }
    Map<String, String> modules = new TreeMap<>();
    modules.put(
        ASKS + ".tla",
        """
        ---- MODULE %s ----
        SdsRegisters == INSTANCE TLC
        %s(n) == SdsRegisters!TLCGet(%d) = n
        ====
        """
            .formatted(ASKS, MADE, register));
    modules.put(file.module() + ".tla", extended(edited(file, edits)));
    return new OwnMutants(names, modules);
  }

  private static boolean isSystem(Protocol protocol, String action) {
    return protocol.actions().stream()
        .filter(known -> known.name().equals(action))
        .allMatch(known -> known.origin() == Action.Origin.SYSTEM);
  }

  /** Messages that must be there, room for one, and history are not the system's to forget. */
  private static boolean forgettable(Protocol protocol, Conjunct conjunct) {
    return conjunct.sets().isEmpty()
        ? !protocol.composition().brings(plain(conjunct.text()))
        : !protocol.history().contains(conjunct.sets());
  }

  private static String name(NamedAction action, Conjunct conjunct) {
    return conjunct.sets().isEmpty()
        ? action.name() + " without guard " + plain(conjunct.text())
        : action.name() + " leaves " + conjunct.sets() + " as it was";
  }

  private static String plain(String text) {
    return text.replaceAll("\\s+", " ").strip();
  }

  /** A conjunct in which a mistake is planted. */
  private record Edit(Conjunct conjunct, int number) {

    /** What is there stays in its columns, since TLA+ reads lists by them. */
    String around(String text) {
      String made = MADE + "(" + number + ")";
      String before =
          conjunct.sets().isEmpty()
              ? "(" + made + " \\/ ("
              : "(IF " + made + " THEN UNCHANGED " + conjunct.sets() + " ELSE (";
      return before + "\n" + " ".repeat(conjunct.place().column() - 1) + text + "))";
    }
  }

  private static String edited(TlaFile file, List<Edit> edits) {
    var text = new StringBuilder(file.source().text());
    edits.stream()
        .sorted(Comparator.comparingInt((Edit edit) -> span(file, edit).offset()).reversed())
        .forEach(
            edit -> {
              Span span = span(file, edit);
              text.replace(
                  span.offset(),
                  span.end(),
                  edit.around(file.source().text().substring(span.offset(), span.end())));
            });
    return text.toString();
  }

  private static Span span(TlaFile file, Edit edit) {
    return TlaFile.span(file.source(), edit.conjunct().place());
  }

  private static String extended(String text) {
    Matcher head = HEAD.matcher(text);
    if (!head.lookingAt()) {
      return text;
    }
    String rest = text.substring(head.end());
    return head.group(2) == null
        ? head.group(1) + "EXTENDS " + ASKS + "\n" + rest
        : head.group(1) + "EXTENDS " + ASKS + ", " + rest.stripLeading();
  }

  /** What is asked of each mistake. */
  static List<Line> asked(Protocol protocol, OwnFairness fairness, int mutants, long states) {
    List<Line> lines = new ArrayList<>();
    long most = Math.min(states, Integer.MAX_VALUE - 1);
    lines.add(Line.of("asked", "", Integer.toString(mutants), Long.toString(most)));
    fairness
        .granted()
        .forEach(
            grant ->
                lines.add(
                    Line.of(
                        "fair",
                        grant.action(),
                        grant.kind().name(),
                        grant.origin().name().toLowerCase(Locale.ROOT))));
    protocol
        .properties(Property.Kind.LIVENESS)
        .forEach(property -> lines.add(Line.of("live", GateModule.PREFIX + property.name())));
    return lines;
  }
}
