package dev.sds.spec.text;

import static dev.sds.spec.text.Shape.Presence.OPTIONAL;
import static dev.sds.spec.text.Shape.Presence.REQUIRED;

import dev.sds.spec.Dimension;
import dev.sds.spec.Stage;
import dev.sds.spec.Vocabulary;
import dev.sds.spec.text.Shape.Amount;
import dev.sds.spec.text.Shape.Anything;
import dev.sds.spec.text.Shape.BoundText;
import dev.sds.spec.text.Shape.Choice;
import dev.sds.spec.text.Shape.Either;
import dev.sds.spec.text.Shape.Field;
import dev.sds.spec.text.Shape.Fields;
import dev.sds.spec.text.Shape.Items;
import dev.sds.spec.text.Shape.Least;
import dev.sds.spec.text.Shape.Named;
import dev.sds.spec.text.Shape.Pair;
import dev.sds.spec.text.Shape.Presence;
import dev.sds.spec.text.Shape.Size;
import dev.sds.spec.text.Shape.Text;
import dev.sds.spec.text.Shape.Version;
import dev.sds.spec.text.Shape.Whole;
import dev.sds.spec.text.Shape.Word;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** The one table of what may stand in a spec; the reader and the schema both work from it. */
final class SpecFormat {

  static final int VERSION = 1;

  static final List<String> CHECKS =
      List.of("minimize", "maximize", "bound", "invariant", "liveness", "interface");

  private static final Text PROSE =
      new Text("text", 100_000, "[\\s\\S]*\\S[\\s\\S]*", "a text, not blank");
  private static final Text SLUG =
      new Text(
          "name",
          100,
          "[a-z][a-z0-9-]*",
          "lower-case letters, digits and dashes, beginning with a letter");
  private static final Text ID =
      new Text(
          "id",
          100,
          "[A-Z][A-Za-z0-9_-]*",
          "a capital letter, then letters, digits, `_` or `-`, such as `R1`");
  private static final Text TRACE =
      new Text(
          "trace path",
          500,
          "(?![/\\\\~])(?![A-Za-z]:)(?!(?:.*[/\\\\])?\\.\\.(?:[/\\\\]|$))[^\\x00-\\x1f]+",
          "a path inside the workspace: relative to the spec, without `..`");
  static final Text ROWS =
      new Text(
          "row range",
          30,
          "[1-9][0-9]{0,8}-[1-9][0-9]{0,8}",
          "the first and the last row, from 1, such as `1-5000`");
  private static final Text JAVA_TYPE =
      new Text(
          "interface",
          200,
          "[A-Za-z_$][\\w$]*(?:\\.[A-Za-z_$][\\w$]*)*",
          "the name of a Java type, such as `llm.Router`");

  private SpecFormat() {}

  static Fields of(Vocabulary words) {
    return spec(new Sections(words));
  }

  /** The format as far as it does not depend on a kit. */
  static Fields withoutKit() {
    var any = new Anything();
    return root(
        new Field("requirements", "what the system must do", any, REQUIRED),
        new Field("faults", "what it must stand", any, OPTIONAL),
        new Field("decisions", "what is decided already", any, OPTIONAL),
        new Field("environment", "what it runs on", any, OPTIONAL),
        new Field("workloads", "what it is judged on", any, REQUIRED));
  }

  private static Fields spec(Sections sections) {
    Fields environment = sections.environment();
    return root(
        new Field(
            "requirements",
            "what the system must do, by ids that are never reused",
            new Named(ID, sections.requirement()),
            REQUIRED),
        new Field("faults", "what the system must stand", sections.faults(), OPTIONAL),
        new Field("decisions", "what a human has decided", sections.decisions(), OPTIONAL),
        new Field(
            "environment",
            "what the system runs on",
            environment,
            environment.demandsAny() ? REQUIRED : OPTIONAL),
        new Field(
            "workloads",
            "streams of requests to judge a design on",
            new Named(SLUG, sections.workload()),
            REQUIRED));
  }

  private static Fields root(Field... middle) {
    var fields = new ArrayList<Field>();
    fields.add(new Field("sds", "the version of this format, 1", new Version(VERSION), REQUIRED));
    fields.add(new Field("system", "the system's name, such as `llm-router`", SLUG, REQUIRED));
    fields.add(new Field("intent", "what the system is for, in English", PROSE, REQUIRED));
    fields.add(new Field("kit", "the kit that knows the domain", SLUG, REQUIRED));
    fields.addAll(Arrays.asList(middle));
    fields.add(new Field("budget", "what a refinement may spend", budget(), OPTIONAL));
    fields.add(new Field("gates", "who lets each stage pass", gates(), OPTIONAL));
    return new Fields("key", fields, List.of());
  }

  private static Fields budget() {
    return new Fields(
        "key",
        List.of(
            new Field(
                "simulations", "full simulations, each seed counted once", new Whole(1), OPTIONAL),
            new Field(
                "creation",
                "further ones, for a search that writes new code",
                new Whole(0),
                OPTIONAL),
            new Field(
                "wall",
                "a time that stops a run",
                new Amount(Dimension.TIME, Least.ABOVE_ZERO),
                OPTIONAL),
            new Field(
                "model-cost",
                "money for language models",
                new Amount(Dimension.MONEY, Least.ZERO),
                OPTIONAL)),
        List.of());
  }

  private static Fields gates() {
    var who = new Word("approver", List.of("auto", "human"));
    var fields =
        Arrays.stream(Stage.values())
            .map(stage -> new Field(stage.label(), "who lets its result pass", who, OPTIONAL))
            .toList();
    return new Fields("stage", fields, List.of());
  }

  /** The sections whose words come from a kit. */
  private record Sections(Vocabulary words) {

    Fields requirement() {
      var metric = new Word("metric", List.copyOf(words.metrics().keySet()));
      var fault = new Word("fault", List.copyOf(words.faults().keySet()));
      return new Fields(
          "key",
          List.of(
              new Field("text", "the requirement in English", PROSE, REQUIRED),
              new Field("minimize", "a metric to make small", metric, OPTIONAL),
              new Field("maximize", "a metric to make large", metric, OPTIONAL),
              new Field(
                  "bound",
                  "`metric <= quantity` or `>=`",
                  new BoundText(words.metrics()),
                  OPTIONAL),
              property("invariant", "invariant", "what holds in every state", words.invariants()),
              property(
                  "liveness", "liveness property", "what happens in the end", words.liveness()),
              new Field("interface", "a Java interface to offer", JAVA_TYPE, OPTIONAL),
              new Field(
                  "under", "faults under which it holds", new Items(fault, Size.ANY), OPTIONAL)),
          List.of(
              new Choice(
                  CHECKS,
                  0,
                  1,
                  "A requirement has one check; make the other a requirement with an id of its"
                      + " own.")));
    }

    private static Field property(
        String name, String noun, String description, Map<String, String> known) {
      return new Field(name, description, new Word(noun, List.copyOf(known.keySet())), OPTIONAL);
    }

    Fields faults() {
      var kinds =
          words.faults().values().stream()
              .map(
                  kind ->
                      new Field(
                          kind.name(),
                          kind.description(),
                          keyed("key", kind.parameters()),
                          OPTIONAL))
              .toList();
      return new Fields("fault", kinds, List.of());
    }

    Fields environment() {
      return keyed("environment key", words.environment().values());
    }

    Fields decisions() {
      var kinds = new ArrayList<Field>();
      var lists = new ArrayList<Field>();
      words
          .decisions()
          .forEach(
              (kind, values) -> {
                var value = new Word("value", values);
                kinds.add(new Field(kind, "a value to take", value, OPTIONAL));
                lists.add(
                    new Field(kind, "values to rule out", new Items(value, Size.ANY), OPTIONAL));
              });
      var pin = new Fields("decision", kinds, List.of());
      var forbid =
          new Either(new Items(new Pair(pin), Size.ANY), new Fields("decision", lists, List.of()));
      return new Fields(
          "key",
          List.of(
              new Field("pin", "decisions with the value to take", pin, OPTIONAL),
              new Field("forbid", "decisions with values to rule out", forbid, OPTIONAL)),
          List.of());
    }

    Fields workload() {
      return new Fields(
          "key",
          List.of(
              new Field("role", "`train`, or `holdout` for the last gate only", role(), REQUIRED),
              new Field(
                  "lengths",
                  "how long requests are",
                  new Word("length distribution", words.lengths()),
                  OPTIONAL),
              new Field("arrivals", "when requests arrive", arrivals(), OPTIONAL),
              new Field(
                  "trace",
                  "a CSV file of recorded requests: replayed, or with `arrivals` drawn from",
                  TRACE,
                  OPTIONAL),
              new Field("rows", "the rows of the trace that count", ROWS, OPTIONAL),
              new Field(
                  "for",
                  "how long requests arrive",
                  new Amount(Dimension.TIME, Least.ABOVE_ZERO),
                  OPTIONAL),
              new Field(
                  "seeds",
                  "whole numbers, one run each",
                  new Items(new Whole(0), Size.AT_LEAST_ONE_ALL_DISTINCT),
                  OPTIONAL)),
          List.of(
              new Choice(
                  List.of("arrivals", "trace"), 1, 2, "Requests come by `arrivals` or by `trace`."),
              new Choice(
                  List.of("lengths", "trace"),
                  1,
                  1,
                  "Lengths come from `lengths` or from `trace`."),
              new Choice(
                  List.of("for", "trace"), 1, 2, "Add how long requests arrive: `for: 1000 s`."),
              new Choice(
                  List.of("seeds", "trace"),
                  1,
                  2,
                  "Add whole numbers, one run each: `seeds: [1, 2, 3]`.")));
    }

    private static Word role() {
      return new Word("role", List.of("train", "holdout"));
    }

    private Fields arrivals() {
      var fields = new ArrayList<Field>();
      words
          .arrivals()
          .forEach(
              (process, keys) ->
                  fields.add(
                      new Field(process, "an arrival process", keyed("key", keys), OPTIONAL)));
      fields.add(
          new Field(
              "rate",
              "the mean rate, such as `7.5/s`",
              new Amount(Dimension.RATE, Least.ABOVE_ZERO),
              REQUIRED));
      var one =
          new Choice(
              List.copyOf(words.arrivals().keySet()),
              1,
              1,
              "Name one process, with its parameters in braces, beside `rate`.");
      return new Fields("arrival process", fields, List.of(one));
    }

    private static Fields keyed(String noun, Collection<Vocabulary.Key> keys) {
      return new Fields(noun, keys.stream().map(Sections::field).toList(), List.of());
    }

    private static Field field(Vocabulary.Key key) {
      Long least = key.least();
      Shape number = least == null ? new Amount(key.dimension(), Least.ZERO) : new Whole(least);
      Shape shape = key.words().isEmpty() ? number : new Word("value", key.words());
      Presence presence = key.absent().isEmpty() ? REQUIRED : OPTIONAL;
      return new Field(key.name(), key.description(), shape, presence);
    }
  }
}
