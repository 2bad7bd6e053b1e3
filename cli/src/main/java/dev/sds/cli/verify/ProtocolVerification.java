package dev.sds.cli.verify;

import dev.sds.artifacts.Decisions;
import dev.sds.artifacts.Json;
import dev.sds.artifacts.kit.ProtocolFamily;
import dev.sds.artifacts.kit.reader.OtherProtocols;
import dev.sds.artifacts.kit.reader.ProtocolReader;
import dev.sds.artifacts.protocol.CheckOutcome;
import dev.sds.artifacts.protocol.Counterexample;
import dev.sds.artifacts.protocol.Departure;
import dev.sds.artifacts.protocol.Instance;
import dev.sds.artifacts.protocol.Protocol;
import dev.sds.artifacts.protocol.Refinement;
import dev.sds.cli.verify.FileVerification.Form;
import dev.sds.spec.BadInputException;
import dev.sds.spec.Source;
import dev.sds.verification.DesignBlame;
import dev.sds.verification.Limits;
import dev.sds.verification.StrengthRun;
import dev.sds.verification.TlcRunner;
import dev.sds.verification.child.walk.Sample;
import dev.sds.verification.file.Violation;
import dev.sds.verification.ladder.Growth;
import dev.sds.verification.ladder.PublishedModel;
import dev.sds.verification.ladder.Sampling;
import dev.sds.verification.remedy.Remedies;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Checks one design of a protocol that stands by itself and shows what came out. */
public final class ProtocolVerification {

  private final ProtocolOptions options;
  private final FileOptions shownAs;
  private final OtherProtocols others;
  private final PrintWriter out;

  /**
   * A verification.
   *
   * @param others the protocols that the file may name
   */
  public ProtocolVerification(
      ProtocolOptions options, FileOptions shownAs, OtherProtocols others, PrintWriter out) {
    this.options = options;
    this.shownAs = shownAs;
    this.others = others;
    this.out = out;
  }

  /** Whether a path is that of a protocol's file. */
  public static boolean takes(@Nullable Path path) {
    String name = path == null ? "" : path.toString();
    return name.endsWith(".yaml") && !name.endsWith("spec.yaml");
  }

  /** The text of a file that was named. */
  public static String text(Path file, String shown) throws BadInputException {
    try {
      return Files.readString(file);
    } catch (NoSuchFileException e) {
      throw BadInputException.of(
          "verify.file", "There is no %s.".formatted(shown), "Name a file that is there.");
    } catch (IOException e) {
      throw BadInputException.of(
          "verify.file",
          "%s cannot be read as UTF-8 text: %s.".formatted(shown, e),
          "Name a file of text.");
    }
  }

  /**
   * What a check may cost.
   *
   * @param scratch the folder under which each run has its own
   * @param grow states to spend on larger instances; as many again on their liveness
   */
  public record Bounds(Path scratch, Limits limits, long grow) {}

  /** Checks it and shows the outcome, or only its TLA+ if that was asked for. */
  public Conclusion run(Source source, Bounds bounds, Form form)
      throws BadInputException, InterruptedException {
    ProtocolFamily family = ProtocolReader.family(source, others);
    Decisions decisions = options.decisions(family);
    List<String> faults = options.faults(family);
    Protocol protocol = composed(family, decisions, source);
    Instance instance = family.instance(faults);
    if (options.tla()) {
      PublishedModel model = PublishedModel.of(protocol, instance);
      out.print(model.module() + "\n" + model.cfg());
      model.beside().forEach(beside -> out.print("\n" + beside.module()));
      out.flush();
      return Conclusion.HOLDS;
    }
    var design =
        new ProtocolCheck.Design(
            source.name(), decisions, protocol, notCovered(family, faults, protocol));
    ProtocolCheck check = checked(design, instance, bounds);
    Blamed blamed = found -> blame(family, faults, check, found, bounds);
    if (form == Form.JSON) {
      ProtocolCheck whole =
          shownAs.explain() && check.violated().isPresent()
              ? blamed.of(check.violated().get())
              : check;
      out.println(Json.pretty(whole.document()));
    } else {
      show(check, blamed);
    }
    out.flush();
    return check.conclusion();
  }

  /** The design's protocol; parts that only some decisions bring together may not fit. */
  public static Protocol composed(ProtocolFamily family, Decisions decisions, Source source)
      throws BadInputException {
    try {
      return family.protocol(decisions);
    } catch (IllegalArgumentException e) {
      throw BadInputException.of(
          "verify.design",
          "%s: the design %s is no protocol. %s"
              .formatted(source.name(), decisions, e.getMessage()),
          "Let `when` and `unless` choose parts that fit together in every design.");
    }
  }

  /** Asks what a violation is due to. */
  private interface Blamed {
    ProtocolCheck of(CheckOutcome.Violated found) throws InterruptedException;
  }

  private ProtocolCheck checked(ProtocolCheck.Design design, Instance instance, Bounds bounds)
      throws BadInputException, InterruptedException {
    Limits limits = bounds.limits();
    Sample sample = shownAs.sample().sample();
    var sampling = new Sampling(bounds.scratch(), limits, sample);
    if (shownAs.sample().simulate()) {
      return ProtocolCheck.of(design, instance, sampling.of(design.protocol(), instance));
    }
    var tlc = new TlcRunner(bounds.scratch(), 1);
    CheckOutcome outcome = tlc.check(design.protocol(), instance, limits);
    if (outcome instanceof CheckOutcome.Bounded && sample.wanted()) {
      return ProtocolCheck.of(design, instance, outcome)
          .beyond(sampling.of(design.protocol(), instance));
    }
    boolean held = outcome instanceof CheckOutcome.Verified;
    Optional<Growth.Climb> larger = Optional.empty();
    if (held && bounds.grow() > 0) {
      var within = new Limits(limits.seconds(), limits.heapMiB(), bounds.grow());
      larger = Optional.of(new Growth(tlc, within).climb(design.protocol(), instance));
    }
    Optional<StrengthRun.Result> strength = Optional.empty();
    if (held && options.strength()) {
      strength =
          Optional.of(
              new StrengthRun(bounds.scratch(), limits).examine(design.protocol(), instance));
    }
    return new ProtocolCheck(
        design,
        instance,
        outcome,
        larger,
        strength,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  /** The decisions first: where one of them mends it, nothing else is asked. */
  private static ProtocolCheck blame(
      ProtocolFamily family,
      List<String> faults,
      ProtocolCheck check,
      CheckOutcome.Violated found,
      Bounds bounds)
      throws InterruptedException {
    var tlc = new TlcRunner(bounds.scratch(), 1);
    Decisions decisions = check.design().decisions();
    DesignBlame.Finding design =
        new DesignBlame(tlc, bounds.limits(), family, found.instance()).blame(decisions);
    ProtocolCheck blamed = check.with(design);
    return design.passing().values().isEmpty() && design.unsettled().isEmpty()
        ? blamed.with(new Remedies(tlc, bounds.limits(), family, faults).find(decisions, found))
        : blamed;
  }

  private void show(ProtocolCheck check, Blamed blamed) throws InterruptedException {
    ProtocolReport.of(check).forEach(out::println);
    Optional<CheckOutcome.Violated> violated = check.violated();
    if (violated.isEmpty()) {
      return;
    }
    Counterexample counterexample = violated.get().counterexample();
    Violation told = ProtocolBehaviour.violation(counterexample);
    out.println();
    if (shownAs.explain()) {
      out.print(Explained.render(told));
      Departure departure = counterexample.departure();
      if (departure != null) {
        out.print("\n" + departure.render());
      }
    } else if (!shownAs.replay()) {
      out.print(counterexample.render());
    }
    if (shownAs.diagram()) {
      out.print("\n```mermaid\n" + counterexample.mermaid(check.design().protocol()) + "```\n");
    }
    out.flush();
    if (shownAs.explain()) {
      out.println();
      ProtocolCheck known = blamed.of(violated.get());
      known.blame().map(ProtocolReport::blame).orElse(List.of()).forEach(out::println);
      known.remedies().map(ProtocolReport::wrong).orElse(List.of()).forEach(out::println);
    }
    if (shownAs.replay()) {
      Replay.atTheTerminal(told.behaviour(), out);
    }
  }

  private List<String> notCovered(ProtocolFamily family, List<String> faults, Protocol protocol) {
    var lines = new ArrayList<String>();
    lines.add("larger instances than this; times, sizes and rates; any code");
    lines.addAll(FairnessAssumed.by(protocol));
    if (!options.strength()) {
      lines.add("whether the properties would notice a mistake: --strength plants some");
    }
    List<String> left = family.faults().stream().filter(f -> !faults.contains(f)).toList();
    if (!left.isEmpty()) {
      lines.add("faults left out: " + String.join(", ", left));
    }
    Refinement refinement = protocol.refinement();
    if (refinement != null) {
      lines.add(refinement.of().name() + " itself: what it promises is checked by its own file");
    }
    protocol
        .composition()
        .channels()
        .forEach(channel -> lines.add("other messages than on the " + channel.words()));
    return lines;
  }
}
