package dev.sds.cli;

import dev.sds.artifacts.kit.Catalogue;
import dev.sds.artifacts.kit.Kit;
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
record Kits(List<KitProvider> providers) {

  static Kits installed() {
    return new Kits(
        ServiceLoader.load(KitProvider.class).stream().map(ServiceLoader.Provider::get).toList());
  }

  /** The kits with what a workspace adds to the catalogue of one of them. */
  Kits with(Path workspace) throws BadInputException {
    Path file = workspace.resolve("techniques.yaml");
    if (!Files.exists(file)) {
      return this;
    }
    var source = new Source("techniques.yaml", text(file, "techniques.yaml"));
    String extended = TechniquesReader.kit(source);
    var all = new ArrayList<KitProvider>();
    for (KitProvider provider : providers) {
      if (provider.kit().name().equals(extended)) {
        Catalogue catalogue = TechniquesReader.extend(provider.kit().catalogue(), source);
        all.add(new Extended(provider, provider.kit().extended(catalogue)));
      } else {
        all.add(provider);
      }
    }
    return new Kits(all);
  }

  /** A kit with a larger catalogue. */
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

  List<String> names() {
    return providers.stream().map(p -> p.kit().name()).sorted().toList();
  }

  Optional<KitProvider> find(String name) {
    return providers.stream().filter(p -> p.kit().name().equals(name)).findFirst();
  }

  KitProvider of(ReadSpec read) {
    return find(read.spec().kit()).orElseThrow();
  }

  /** Reads and checks a spec; messages call it by the given name. */
  ReadSpec read(Path file, String shown) throws BadInputException {
    ReadSpec read = parse(new Source(shown, text(file, shown)));
    List<Diagnostic> problems = of(read).check(read.spec());
    if (!problems.isEmpty()) {
      throw new BadInputException(problems);
    }
    return read;
  }

  /** Reads a spec from its text alone; what it refers to is not looked at. */
  ReadSpec parse(Source source) throws BadInputException {
    return SpecReader.read(source, name -> find(name).map(p -> p.kit().vocabulary()), names());
  }

  private static String text(Path file, String shown) throws BadInputException {
    try {
      return Files.readString(file);
    } catch (NoSuchFileException e) {
      throw new BadInputException(
          Diagnostic.error(
              "spec.missing",
              "There is no spec at " + shown + ".",
              "Name a folder that holds a spec.yaml, or make one with `sds init`."));
    } catch (MalformedInputException e) {
      throw new BadInputException(
          Diagnostic.error("spec.encoding", shown + " is not UTF-8 text.", "Save it as UTF-8."));
    } catch (IOException e) {
      throw new BadInputException(
          Diagnostic.error(
              "spec.unreadable", "Cannot read " + shown + ": " + e.getMessage(), null));
    }
  }
}
