package dev.sds.evaluators.java.worker;

import dev.sds.artifacts.kit.Kit;
import dev.sds.evaluators.KitProvider;
import dev.sds.evaluators.Trial;
import dev.sds.evaluators.java.JavaSources;
import dev.sds.spec.BadInputException;
import dev.sds.spec.Source;
import dev.sds.spec.Spec;
import dev.sds.spec.Workload;
import dev.sds.spec.text.SpecReader;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What workers are trained with: random designs of an installed kit, run on its example, and two
 * that are refused, one by the compiler and one by the allow-list. Enough to load what is used;
 * there are no profiles to be gathered, as workers use the first compiler alone.
 */
public final class KitExamples {

  private static final int DESIGNS = 12;
  private static final long SEED = 1;

  /** A share of the example's workload, about 2,000 requests for LLM serving. */
  private static final double SHARE = 0.25;

  private KitExamples() {}

  /** Examples of the kit of that name; none if it is not installed. */
  public static List<Training.Example> of(String kitName) {
    return ServiceLoader.load(KitProvider.class).stream()
        .map(ServiceLoader.Provider::get)
        .filter(provider -> provider.kit().name().equals(kitName))
        .findFirst()
        .map(KitExamples::of)
        .orElseGet(List::of);
  }

  private static List<Training.Example> of(KitProvider provider) {
    Spec spec = example(provider.kit());
    Optional<Workload> workload =
        spec.workloads().stream().filter(w -> w.role() == Workload.Role.TRAIN).findFirst();
    return workload.map(w -> of(provider, spec, w)).orElseGet(List::of);
  }

  private static List<Training.Example> of(KitProvider provider, Spec spec, Workload workload) {
    Kit kit = provider.kit();
    Trial trial = Trial.plain(workload, workload.seeds().getFirst(), SHARE);
    String task = provider.simulation().task(spec, trial);
    var designs = new KitDesigns(kit, SEED);
    var sources = Stream.generate(designs::next).limit(DESIGNS).collect(Collectors.toList());
    sources.add(with("Strin unknown = null;", designs.next()));
    sources.add(with("java.io.File forbidden = null;", designs.next()));
    return sources.stream().map(code -> new Training.Example(code, kit.name(), task)).toList();
  }

  /** The sources with one more member at the end of the last file. */
  private static JavaSources with(String member, JavaSources sources) {
    var files = new TreeMap<>(sources.files());
    Map.Entry<String, String> last = files.lastEntry();
    int end = last.getValue().lastIndexOf('}');
    files.put(
        last.getKey(), last.getValue().substring(0, end) + member + last.getValue().substring(end));
    return JavaSources.of(files);
  }

  private static Spec example(Kit kit) {
    try {
      return SpecReader.read(
              new Source("spec.yaml", kit.exampleSpec()),
              _ -> Optional.of(kit.vocabulary()),
              List.of(kit.name()))
          .spec();
    } catch (BadInputException e) {
      throw new IllegalStateException("The example of the kit " + kit.name() + " is no spec.", e);
    }
  }
}
