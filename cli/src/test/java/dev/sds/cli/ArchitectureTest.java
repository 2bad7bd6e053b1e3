package dev.sds.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import dev.sds.stages.planted.PlantedManager;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The table of the design: who may depend on whom, and where each library enters. */
class ArchitectureTest {

  private static final JavaClasses PRODUCT =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .withImportOption(location -> !location.contains("-tests.jar"))
          .importPackages("dev.sds");

  /** What every module may use. */
  private static final List<String> EVERYWHERE =
      List.of("java..", "javax..", "org.jspecify..", "org.slf4j..");

  /** A module: its packages, the libraries that enter through it, the modules it may see. */
  @SuppressWarnings("ImmutableEnumChecker") // its lists are
  enum Module {
    SPEC(packages("dev.sds.spec.."), libraries("org.yaml.snakeyaml..")),
    ARTIFACTS(
        packages("dev.sds.artifacts.."),
        libraries("org.apache.velocity..", "com.fasterxml.jackson.."),
        SPEC),
    EVALUATORS_CORE(
        packages(
            "dev.sds.evaluators", "dev.sds.evaluators.process..", "dev.sds.evaluators.schedule.."),
        libraries("org.HdrHistogram.."),
        ARTIFACTS,
        SPEC),
    // The tests of generated projects run on JUnit, in a child JVM whose entry is in this module.
    EVALUATORS_JAVA(
        packages("dev.sds.evaluators.java.."),
        libraries("org.junit..", "com.sun.source..", "com.sun.tools.."),
        EVALUATORS_CORE,
        ARTIFACTS,
        SPEC),
    VERIFICATION(
        packages("dev.sds.verification.."),
        libraries("tlc2..", "tla2sany..", "util..", "pcal.."),
        EVALUATORS_CORE,
        ARTIFACTS,
        SPEC),
    STAGES(packages("dev.sds.stages.."), libraries(), EVALUATORS_CORE, ARTIFACTS, SPEC),
    AGENTS(
        packages("dev.sds.agents.."),
        libraries("dev.langchain4j.."),
        STAGES,
        EVALUATORS_CORE,
        EVALUATORS_JAVA,
        ARTIFACTS,
        SPEC),
    WORKSPACE(packages("dev.sds.workspace.."), libraries("org.eclipse.jgit.."), ARTIFACTS, SPEC),
    KITS(packages("dev.sds.kits.."), libraries(), EVALUATORS_CORE, ARTIFACTS, SPEC),
    CLI(
        packages("dev.sds.cli.."),
        libraries("picocli..", "org.jline.."),
        SPEC,
        ARTIFACTS,
        EVALUATORS_CORE,
        EVALUATORS_JAVA,
        VERIFICATION,
        STAGES,
        AGENTS,
        WORKSPACE,
        KITS);

    private final List<String> packages;
    private final List<String> libraries;
    private final List<Module> sees;

    Module(List<String> packages, List<String> libraries, Module... sees) {
      this.packages = packages;
      this.libraries = libraries;
      this.sees = List.of(sees);
    }

    private static List<String> packages(String... names) {
      return List.of(names);
    }

    private static List<String> libraries(String... names) {
      return List.of(names);
    }

    ArchRule rule() {
      var allowed = new ArrayList<>(EVERYWHERE);
      allowed.addAll(packages);
      allowed.addAll(libraries);
      sees.forEach(m -> allowed.addAll(m.packages));
      return classes()
          .that()
          .resideInAnyPackage(packages.toArray(String[]::new))
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(allowed.toArray(String[]::new))
          .as("The module " + name() + " sees " + sees + " and " + libraries + " only");
    }
  }

  private static final ArchRule NAMES =
      noClasses()
          .should()
          .haveSimpleNameEndingWith("Util")
          .orShould()
          .haveSimpleNameEndingWith("Utils")
          .orShould()
          .haveSimpleNameEndingWith("Helper")
          .orShould()
          .haveSimpleNameEndingWith("Manager");

  private static final ArchRule STATICS =
      fields()
          .that()
          .areStatic()
          .should()
          .haveModifier(JavaModifier.FINAL)
          .as("Static fields are final");

  @ParameterizedTest
  @EnumSource
  void eachModule_seesWhatTheTableAllows(Module module) {
    module.rule().check(PRODUCT);
  }

  @Test
  void eachLibrary_entersOneModule() {
    List<String> all = Stream.of(Module.values()).flatMap(m -> m.libraries.stream()).toList();

    assertThat(new HashSet<>(all)).hasSameSizeAs(all);
  }

  @Test
  void everyClassOfTheProduct_belongsToOneModule() {
    List<String> strays =
        PRODUCT.stream()
            .map(c -> c.getPackageName())
            .filter(name -> modulesOf(name).size() != 1)
            .distinct()
            .toList();

    assertThat(strays).isEmpty();
  }

  private static List<Module> modulesOf(String packageName) {
    return Arrays.stream(Module.values())
        .filter(m -> m.packages.stream().anyMatch(p -> matches(p, packageName)))
        .toList();
  }

  private static boolean matches(String pattern, String packageName) {
    if (!pattern.endsWith("..")) {
      return packageName.equals(pattern);
    }
    String stem = pattern.substring(0, pattern.length() - 2);
    return packageName.equals(stem) || packageName.startsWith(stem + ".");
  }

  @Test
  void noClass_isADrawer() {
    NAMES.check(PRODUCT);
  }

  @Test
  void noStatic_canChange() {
    STATICS.check(PRODUCT);
  }

  @Test
  void theRules_refuseAPlantedClass() {
    JavaClasses planted = new ClassFileImporter().importClasses(PlantedManager.class);

    assertThatThrownBy(() -> Module.STAGES.rule().check(planted))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("dev.sds.agents.EmbeddedAuthor")
        .hasMessageContaining("org.yaml.snakeyaml.Yaml");
    assertThatThrownBy(() -> NAMES.check(planted)).isInstanceOf(AssertionError.class);
    assertThatThrownBy(() -> STATICS.check(planted)).isInstanceOf(AssertionError.class);
  }
}
