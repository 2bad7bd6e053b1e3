package dev.sds.cli;

import dev.sds.artifacts.Artifact;
import dev.sds.artifacts.Decisions;
import dev.sds.artifacts.Hypothesis;
import dev.sds.artifacts.kit.Catalogue;
import dev.sds.artifacts.kit.Kit;
import dev.sds.artifacts.kit.ProjectGenerator;
import dev.sds.spec.Spec;
import dev.sds.spec.Stage;
import dev.sds.stages.Admission;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * A mistake in the router that the kit generates for a sound design.
 *
 * @param refused the action that the model does not take
 * @param instead an action that it could have taken
 */
record BrokenRouter(String name, String story, String refused, String instead, List<Edit> edits) {

  private static final String FILE = "src/main/java/router/Dispatcher.java";

  BrokenRouter {
    edits = List.copyOf(edits);
  }

  private static BrokenRouter of(
      String name, String story, String refused, String instead, Edit... edits) {
    return new BrokenRouter(name, story, refused, instead, List.of(edits));
  }

  /** A mistake of each kind. */
  static List<BrokenRouter> all() {
    return List.of(
        of(
            "missing-guard",
            "an answer counts whatever attempt it is to",
            "Deliver",
            "Discard",
            new Edit(
                "if (latest == null || latest.attempt != attempt || latest.replica != replica) {",
                "if (latest == null) {")),
        of(
            "forgotten-message",
            "what a lost replica had is not held again",
            "Rest",
            "Dispatch",
            new Edit(
                "held.add(new Waiting(sent.request, policy.priority(sent.request), sent.attempt + 1));",
                "")),
        of(
            "unsent-message",
            "a second attempt is logged but never sent",
            "Rest",
            "Finish",
            new Edit(
                "cluster.dispatch(head.request, replica, head.attempt);",
                """
          if (head.attempt == 0) {
            cluster.dispatch(head.request, replica, head.attempt);
          }""")),
        of(
            "early-acknowledgement",
            "a second attempt counts as answered when it is sent",
            "Discard",
            "Deliver",
            new Edit(
                "ledger.put(head.request.id(), new Sent(head.request, replica, head.attempt));",
                """
          if (head.attempt == 0) {
            ledger.put(head.request.id(), new Sent(head.request, replica, head.attempt));
          }""")),
        of(
            "non-atomic-update",
            "an answer is handed on now, and struck off the ledger when the next request comes",
            "Dispatch",
            "Accept",
            new Edit("ledger.remove(request.id());", "settled.add(request.id());"),
            new Edit(
                "cluster.log(\"Accept\", request.id(), NONE, NONE);",
                """
          for (int id : settled) {
            ledger.remove(id);
          }
          settled.clear();
          cluster.log("Accept", request.id(), NONE, NONE);"""),
            new Edit(
                "private final Believed believed;",
                """
          private final Believed believed;
          private final java.util.List<Integer> settled = new ArrayList<>();""")),
        of(
            "stale-read",
            "replicas are chosen by what was believed when the last request came",
            "Dispatch",
            "Dispatch",
            new Edit("policy.place(head.request, cluster, believed)", "place(head.request)"),
            new Edit(
                "cluster.log(\"Accept\", request.id(), NONE, NONE);",
                """
          for (int i = 0; i < cluster.replicas(); i++) {
            before.set(i, believed.contains(i));
          }
          cluster.log("Accept", request.id(), NONE, NONE);"""),
            new Edit(
                "private void dispatchHeld() {",
                """
          private final Believed before = new Believed(4);

          private int place(Request request) {
            return policy.place(request, cluster, before);
          }

          private void dispatchHeld() {""")));
  }

  @Override
  public String toString() {
    return name;
  }

  /** A change of the text. */
  record Edit(String from, String to) {
    String apply(String text) {
      if (!text.contains(from)) {
        throw new IllegalStateException("The generated router has no '" + from + "':\n" + text);
      }
      return text.replace(from, to);
    }
  }

  /** The code of a design that keeps a ledger and fences by attempts, as it is generated. */
  static Hypothesis sound(Kit kit, Spec spec) {
    Decisions wanted =
        Decisions.NONE
            .with("queueing", "held")
            .with("recovery", "ledger")
            .with("fencing", "attempt")
            .with("order", "arrival");
    Decisions design =
        Admission.of(spec, kit).completions(Decisions.NONE, Stage.DESIGN).stream()
            .filter(d -> d.includes(wanted))
            .findFirst()
            .orElseThrow();
    var parameters = new TreeMap<String, Double>();
    for (Catalogue.NamedParameter named : kit.catalogue().parameters(design)) {
      parameters.put(named.name(), named.parameter().initial());
    }
    List<Artifact> files = new ProjectGenerator(kit).generate(design, parameters);
    return new Hypothesis(Stage.CODE, "test", design, parameters, "", "", null, files);
  }

  /** The same code with this mistake in it. */
  Hypothesis in(Hypothesis sound) {
    var files = new ArrayList<Artifact>();
    for (Artifact file : sound.artifacts()) {
      String text = file.content();
      if (file.path().equals(FILE)) {
        for (Edit edit : edits) {
          text = edit.apply(text);
        }
      }
      files.add(new Artifact(file.path(), text));
    }
    return new Hypothesis(
        Stage.CODE, "test", sound.decisions(), sound.parameters(), "", "", null, files);
  }
}
