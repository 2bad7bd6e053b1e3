package dev.sds.verification.own;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sds.artifacts.kit.ProtocolFamily;
import dev.sds.artifacts.protocol.Action;
import dev.sds.artifacts.protocol.Action.Fairness;
import dev.sds.artifacts.protocol.Action.Origin;
import dev.sds.artifacts.protocol.CheckOutcome;
import dev.sds.artifacts.protocol.Instance;
import dev.sds.artifacts.protocol.Property;
import dev.sds.artifacts.protocol.Protocol;
import dev.sds.artifacts.protocol.Variable;
import dev.sds.verification.Limits;
import dev.sds.verification.ProtocolLibrary;
import dev.sds.verification.StrengthRun;
import dev.sds.verification.TlaText;
import dev.sds.verification.file.FileCheck;
import dev.sds.verification.file.KeptPasses;
import dev.sds.verification.file.ModuleTree;
import dev.sds.verification.file.TlaFile;
import dev.sds.verification.own.ModelGate.Members;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Modules that somebody wrote in a protocol's place. */
class OwnModelTest {

  private static final Limits LIMITS = new Limits(60, 256, 20_000);
  private static final Instance NOTHING_FIXED = new Instance(Map.of(), "one lamp");

  /** Weak fairness of its switch does not light it: it may fail and be mended for ever. */
  private static final Protocol LAMP =
      new Protocol(
          "Lamp",
          "A lamp that may fail.",
          List.of(),
          List.of(),
          List.of(new Variable("lamp", "{\"on\", \"off\", \"broken\"}", "\"off\"", "the lamp")),
          List.of(
              action("Switch", "off", "on", Origin.SYSTEM, Fairness.WEAK),
              action("Fail", "off", "broken", Origin.FAULT, Fairness.NONE),
              action("Mend", "broken", "off", Origin.ENVIRONMENT, Fairness.WEAK),
              action("Shine", "on", "on", Origin.ENVIRONMENT, Fairness.NONE)),
          List.of(
              new Property(
                  "Lit",
                  Property.Kind.LIVENESS,
                  "<>(lamp = \"on\")",
                  "it is lit in the end",
                  List.of("R1"))));

  @TempDir Path folder;

  private static Action action(
      String name, String from, String to, Origin origin, Fairness fairness) {
    return new Action(
        name,
        List.of(),
        List.of("lamp = \"" + from + "\""),
        Map.of("lamp", "\"" + to + "\""),
        origin,
        fairness,
        Action.Lanes.NONE,
        name + " happens.");
  }

  private ModelGate gate(Protocol protocol, String text) throws IOException {
    Path file = folder.resolve(protocol.name() + ".tla");
    Files.writeString(file, text);
    return new ModelGate(file, folder.resolve("runs"), KeptPasses.none(), UnaryOperator.identity());
  }

  private static CheckOutcome outcome(FileCheck check) {
    return ModelGate.outcome(LAMP, NOTHING_FIXED, check);
  }

  @Test
  void promiseThatRestsOnAddedFairness_passesAsWrittenAndNotAsProvided() throws Exception {
    String text = TlaText.module(LAMP).replace("WF_vars(Switch)", "SF_vars(Switch)");

    ModelGate gate = gate(LAMP, text);

    assertThat(gate.added(LAMP)).containsExactly("SF_vars(Switch)");
    assertThat(outcome(gate.check(LAMP, NOTHING_FIXED, LIMITS)))
        .isInstanceOf(CheckOutcome.Verified.class);
    assertThat(outcome(gate.promises(LAMP, NOTHING_FIXED, LIMITS).orElseThrow()))
        .isInstanceOfSatisfying(
            CheckOutcome.Violated.class,
            v -> assertThat(v.counterexample().requirements()).containsExactly("R1"));
  }

  @Test
  void weakFairnessOfAnActionOfItsOwn_isGranted() throws Exception {
    String text =
        TlaText.module(LAMP)
            .replace(
                "Next ==\n",
                "Force ==\n  lamp # \"on\" /\\ lamp' = \"on\"\n\nNext ==\n  \\/ Force\n")
            .replace("Fairness ==\n", "Fairness ==\n  /\\ WF_vars(Force)\n");

    ModelGate gate = gate(LAMP, text);

    assertThat(gate.added(LAMP)).containsExactly("WF_vars(Force)");
    assertThat(outcome(gate.promises(LAMP, NOTHING_FIXED, LIMITS).orElseThrow()))
        .isInstanceOf(CheckOutcome.Verified.class);
  }

  @Test
  void addedFairness_ofAFaultOrOfNoActionByName_isNeverGranted() throws Exception {
    String text =
        TlaText.module(LAMP)
            .replace(
                "Fairness ==\n",
                "Fairness ==\n  /\\ WF_vars(Fail)\n  /\\ []<>(lamp # \"broken\")\n  /\\ WF_vars(Next)\n");

    ModuleTree tree = gate(LAMP, text).tree(LAMP).orElseThrow();
    OwnFairness fairness = OwnFairness.of(LAMP, tree, "all");

    assertThat(fairness.added())
        .containsExactly("WF_vars(Fail)", "[]<>(lamp # \"broken\")", "WF_vars(Next)");
    assertThat(fairness.granted())
        .extracting(OwnFairness.Grant::text)
        .containsExactly("WF_all(Switch)", "WF_all(Mend)");
  }

  /** What is planted in the text must come to what is planted in the protocol. */
  @Test
  void mistakesInTheText_areJudgedAsThoseInTheProtocol() throws Exception {
    ProtocolFamily family = ProtocolLibrary.family("autoscaler");
    Protocol protocol = family.protocol(family.sound());
    Instance instance = family.instance(family.faults());

    StrengthRun.Result own =
        gate(protocol, TlaText.module(protocol)).strength(protocol, instance, LIMITS);

    StrengthRun.Result generated =
        new StrengthRun(folder.resolve("runs"), LIMITS).examine(protocol, instance);
    assertThat(((StrengthRun.Result.Known) own).strength().mutants())
        .hasSizeGreaterThan(5)
        .isEqualTo(((StrengthRun.Result.Known) generated).strength().mutants());
  }

  @Test
  void mistakes_keepTheColumnsOfWhatTheyStandBeside() throws Exception {
    String text =
        """
        ---- MODULE Lamp ----
        \\* Mine. EXTENDS nothing yet
        EXTENDS Naturals
        VARIABLE lamp
        vars == <<lamp>>
        Init == lamp = "off"
        Switch == \\E to \\in {"on"} :
          /\\ \\/ lamp = "off"
             \\/ lamp = "gone"
          /\\ lamp' = to
        Fail == lamp = "off" /\\ lamp' = "broken"
        Next == Switch \\/ Fail
        Spec == Init /\\ [][Next]_vars
        ====
        """;
    ModuleTree tree = gate(LAMP, text).tree(LAMP).orElseThrow();
    Path cfg = Files.writeString(folder.resolve("Lamp.cfg"), "");
    TlaFile file =
        TlaFile.read(
            folder.resolve("Lamp.tla"), Optional.of(cfg), List.of(), UnaryOperator.identity());

    OwnMutants mutants = OwnMutants.in(file, tree, LAMP, 7);

    assertThat(mutants.names())
        .containsExactly(
            "Switch without guard \\/ lamp = \"off\" \\/ lamp = \"gone\"",
            "Switch leaves lamp as it was");
    assertThat(mutants.modules().get("Lamp.tla"))
        .contains("yet\nEXTENDS SdsMistakes, Naturals\nVARIABLE")
        .contains(
            """
              /\\ (SdsMistake(1) \\/ (
                 \\/ lamp = "off"
                 \\/ lamp = "gone"))
              /\\ (IF SdsMistake(2) THEN UNCHANGED lamp ELSE (
                 lamp' = to))
            Fail == lamp = "off"\
            """);
  }

  @Test
  void members_areToldApartByAChoiceAlone() throws Exception {
    String text = TlaText.module(LAMP);
    assertThat(gate(LAMP, text).members(LAMP)).isEqualTo(Members.ALIKE);
    assertThat(
            gate(LAMP, text.replace("Init ==\n", "One == CHOOSE x \\in {1} : TRUE\n\nInit ==\n"))
                .members(LAMP))
        .isEqualTo(Members.TOLD_APART);
  }
}
