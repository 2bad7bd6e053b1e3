package dev.sds.kits.llmserving;

import dev.sds.artifacts.ContentHash;
import dev.sds.artifacts.kit.Catalogue;
import dev.sds.artifacts.kit.Kit;
import dev.sds.artifacts.kit.reader.CatalogueReader;
import dev.sds.artifacts.kit.reader.ProtocolReader;
import dev.sds.evaluators.Evaluator;
import dev.sds.evaluators.KitProvider;
import dev.sds.evaluators.Simulation;
import dev.sds.spec.BadInputException;
import dev.sds.spec.Diagnostic;
import dev.sds.spec.Source;
import dev.sds.spec.Spec;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Routing requests to replicas of a large language model. */
public final class LlmServingKit implements KitProvider {

  /** The name by which specs and child JVMs ask for this kit. */
  public static final String NAME = "llm-serving";

  /** Changes whenever a simulation's result may; templates and declarations are hashed besides. */
  private static final String SIMULATOR_VERSION = "2";

  private static final List<String> PROJECT =
      List.of(
          "pom.xml",
          "README.md",
          "src/main/java/router/DesignedRouter.java",
          "src/main/java/router/Dispatcher.java",
          "src/main/java/router/Policy.java",
          "src/test/java/router/FakeCluster.java",
          "src/test/java/router/RouterTest.java");

  private static final List<String> API =
      List.of(
          "Candidates",
          "Cluster",
          "ReplicaView",
          "Request",
          "RequestProgress",
          "Router",
          "RouterFactory",
          "RoutingPolicy",
          "package-info");

  private final Kit kit = load();
  private final Recordings recordings = new Recordings();

  @Override
  public Kit kit() {
    return kit;
  }

  @Override
  public Simulation simulation() {
    return new ServingSimulation(recordings);
  }

  @Override
  public List<Evaluator> evaluators() {
    return List.of(new CapacityEvaluator(recordings));
  }

  @Override
  public List<Diagnostic> check(Spec spec) {
    return SpecCheck.of(spec, recordings);
  }

  private static Kit load() {
    try {
      String catalogueText = resource("catalogue.yaml");
      String protocolText = resource("protocol.yaml");
      Catalogue catalogue = CatalogueReader.read(new Source("catalogue.yaml", catalogueText));
      Map<String, String> project = new TreeMap<>();
      for (String path : PROJECT) {
        project.put(path, resource("project/" + path + ".vm"));
      }
      Map<String, String> vendored = new TreeMap<>();
      for (String type : API) {
        vendored.put(
            "src/main/java/dev/sds/kits/llmserving/api/" + type + ".java",
            resource("/vendored/dev/sds/kits/llmserving/api/" + type + ".java"));
      }
      String example = resource("example.yaml");
      String version =
          ContentHash.of(
                  SIMULATOR_VERSION,
                  catalogueText,
                  protocolText,
                  project.toString(),
                  vendored.toString())
              .brief();
      return new Kit(
          NAME,
          "LLM serving",
          ServingVocabulary.of(catalogue),
          catalogue,
          ProtocolReader.read(new Source("protocol.yaml", protocolText)),
          project,
          vendored,
          example,
          version);
    } catch (BadInputException e) {
      throw new IllegalStateException(
          "The kit's own declarations are broken: " + e.getMessage(), e);
    }
  }

  private static String resource(String name) {
    try (InputStream in = LlmServingKit.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("The kit lacks its resource '" + name + "'.");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
