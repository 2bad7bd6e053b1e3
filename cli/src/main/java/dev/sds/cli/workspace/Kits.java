package dev.sds.cli.workspace;

import dev.sds.artifacts.ContentHash;
import dev.sds.artifacts.kit.Kit;
import dev.sds.artifacts.kit.reader.PropertiesReader;
import dev.sds.artifacts.kit.reader.TechniquesReader;
import dev.sds.evaluators.Evaluator;
import dev.sds.evaluators.KitProvider;
import dev.sds.evaluators.Simulation;
import dev.sds.spec.BadInputException;
import dev.sds.spec.Diagnostic;
import dev.sds.spec.Source;
import dev.sds.spec.Spec;
import dev.sds.spec.text.ReadSpec;
import dev.sds.spec.text.SpecReader;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

/** The kits of this installation, and the reading of specs that use them. */
public record Kits(List<KitProvider> providers) {

  /** The file in which a workspace keeps techniques of its own. */
  public static final String TECHNIQUES = "techniques.yaml";

  /** The file in which a workspace keeps properties of its own. */
  public static final String PROPERTIES = "properties.yaml";

  private static final long LARGEST_TRACE = 512L << 20;

  public static Kits installed() {
    return new Kits(
        ServiceLoader.load(KitProvider.class).stream().map(ServiceLoader.Provider::get).toList());
  }

  /** The kits with what a workspace adds to the catalogue and the properties of one of them. */
  public Kits with(Path workspace) throws BadInputException {
    Kits kits = this;
    Path techniques = workspace.resolve(TECHNIQUES);
    if (Files.exists(techniques)) {
      var source = new Source(TECHNIQUES, text(techniques, TECHNIQUES));
      kits = kits.changed(TechniquesReader.kit(source), kit -> withTechniques(kit, source));
    }
    Path properties = workspace.resolve(PROPERTIES);
    if (Files.exists(properties)) {
      kits = kits.with(new Source(PROPERTIES, text(properties, PROPERTIES)));
    }
    return kits;
  }

  /** The kits with the properties of a file. */
  public Kits with(Source properties) throws BadInputException {
    return changed(
        PropertiesReader.kit(properties), kit -> PropertiesReader.extend(kit, properties));
  }

  /** The kits without what a search wrote for a workspace, but for what a spec pins. */
  public Kits withoutCreated(Spec spec) throws BadInputException {
    return changed(spec.kit(), kit -> kit.extended(kit.catalogue().withoutCreated(spec.pinned())));
  }

  private static Kit withTechniques(Kit kit, Source source) throws BadInputException {
    return kit.extended(TechniquesReader.extend(kit.catalogue(), source));
  }

  private Kits changed(String name, Change change) throws BadInputException {
    var all = new ArrayList<KitProvider>();
    for (KitProvider provider : providers) {
      boolean meant = provider.kit().name().equals(name);
      all.add(meant ? new Extended(provider, change.of(provider.kit())) : provider);
    }
    return new Kits(all);
  }

  /** What a workspace makes of a kit. */
  private interface Change {
    Kit of(Kit kit) throws BadInputException;
  }

  /** A kit with what a workspace adds to it. */
  private record Extended(KitProvider original, Kit kit) implements KitProvider {
    @Override
    public Simulation simulation() {
      return original.simulation();
    }

    @Override
    public List<Evaluator> evaluators() {
      return original.evaluators();
    }

    @Override
    public List<Diagnostic> check(Spec spec) {
      return original.check(spec);
    }
  }

  public List<String> names() {
    return providers.stream().map(p -> p.kit().name()).sorted().toList();
  }

  public Optional<KitProvider> find(String name) {
    return providers.stream().filter(p -> p.kit().name().equals(name)).findFirst();
  }

  public KitProvider of(ReadSpec read) {
    return find(read.spec().kit()).orElseThrow();
  }

  /** Reads and checks a spec; messages call it by the given name. */
  public ReadSpec read(Path file, String shown) throws BadInputException {
    ReadSpec parsed = parse(new Source(shown, text(file, shown)));
    Path folder = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(file);
    Spec spec = parsed.spec().withDigests(trace -> digest(folder.resolve(trace)));
    var read = new ReadSpec(spec, parsed.remarks());
    List<Diagnostic> problems = of(read).check(read.spec());
    if (!problems.isEmpty()) {
      throw new BadInputException(problems);
    }
    return read;
  }

  /** Reads a spec from its text alone; what it refers to is not looked at. */
  public ReadSpec parse(Source source) throws BadInputException {
    return SpecReader.read(source, name -> find(name).map(p -> p.kit().vocabulary()), names());
  }

  /** Names the content of a trace; empty where it cannot be read, which the kit then says. */
  private static String digest(Path trace) {
    try {
      return Files.size(trace) > LARGEST_TRACE ? "" : ContentHash.of(Files.readString(trace)).hex();
    } catch (IOException e) {
      return "";
    }
  }

  private static String text(Path file, String shown) throws BadInputException {
    try {
      return Files.readString(file);
    } catch (NoSuchFileException e) {
      throw BadInputException.of(
          "spec.missing",
          "There is no spec at " + shown + ".",
          "Name a folder that holds a spec.yaml, or make one with `sds init`.");
    } catch (MalformedInputException e) {
      throw BadInputException.of(
          "spec.encoding", shown + " is not UTF-8 text.", "Save it as UTF-8.");
    } catch (IOException e) {
      throw BadInputException.of(
          "spec.unreadable", "Cannot read " + shown + ": " + e.getMessage(), null);
    }
  }
}
