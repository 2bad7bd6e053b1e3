package dev.sds.verification.file;

import dev.sds.spec.BadInputException;
import dev.sds.spec.Diagnostic;
import dev.sds.spec.Source;
import dev.sds.spec.Span;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * A module with its cfg, as they lie on disk.
 *
 * @param path of the root module
 * @param libraries folders and jars in which further modules are looked for, after the module's own
 *     folder
 * @param shown paths by the names that messages use
 */
public record TlaFile(
    Path path, Source source, Cfg cfg, List<Path> libraries, UnaryOperator<String> shown) {

  private static final String ENDING = ".tla";
  private static final int MOST_NAMED = 5;

  public TlaFile {
    libraries = List.copyOf(libraries);
  }

  /**
   * Reads both files.
   *
   * @param config the cfg, or nothing for the one beside the module
   */
  public static TlaFile read(
      Path path, Optional<Path> config, List<Path> libraries, UnaryOperator<String> shown)
      throws BadInputException {
    String name = path.getFileName().toString();
    if (!name.endsWith(ENDING)) {
      throw new BadInputException(
          Diagnostic.error("tla.name", shown.apply(path.toString()) + " is no .tla file.", null));
    }
    Source module = text(path, shown, "Name a TLA+ file.");
    String stem = name.substring(0, name.length() - ENDING.length());
    Path cfg = config.orElseGet(() -> cfg(path, stem));
    String way = Files.exists(cfg) ? "" : wayToACfg(module, cfg, shown);
    Source text = text(cfg, shown, way);
    for (Path library : libraries) {
      if (Files.notExists(library)) {
        throw new BadInputException(
            Diagnostic.error(
                "tla.library",
                "There is no " + shown.apply(library.toString()) + ".",
                "Name a folder with modules, or a jar."));
      }
    }
    return new TlaFile(path, module, Cfg.read(text), libraries, shown);
  }

  /** Beside the module, or beside what it is a link to. */
  private static Path cfg(Path path, String stem) {
    String name = stem + ".cfg";
    Path near = path.resolveSibling(name);
    Path far = lying(path).resolveSibling(name);
    return Files.notExists(near) && Files.exists(far) ? far : near;
  }

  /** Where a file lies, with links followed. */
  private static Path lying(Path path) {
    try {
      return path.toRealPath();
    } catch (IOException e) {
      return path;
    }
  }

  private static String wayToACfg(Source module, Path cfg, UnaryOperator<String> shown) {
    boolean spec = module.text().contains("\nSpec ==");
    List<String> others = beside(cfg, shown);
    return "Write "
        + shown.apply(cfg.toString())
        + (spec ? ", with `SPECIFICATION Spec`" : ", with `INIT Init` and `NEXT Next`")
        + ", a `CONSTANT Name = value` for each constant and an `INVARIANT Name` for each invariant;"
        + " or name another: --config "
        + (others.isEmpty() ? "FILE.cfg" : String.join(", or --config ", others));
  }

  /** The first cfgs of a folder, by name. */
  private static List<String> beside(Path cfg, UnaryOperator<String> shown) {
    try (Stream<Path> files = Files.list(cfg.toAbsolutePath().resolveSibling("."))) {
      return files
          .map(file -> cfg.resolveSibling(file.getFileName()))
          .filter(file -> file.toString().endsWith(".cfg"))
          .sorted()
          .limit(MOST_NAMED)
          .map(file -> shown.apply(file.toString()))
          .toList();
    } catch (IOException e) {
      return List.of();
    }
  }

  private static Source text(Path path, UnaryOperator<String> shown, String fix)
      throws BadInputException {
    String name = shown.apply(path.toString());
    try {
      return new Source(name, decoded(path));
    } catch (NoSuchFileException e) {
      throw new BadInputException(
          Diagnostic.error("tla.no-file", "There is no " + name + ".", fix));
    } catch (IOException e) {
      throw new BadInputException(
          Diagnostic.error("tla.no-file", name + " cannot be read: " + e.getMessage(), null));
    }
  }

  /** As TLC reads: older files have other letters in their comments, which say nothing to it. */
  private static String decoded(Path file) throws IOException {
    return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
  }

  /** The root module's name. */
  public String module() {
    String name = path.getFileName().toString();
    return name.substring(0, name.length() - ENDING.length());
  }

  /** Where modules are looked for; jars are none of these, they are put on the class path. */
  List<Path> folders() {
    List<Path> folders = new ArrayList<>();
    folders.add(path.toAbsolutePath().resolveSibling("."));
    if (Files.isSymbolicLink(path)) {
      folders.add(lying(path).resolveSibling("."));
    }
    libraries.stream().filter(Files::isDirectory).map(Path::toAbsolutePath).forEach(folders::add);
    return folders.stream().map(Path::normalize).toList();
  }

  List<Path> jars() {
    return libraries.stream()
        .filter(Files::isRegularFile)
        .map(library -> library.toAbsolutePath().normalize())
        .toList();
  }

  /** The text of a module; nothing for a standard one. */
  public Optional<Source> source(String module) {
    if (module.equals(module())) {
      return Optional.of(source);
    }
    return folders().stream()
        .map(folder -> folder.resolve(module + ENDING))
        .filter(Files::isRegularFile)
        .findFirst()
        .flatMap(this::readable);
  }

  private Optional<Source> readable(Path file) {
    try {
      return Optional.of(new Source(shown.apply(file.toString()), decoded(file)));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** A place as part of its module's text. */
  public static Span span(Source source, Place place) {
    int start = offset(source.text(), place.line(), place.column());
    int end = offset(source.text(), place.endLine(), place.endColumn()) + 1;
    return new Span(start, Math.max(1, Math.min(end, source.text().length()) - start));
  }

  private static int offset(String text, int line, int column) {
    int at = 0;
    for (int i = 1; i < line; i++) {
      int next = text.indexOf('\n', at);
      if (next < 0) {
        return text.length();
      }
      at = next + 1;
    }
    return Math.min(at + Math.max(0, column - 1), text.length());
  }

  /** The text at a place, without the indentation its lines share; empty for a standard module. */
  String text(Place place) {
    return source(place.module())
        .map(
            found -> {
              Span span = span(found, place);
              String text = found.text().substring(span.offset(), span.end());
              return (" ".repeat(place.column() - 1) + text).stripIndent().stripTrailing();
            })
        .orElse("");
  }

  /** The names of the definitions that the cfg asks for. */
  List<String> asked() {
    return Stream.of(
            Cfg.Section.INVARIANT,
            Cfg.Section.PROPERTY,
            Cfg.Section.CONSTRAINT,
            Cfg.Section.ACTION_CONSTRAINT,
            Cfg.Section.SPECIFICATION,
            Cfg.Section.POSTCONDITION)
        .flatMap(section -> cfg.names(section).stream())
        .distinct()
        .toList();
  }
}
