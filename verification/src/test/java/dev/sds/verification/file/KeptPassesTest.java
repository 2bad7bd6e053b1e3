package dev.sds.verification.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sds.verification.child.ModelTask.Deadlock;
import dev.sds.verification.file.FileCheck.Origin;
import dev.sds.verification.file.KeptPasses.Use;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptPassesTest {

  private static final Path MODELS =
      Path.of(System.getProperty("sds.root"), "verification/src/test/resources/models");

  private static final Bounds SMALL = new Bounds(60, 5_000, 256, 1_000, 1);

  @TempDir Path scratch;

  @Test
  void pass_isKnownUntilAModuleItNamesChanges() throws Exception {
    Path folder = Files.createDirectories(scratch.resolve("models"));
    Files.writeString(
        folder.resolve("Turns.tla"),
        """
        ---- MODULE Turns ----
        EXTENDS Sides
        VARIABLE side
        Init == side = 0
        Next == side' = Other(side)
        Known == side \\in {0, 1}
        ====
        """);
    Files.writeString(
        folder.resolve("Sides.tla"),
        """
        ---- MODULE Sides ----
        EXTENDS Naturals
        Other(side) == 1 - side
        ====
        """);
    Files.writeString(folder.resolve("Turns.cfg"), "INIT Init\nNEXT Next\nINVARIANT Known\n");
    FileCheck first = check(folder, "Turns", Use.KNOWN);
    assertThat(first.outcome()).isInstanceOf(FileOutcome.Verified.class);
    assertThat(first.origin()).isEqualTo(Origin.CHECKED);

    FileCheck second = check(folder, "Turns", Use.KNOWN);
    assertThat(second.origin()).isEqualTo(Origin.KEPT);
    assertThat(second.outcome()).isEqualTo(first.outcome());
    assertThat(second.checked()).isEqualTo(first.checked());
    assertThat(second.reservations()).isEqualTo(first.reservations());
    assertThat(check(folder, "Turns", Use.ANEW).origin()).isEqualTo(Origin.CHECKED);

    Path sibling = folder.resolve("Sides.tla");
    Files.writeString(sibling, Files.readString(sibling).replace("1 - side", "side + 1"));
    FileCheck third = check(folder, "Turns", Use.KNOWN);
    assertThat(third.origin()).isEqualTo(Origin.CHECKED);
    assertThat(third.outcome()).isInstanceOf(FileOutcome.Violated.class);
  }

  @Test
  void breach_isNotKept() throws Exception {
    for (int i = 0; i < 2; i++) {
      FileCheck check = check(MODELS, "LockBroken", Use.KNOWN);
      assertThat(check.outcome()).isInstanceOf(FileOutcome.Violated.class);
      assertThat(check.origin()).isEqualTo(Origin.CHECKED);
    }
  }

  private FileCheck check(Path folder, String cfg, Use use) throws Exception {
    String module = cfg.startsWith("Lock") ? "Lock" : cfg;
    TlaFile file =
        TlaFile.read(
            folder.resolve(module + ".tla"),
            Optional.of(folder.resolve(cfg + ".cfg")),
            List.of(),
            name -> name);
    return new FileChecker(scratch, new KeptPasses(scratch.resolve("passes"), use))
        .check(file, SMALL, Deadlock.AS_CONFIGURED, _ -> {});
  }
}
