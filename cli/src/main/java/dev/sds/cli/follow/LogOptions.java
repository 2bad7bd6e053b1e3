package dev.sds.cli.follow;

import dev.sds.artifacts.protocol.Instance;
import dev.sds.artifacts.protocol.Protocol;
import dev.sds.spec.BadInputException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What can be told of a log that is compared with a protocol. */
public final class LogOptions {

  @Option(
      names = "--log",
      paramLabel = "EVENTS",
      description = {
        "FILE.tla, FILE.yaml: follow what a running system logged, instead of checking the protocol:",
        "a file with one JSON object a line, {\"action\": ..., \"parameters\": {...}, \"observed\":"
            + " {...}}"
      })
  private @Nullable Path log;

  @Option(
      names = "--module",
      paramLabel = "NAME",
      description = "FILE.yaml with --log: the log is that of one module, without the others'")
  private @Nullable String module;

  @Option(
      names = "--constant",
      paramLabel = "NAME=VALUE",
      description =
          "FILE.yaml with --log: what a constant stands for there, such as 'Jobs={j1, j2}'; may be"
              + " repeated")
  private List<String> constants = new ArrayList<>();

  /** The log; null if none was named. */
  public @Nullable Path log() {
    return log;
  }

  @Nullable String module() {
    return module;
  }

  /** What is about logs is not left out in silence. */
  public void refuseWithoutALog() throws BadInputException {
    if (log == null && (module != null || !constants.isEmpty())) {
      throw BadInputException.of(
          "verify.log",
          (module == null ? "--constant" : "--module") + " says how a log is followed.",
          "Name the log: --log EVENTS");
    }
  }

  /** What is about protocols cannot be told of a TLA+ file. */
  void refuseOfATlaFile() throws BadInputException {
    if (module != null || !constants.isEmpty()) {
      throw BadInputException.of(
          "verify.option",
          (module == null ? "--constant" : "--module")
              + " is about protocols in a FILE.yaml; a TLA+ file has no such thing.",
          "Its constants are those of its cfg, or of another: --config FILE.cfg");
    }
  }

  /** An instance with the constants that were told. */
  Instance instance(Protocol protocol, Instance instance) throws BadInputException {
    var values = new TreeMap<>(instance.constants());
    for (String told : constants) {
      int sign = told.indexOf('=');
      String name = sign < 0 ? told : told.substring(0, sign).strip();
      if (sign < 0 || protocol.constants().stream().noneMatch(c -> c.name().equals(name))) {
        throw BadInputException.of(
            "verify.constant",
            "%s has no constant '%s'.".formatted(protocol.name(), name),
            "Give a value, as in 'Jobs={j1, j2}', to some of "
                + protocol.constants().stream().map(c -> c.name()).toList()
                + ".");
      }
      values.put(name, told.substring(sign + 1).strip());
    }
    try {
      return new Instance(values, instance.label());
    } catch (IllegalArgumentException e) {
      throw BadInputException.of(
          "verify.constant", String.valueOf(e.getMessage()), "Write 3, {a, b} or {\"a\", \"b\"}.");
    }
  }
}
