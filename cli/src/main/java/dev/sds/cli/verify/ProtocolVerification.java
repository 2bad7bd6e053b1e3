package dev.sds.cli.verify;

import dev.sds.artifacts.Decisions;
import dev.sds.artifacts.Json;
import dev.sds.artifacts.kit.ProtocolFamily;
import dev.sds.artifacts.kit.reader.OtherProtocols;
import dev.sds.artifacts.kit.reader.ProtocolReader;
import dev.sds.artifacts.protocol.CheckOutcome;
import dev.sds.artifacts.protocol.Instance;
import dev.sds.artifacts.protocol.Property;
import dev.sds.artifacts.protocol.Protocol;
import dev.sds.artifacts.protocol.Refinement;
import dev.sds.cli.report.EvidenceText;
import dev.sds.cli.verify.FileVerification.Form;
import dev.sds.spec.BadInputException;
import dev.sds.spec.Diagnostic;
import dev.sds.spec.Source;
import dev.sds.verification.Limits;
import dev.sds.verification.TlcRunner;
import dev.sds.verification.ladder.PublishedModel;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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

  /** The text of a protocol's file. */
  public static String text(Path file, String shown) throws BadInputException {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new BadInputException(
          Diagnostic.error(
              "verify.file",
              "%s cannot be read as UTF-8 text: %s.".formatted(shown, e),
              "Name a protocol's file, one of TLA+, or a workspace."));
    }
  }

  /**
   * Checks it and shows the outcome.
   *
   * @return nothing if only its TLA+ was asked for
   */
  public Optional<CheckOutcome> run(Source source, Path scratch, Limits limits, Form form)
      throws BadInputException, InterruptedException {
    ProtocolFamily family = ProtocolReader.family(source, others);
    Decisions decisions = options.decisions(family);
    List<String> faults = options.faults(family);
    Protocol protocol = family.protocol(decisions);
    Instance instance = family.instance(faults);
    if (options.tla()) {
      PublishedModel model = PublishedModel.of(protocol, instance);
      out.print(model.module() + "\n" + model.cfg());
      model.beside().forEach(beside -> out.print("\n" + beside.module()));
      out.flush();
      return Optional.empty();
    }
    CheckOutcome outcome = new TlcRunner(scratch, 1).check(protocol, instance, limits);
    List<String> notCovered = notCovered(family, faults, protocol);
    if (form == Form.JSON) {
      out.println(Json.pretty(document(decisions, protocol, instance, outcome, notCovered)));
    } else {
      show(source.name(), decisions, protocol, instance, outcome, notCovered);
    }
    out.flush();
    return Optional.of(outcome);
  }

  private void show(
      String name,
      Decisions decisions,
      Protocol protocol,
      Instance instance,
      CheckOutcome outcome,
      List<String> notCovered) {
    out.println(name + ": " + protocol.name() + ", " + EvidenceText.outcome(outcome));
    if (!decisions.values().isEmpty()) {
      out.println("  Decided: " + decisions);
    }
    out.println("  Within: " + instance.label());
    if (outcome instanceof CheckOutcome.Violated violated) {
      protocol
          .property(violated.counterexample().property())
          .ifPresent(p -> out.println("  " + words(p)));
      out.println();
      out.print(violated.counterexample().render());
      if (shownAs.diagram()) {
        out.print("\n```mermaid\n" + violated.counterexample().mermaid(protocol) + "```\n");
      }
      return;
    }
    if (outcome instanceof CheckOutcome.Verified || outcome instanceof CheckOutcome.Vacuous) {
      protocol.properties().forEach(p -> out.println("  Holds: " + words(p)));
      out.println("Not covered:");
      notCovered.forEach(line -> out.println("  " + line));
    }
  }

  private static String words(Property property) {
    String owners = String.join(", ", property.requirements());
    return (owners.isEmpty() ? "" : owners + " ") + property.name() + ": " + property.comment();
  }

  private static List<String> notCovered(
      ProtocolFamily family, List<String> faults, Protocol protocol) {
    var lines = new ArrayList<String>();
    lines.add("larger instances than this; times, sizes and rates; any code");
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

  private static Map<String, Object> document(
      Decisions decisions,
      Protocol protocol,
      Instance instance,
      CheckOutcome outcome,
      List<String> notCovered) {
    var document = new LinkedHashMap<String, Object>();
    document.put("protocol", protocol.name());
    document.put("decisions", decisions.values());
    document.put("instance", instance.label());
    document.put("properties", protocol.properties());
    document.put("outcome", outcome);
    document.put("notCovered", notCovered);
    return document;
  }
}
