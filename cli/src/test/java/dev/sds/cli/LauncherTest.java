package dev.sds.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sds.cli.terminal.ExitCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The launcher, in a tree of its own with a Maven and JDKs that only pretend. */
@DisabledOnOs(OS.WINDOWS)
class LauncherTest {

  private static final String JAR = "cli/target/lib/sds-cli-0.1.0.jar";

  @TempDir private Path temporary;
  private Path tree = Path.of("");
  private Path tools = Path.of("");
  private Path jdks = Path.of("");
  private final TreeMap<String, String> environment = new TreeMap<>();

  /** How a process ended. */
  private record Ended(int code, String out, String err) {}

  @BeforeEach
  void makeTree() throws IOException {
    tree = Files.createDirectories(temporary.resolve("a tree"));
    tools = Files.createDirectories(temporary.resolve("tools"));
    jdks = Files.createDirectories(temporary.resolve("the jdks"));
    Files.copy(Path.of(System.getProperty("sds.root"), "sds"), tree.resolve("sds"));
    executable(tree.resolve("sds"));
    Files.writeString(tree.resolve("pom.xml"), "<project/>");
    Files.createDirectories(tree.resolve("cli/src/main/java"));
    source("class A {}");
    for (String tool :
        List.of(
            "cat",
            "dirname",
            "env",
            "find",
            "head",
            "mkdir",
            "mv",
            "readlink",
            "rm",
            "rmdir",
            "sleep",
            "tail")) {
      script(tools.resolve(tool), "exec " + found(tool) + " \"$@\"");
    }
    script(
        tools.resolve("mvn"),
        "echo \"$@\" >>builds; sleep 0.4; mkdir -p cli/target/lib && echo jar >" + JAR);
    environment.put("PATH", tools.toString());
    environment.put("SDS_JDK_FOLDERS", jdks.toString());
  }

  @Test
  void noJdk25_isSaidWithWhatWasFound() throws Exception {
    jdk("seventeen", "17.0.15");

    Ended ended = sds();

    assertThat(ended.code()).isEqualTo(ExitCode.BAD_INPUT.code());
    assertThat(ended.err())
        .contains("no JDK 25 found")
        .contains(jdks.resolve("seventeen") + " (JDK 17.0.15)")
        .contains("Install one")
        .contains("SDS_JAVA_HOME=");
    assertThat(builds()).isEmpty();
  }

  @Test
  void javaHomeOfAnotherRelease_isSkipped() throws Exception {
    environment.put("JAVA_HOME", jdk("seventeen", "17.0.15").toString());
    jdk("temurin 25", "25.0.3");

    assertThat(sds("--version").out()).startsWith("temurin 25:");
  }

  @Test
  void javaOnThePath_isFollowedToItsJdk() throws Exception {
    environment.remove("SDS_JDK_FOLDERS");
    Path java = jdk("linked", "25.0.2").resolve("bin/java");
    Files.createSymbolicLink(jdks.resolve("alternative"), java);
    Files.createSymbolicLink(tools.resolve("java"), jdks.resolve("alternative"));

    assertThat(sds().out()).startsWith("linked:");
    assertThat(builds()).hasSize(1);
  }

  @Test
  void versionsThatOnlyBeginAlike_areNot25() throws Exception {
    jdk("old", "250.1");
    jdk("early", "25-ea");

    assertThat(sds().out()).startsWith("early:");
  }

  @Test
  void sdsJavaHome_comesFirst_andIsNotPassedOver() throws Exception {
    jdk("found", "25.0.1");
    environment.put("SDS_JAVA_HOME", jdk("chosen", "25.0.3").toString());
    assertThat(sds().out()).startsWith("chosen:");

    environment.put("SDS_JAVA_HOME", jdk("wrong", "21").toString());
    Ended ended = sds();
    assertThat(ended.code()).isEqualTo(ExitCode.BAD_INPUT.code());
    assertThat(ended.err()).contains("SDS_JAVA_HOME is").contains("holds JDK 21 and no JDK 25");
  }

  @Test
  void linksAndSpaces_leadToTheTree() throws Exception {
    jdk("jdk", "25");
    Path link = temporary.resolve("my link");
    Files.createSymbolicLink(temporary.resolve("first"), Path.of("a tree/sds"));
    Files.createSymbolicLink(link, Path.of("first"));

    Ended ended = run(temporary, List.of("./my link", "refine", "two words", "", "*"));

    assertThat(ended.out())
        .contains("[-cp][" + tree.toRealPath() + "/cli/target/lib/*][dev.sds.cli.Main]")
        .endsWith("[refine][two words][][*]\n");
  }

  @Test
  void exitCode_isThatOfTheProgram() throws Exception {
    jdk("jdk", "25");
    environment.put("FAKE_EXIT", "4");

    assertThat(sds("status").code()).isEqualTo(4);
  }

  @Test
  void build_happensOnFirstUse_andWhenASourceIsNewer() throws Exception {
    jdk("jdk", "25");

    assertThat(sds().err()).contains("Building SDS");
    assertThat(sds().err()).isEmpty();
    assertThat(builds()).containsExactly("-q -B -DskipTests -pl cli -am package");

    source("class A { int b; }");
    newer(tree.resolve("cli/src/main/java/A.java"));
    sds();
    assertThat(builds()).hasSize(2);
  }

  @Test
  void workspaceInTheCheckout_isNoSource() throws Exception {
    jdk("jdk", "25");
    sds();

    Path made = Files.createDirectories(tree.resolve("llm-router/code/src/main/java"));
    newer(Files.writeString(made.resolve("Router.java"), "class Router {}"));
    newer(Files.writeString(tree.resolve("llm-router/code/pom.xml"), "<project/>"));
    assertThat(sds().err()).isEmpty();
    newer(Files.writeString(tree.resolve("cli/pom.xml"), "<project/>"));
    assertThat(sds().err()).contains("Building SDS");
  }

  @Test
  void buildByMavenItself_counts() throws Exception {
    jdk("jdk", "25");
    Files.createDirectories(tree.resolve(JAR).getParent());
    newer(Files.writeString(tree.resolve(JAR), "jar"));

    assertThat(sds().code()).isZero();
    assertThat(builds()).isEmpty();
  }

  @Test
  void twoFirstUsesAtOnce_buildOnce() throws Exception {
    jdk("jdk", "25");
    Process first = start(tree, List.of("./sds"));
    Process second = start(tree, List.of("./sds"));

    assertThat(ended(first).code()).isZero();
    assertThat(ended(second).code()).isZero();
    assertThat(builds()).hasSize(1);
    assertThat(tree.resolve(".sds-build.lock")).doesNotExist();
  }

  @Test
  void lockOfADeadProcess_isRemoved() throws Exception {
    jdk("jdk", "25");
    Process dead = new ProcessBuilder("/bin/sh", "-c", ":").start();
    dead.waitFor();
    Files.createDirectories(tree.resolve(".sds-build.lock"));
    Files.writeString(tree.resolve(".sds-build.lock/pid"), dead.pid() + "\n");

    assertThat(sds().code()).isZero();
    assertThat(builds()).hasSize(1);
  }

  @Test
  void failedBuild_showsWhatItSaid_andIsTriedAgain() throws Exception {
    jdk("jdk", "25");
    script(tools.resolve("mvn"), "echo x >>builds; echo 'A.java: missing semicolon'; exit 1");

    Ended ended = sds();
    sds();

    assertThat(ended.code()).isEqualTo(ExitCode.INTERNAL_ERROR.code());
    assertThat(ended.err()).contains("missing semicolon").contains("the build failed");
    assertThat(builds()).hasSize(2);
    assertThat(tree.resolve(".sds-build.lock")).doesNotExist();
  }

  @Test
  void noMaven_isSaid_onlyWhereOneIsNeeded() throws Exception {
    jdk("jdk", "25");
    sds();
    Files.delete(tools.resolve("mvn"));
    assertThat(sds().code()).isZero();

    Files.delete(tree.resolve(JAR));
    Ended ended = sds();
    assertThat(ended.code()).isEqualTo(ExitCode.BAD_INPUT.code());
    assertThat(ended.err()).contains("no `mvn` on the PATH").contains("Install Apache Maven");
  }

  private Ended sds(String... arguments) throws Exception {
    var command = new ArrayList<>(List.of("./sds"));
    command.addAll(List.of(arguments));
    return run(tree, command);
  }

  private Ended run(Path directory, List<String> command) throws Exception {
    return ended(start(directory, command));
  }

  private Process start(Path directory, List<String> command) throws IOException {
    var withShell = new ArrayList<>(List.of("/bin/sh"));
    withShell.addAll(command);
    var builder = new ProcessBuilder(withShell).directory(directory.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    return builder.start();
  }

  private static Ended ended(Process process) throws Exception {
    process.getOutputStream().close();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
    return new Ended(process.exitValue(), out, err);
  }

  private List<String> builds() throws IOException {
    Path builds = tree.resolve("builds");
    return Files.exists(builds) ? Files.readAllLines(builds) : List.of();
  }

  /** A JDK that says its name and its arguments, and has no cache to make. */
  private Path jdk(String name, String version) throws IOException {
    Path jdk = Files.createDirectories(jdks.resolve(name));
    Files.createDirectories(jdk.resolve("bin"));
    Files.writeString(
        jdk.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\n");
    script(
        jdk.resolve("bin/java"),
        "printf '%s' '" + name + ":'; printf '[%s]' \"$@\"; printf '\\n'; exit ${FAKE_EXIT:-0}");
    script(jdk.resolve("bin/javac"), ":");
    return jdk;
  }

  private void source(String text) throws IOException {
    Files.writeString(tree.resolve("cli/src/main/java/A.java"), text);
  }

  private static void newer(Path file) throws IOException {
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(5)));
  }

  private static Path found(String tool) {
    Path usual = Path.of("/usr/bin", tool);
    return Files.exists(usual) ? usual : Path.of("/bin", tool);
  }

  private static void script(Path file, String body) throws IOException {
    Files.writeString(file, "#!/bin/sh\n" + body + "\n");
    executable(file);
  }

  private static void executable(Path file) throws IOException {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
