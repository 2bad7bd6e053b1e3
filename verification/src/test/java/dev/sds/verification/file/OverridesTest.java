package dev.sds.verification.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.sds.verification.child.ModelTask.Deadlock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Java that a library brings to stand for definitions, as CommunityModules.jar does. */
class OverridesTest {

  private static final String PACKAGE = "tlc2/overrides/";

  @TempDir Path scratch;

  @Test
  void javaOfAJar_isRunAndTold_thatOfAFolderIsNot() throws Exception {
    Path jar =
        jar(
            """
        package tlc2.overrides;
        import tlc2.value.impl.IntValue;
        public class TLCOverrides implements ITLCOverrides {
          @Override public Class[] get() { return new Class[] {TLCOverrides.class}; }
          @TLAPlusOperator(identifier = "Twice", module = "Speech", warn = false)
          public static IntValue twice(IntValue n) { return IntValue.gen(2 * n.val); }
        }
        """,
            "---- MODULE Speech ----\nTwice(n) == CHOOSE m \\in {} : TRUE\n====\n");

    FileCheck run = check(jar);
    assertThat(run.outcome()).isInstanceOf(FileOutcome.Verified.class);
    assertThat(run.reservations())
        .contains("Java of speech.jar may stand for definitions; it was run and is not checked.");
    assertThat(check(jar, "Lost == y").outcome())
        .asInstanceOf(type(FileOutcome.ModelError.class))
        .extracting(error -> error.problems().getFirst().message())
        .isEqualTo("`y` is not defined here.");
    FileCheck plain = check(scratch.resolve("library"));
    assertThat(plain.outcome()).isInstanceOf(FileOutcome.ModelError.class);
    assertThat(plain.reservations()).noneMatch(line -> line.startsWith("Java of"));
  }

  @Test
  void javaMadeForAnotherTlc_isLeftOutAndTold() throws Exception {
    Path jar =
        jar(
            """
        package tlc2.overrides;
        import tlc2.value.impl.IntValue;
        public class TLCOverrides implements ITLCOverrides {
          public static class Newer {}
          @Override public Class[] get() { return new Class[] {TLCOverrides.class}; }
          @TLAPlusOperator(identifier = "Twice", module = "Speech", warn = false)
          public static IntValue twice(IntValue n) { return IntValue.gen(5); }
          public static void newer(Newer value) {}
        }
        """,
            "---- MODULE Speech ----\nLOCAL INSTANCE Naturals\nTwice(n) == 2 * n\n====\n");

    FileCheck run = check(jar);
    assertThat(run.outcome()).isInstanceOf(FileOutcome.Verified.class);
    assertThat(run.reservations())
        .contains(
            "Java of speech.jar needs another TLC than this, 2.18, and was not run: definitions"
                + " were evaluated as they stand.");
  }

  /** A module and Java that stands for its definitions, in a folder and in the jar made of it. */
  private Path jar(String java, String module) throws IOException {
    Path library = Files.createDirectories(scratch.resolve("library"));
    Path sources = Files.createDirectories(library.resolve(PACKAGE));
    compile(Files.writeString(sources.resolve("TLCOverrides.java"), java));
    Files.writeString(library.resolve("Speech.tla"), module);
    Path jar = scratch.resolve("speech.jar");
    try (var out = new JarOutputStream(Files.newOutputStream(jar))) {
      for (String name : List.of("Speech.tla", PACKAGE + "TLCOverrides.class")) {
        out.putNextEntry(new JarEntry(name));
        out.write(Files.readAllBytes(library.resolve(name)));
      }
    }
    return jar;
  }

  private static void compile(Path source) {
    int code =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, "-cp", System.getProperty("java.class.path"), source.toString());
    assertThat(code).isZero();
  }

  private FileCheck check(Path library) throws Exception {
    return check(library, "");
  }

  private FileCheck check(Path library, String more) throws Exception {
    Path model = scratch.resolve("Doubles.tla");
    Files.writeString(
        model,
        """
        ---- MODULE Doubles ----
        EXTENDS Naturals, Speech
        VARIABLE x
        Init == x = 1
        Next == x < 8 /\\ x' = Twice(x)
        Powers == x \\in {1, 2, 4, 8}
        %s
        ====
        """
            .formatted(more));
    Files.writeString(
        scratch.resolve("Doubles.cfg"),
        "INIT Init\nNEXT Next\nINVARIANT Powers\nCHECK_DEADLOCK FALSE\n");
    TlaFile file =
        TlaFile.read(
            model,
            Optional.empty(),
            List.of(library),
            path -> Path.of(path).getFileName().toString());
    return new FileChecker(scratch.resolve("runs"))
        .check(file, new Bounds(60, 1_000, 256, 1_000, 1), Deadlock.AS_CONFIGURED, _ -> {});
  }
}
