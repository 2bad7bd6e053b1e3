package dev.sds.verification;

import dev.sds.artifacts.protocol.Action;
import dev.sds.artifacts.protocol.Instance;
import dev.sds.artifacts.protocol.Protocol;
import dev.sds.artifacts.protocol.TraceEvent;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A second opinion on logs: a module with a line for each event, which TLC's own command explores.
 * It shares nothing with the stepper but the protocol's text.
 */
record TraceModule(Protocol protocol, Instance instance, List<List<TraceEvent>> logs) {

  private static final String NAME = "SdsTrace";
  private static final Pattern ATOM = Pattern.compile("\\b[a-z]+[0-9]+\\b");
  private static final Pattern REACHED = Pattern.compile("<<\"SDS\", (\\d+), (\\d+)>>");
  private static final int SECONDS = 60;

  /** For each log, the number of the first event that cannot be taken; one more than its length. */
  List<Integer> stuckAt(Path folder) throws IOException, InterruptedException {
    for (var file : RefinementText.files(protocol).entrySet()) {
      Files.writeString(folder.resolve(file.getKey()), file.getValue());
    }
    Files.writeString(folder.resolve(NAME + ".tla"), text());
    Files.writeString(folder.resolve(NAME + ".cfg"), cfg());
    Path out = folder.resolve("out");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Djava.io.tmpdir=" + folder,
                "-cp",
                jar().toString(),
                "tlc2.TLC",
                "-metadir",
                folder.resolve("states").toString(),
                NAME)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(out.toFile())
            .start();
    if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
    }
    String said = Files.readString(out);
    if (process.waitFor() != 0) {
      throw new IllegalStateException(said);
    }
    var reached = new ArrayList<>(logs.stream().map(_ -> 0).toList());
    for (MatchResult line : REACHED.matcher(said).results().toList()) {
      int log = Integer.parseInt(line.group(1)) - 1;
      reached.set(log, Math.max(reached.get(log), Integer.parseInt(line.group(2))));
    }
    return List.copyOf(reached);
  }

  private static Path jar() {
    try {
      return Path.of(tlc2.TLC.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private TreeSet<String> atoms() {
    return instance.constants().values().stream()
        .flatMap(value -> ATOM.matcher(value).results().map(MatchResult::group))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private String cfg() {
    return "INIT SdsInit\nNEXT SdsNext\nCONSTRAINT SdsTold\nCHECK_DEADLOCK FALSE\n"
        + TlaText.constants(protocol, instance)
        + atoms().stream()
            .map(a -> "CONSTANT " + a + " = " + a + "\n")
            .collect(Collectors.joining());
  }

  private String text() {
    var text = new StringBuilder("---- MODULE " + NAME + " ----\nEXTENDS " + protocol.name());
    text.append("\nSdsTlc == INSTANCE TLC\nCONSTANTS ").append(String.join(", ", atoms()));
    text.append("\nVARIABLES sdsLog, sdsLine\nSdsInit == Init /\\ sdsLog \\in 1..")
        .append(logs.size())
        .append(" /\\ sdsLine = 1\n");
    text.append("SdsTold == SdsTlc!PrintT(<<\"SDS\", sdsLog, sdsLine>>)\nSdsNext ==\n");
    for (int log = 0; log < logs.size(); log++) {
      for (int line = 0; line < logs.get(log).size(); line++) {
        text.append("  \\/ /\\ sdsLog = %d /\\ sdsLine = %d\n".formatted(log + 1, line + 1));
        text.append("     /\\ ").append(step(logs.get(log).get(line)));
        text.append("\n     /\\ sdsLine' = sdsLine + 1 /\\ UNCHANGED sdsLog\n");
      }
    }
    return text.append("====\n").toString();
  }

  private String step(TraceEvent event) {
    Action action = protocol.action(event.action()).orElse(null);
    if (action == null) {
      return "FALSE";
    }
    var open = new StringBuilder();
    var arguments = new ArrayList<String>();
    for (Action.Parameter parameter : action.parameters()) {
      String bound = event.parameters().get(parameter.name());
      if (bound == null) {
        open.append("\\E sds_%s \\in %s : ".formatted(parameter.name(), parameter.set()));
      }
      arguments.add(bound == null ? "sds_" + parameter.name() : bound);
    }
    String call =
        arguments.isEmpty()
            ? action.name()
            : action.name() + "(" + String.join(", ", arguments) + ")";
    return open
        + call
        + event.observed().entrySet().stream().map(TraceModule::seen).collect(Collectors.joining());
  }

  private static String seen(Map.Entry<String, String> entry) {
    String path = entry.getKey();
    int end =
        IntStream.range(0, path.length())
            .filter(i -> path.charAt(i) == '[')
            .findFirst()
            .orElse(path.length());
    return " /\\ " + path.substring(0, end) + "'" + path.substring(end) + " = " + entry.getValue();
  }
}
