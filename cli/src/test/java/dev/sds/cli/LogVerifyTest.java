package dev.sds.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sds.artifacts.Json;
import dev.sds.cli.Screen.Shown;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Logs of systems that nobody generated; the example is that of docs/protocols.md. */
final class LogVerifyTest {

  private static final String TWICE =
      """
      ---- MODULE Twice ----
      EXTENDS Naturals, Sequences
      CONSTANT Most
      VARIABLES done, order
      Init == done = {} /\\ order = <<>>
      Do(i) == i \\notin done /\\ done' = done \\cup {i} /\\ order' = Append(order, i)
      Next == \\E i \\in 1..Most : Do(i)
      Spec == Init /\\ [][Next]_<<done, order>>
      ====
      """;

  @TempDir private Path folder;

  private Screen screen = new Screen(Path.of(""));
  private String documented = "";

  @BeforeEach
  void files() throws IOException {
    screen = new Screen(folder);
    documented = Files.readString(Path.of(System.getProperty("sds.root"), "docs", "protocols.md"));
    screen.write("RwLock.yaml", block("    name: RwLock"));
    screen.write("lock.jsonl", block("    {\"action\": \"GrantWrite\""));
  }

  /** An indented block of the page, from its first line on. */
  private String block(String start) {
    int from = documented.indexOf("\n" + start) + 1;
    assertThat(from).as(start).isPositive();
    return documented
        .substring(from)
        .lines()
        .takeWhile(line -> line.startsWith("    "))
        .reduce("", (text, line) -> text + line.substring(4) + "\n");
  }

  @Test
  void protocolOfThePage_isSound() {
    Shown shown = screen.run("verify", "RwLock.yaml", "--grow", "0");

    assertThat(shown.code()).as(shown.out() + shown.err()).isZero();
  }

  /** A lock that nobody gives back. */
  @Test
  void protocolThatMayEnd_isToldHowToSaySo() throws IOException {
    String page = block("    name: RwLock");
    int finish = page.indexOf("  - name: Finish");
    String ends = page.substring(0, finish) + page.substring(page.indexOf("properties:"));
    screen.write("RwLock.yaml", ends.replaceAll("(?s)  - name: LeasesEnd.*(?=instance:)", ""));

    Shown stuck = screen.run("verify", "RwLock.yaml", "--under", "none", "--grow", "0");
    assertThat(stuck.code()).as(stuck.out() + stuck.err()).isEqualTo(3);
    assertThat(stuck.out())
        .contains("If it may end there: an action without effects whose guards say when");
  }

  @Test
  void logOfThePage_isAcceptedAsThePageSays() {
    Shown shown = screen.run("verify", "RwLock.yaml", "--log", "lock.jsonl");

    assertThat(shown.code()).as(shown.err()).isZero();
    assertThat("$ sds verify RwLock.yaml --log lock.jsonl\n" + shown.out())
        .isEqualTo(block("    $ sds verify RwLock.yaml --log"));
  }

  @Test
  void logWithoutAnEvent_isRefusedAtTheNextAsThePageSays() throws IOException {
    String log = block("    {\"action\": \"GrantWrite\"");
    screen.write("lock.jsonl", log.replaceFirst("(?m)^.*Vanish.*\n", ""));
    Shown shown = screen.run("verify", "RwLock.yaml", "--log", "lock.jsonl");

    assertThat(shown.code()).as(shown.err()).isEqualTo(3);
    String head = block("    lock.jsonl: REJECTED");
    assertThat(shown.out()).isEqualTo(head + "\n" + block("    Event 2 is not"));

    Shown json = screen.run("verify", "RwLock.yaml", "--log", "lock.jsonl", "--json");
    assertThat(json.code()).isEqualTo(3);
    assertThat(Json.readTree(json.out()))
        .containsEntry("result", "violated")
        .containsEntry("line", 2)
        .containsEntry("possible", List.of("Vanish(c1)"));
    assertThat(
            screen
                .run("verify", "RwLock.yaml", "--log", "lock.jsonl", "--decide", "expiry=hurries")
                .code())
        .isZero();
  }

  @Test
  void logOfAnotherInstance_isFollowedInIt() throws IOException {
    String log = block("    {\"action\": \"GrantWrite\"").replace("c1", "client-1");
    screen.write("lock.jsonl", log.replace("c2", "client-2"));

    Shown small = screen.run("verify", "RwLock.yaml", "--log", "lock.jsonl");
    assertThat(small.code()).isEqualTo(3);
    assertThat(small.out()).contains("it takes [c] from this instance's sets");
    String clients = "Clients={\"client-1\", \"client-2\"}";
    Shown large = screen.run("verify", "RwLock.yaml", "--log", "lock.jsonl", "--constant", clients);
    assertThat(large.code()).as(large.out()).isZero();
    assertThat(
            screen.run("verify", "RwLock.yaml", "--log", "lock.jsonl", "--constant", "X=1").err())
        .contains("RwLock has no constant 'X'.");
  }

  @Test
  void logOfOneModule_isFollowedAlone() throws IOException {
    screen.write("Pair.yaml", ProtocolVerifyTest.PAIR);
    screen.write(
        "left.jsonl",
        """
        {"action": "Want", "parameters": {"c": "leftA"}}
        {"action": "TakeEffect", "parameters": {"c": "leftA"}, "observed": {"effects[leftA]": 1}}
        {"action": "Learn", "parameters": {"c": "leftA"}, "observed": {"known": ["leftA"]}}
        """);

    Shown alone = screen.run("verify", "Pair.yaml", "--log", "left.jsonl", "--module", "left");
    assertThat(alone.code()).as(alone.out() + alone.err()).isZero();
    assertThat(alone.out())
        .contains("Alone: left, whatever the others do")
        .contains("5 of 6 refused");
    assertThat(screen.run("verify", "Pair.yaml", "--log", "left.jsonl", "--module", "up").err())
        .contains("The protocol 'Pair' has no module 'up'.");
  }

  @Test
  void logOfATlaFile_isFollowedWithTheConstantsOfItsCfg() throws IOException {
    screen.write("Twice.tla", TWICE);
    screen.write("Twice.cfg", "SPECIFICATION Spec\nCONSTANT Most = 2\nALIAS Nothing\n");
    String one =
        "{\"action\": \"Do\", \"parameters\": {\"i\": 2}, \"observed\": {\"done\": [2]}}\n";
    screen.write(
        "good.jsonl",
        one + "\n{\"action\": \"Do\", \"observed\": {\"done\": [2, 1], \"order\": [2, 1]}}\n");
    screen.write("bad.jsonl", one + "\n{\"action\": \"Do\", \"observed\": {\"order\": [1, 2]}}\n");

    Shown good = screen.run("verify", "Twice.tla", "--log", "good.jsonl");
    assertThat(good.code()).as(good.out() + good.err()).isZero();
    assertThat(good.out()).contains("ACCEPTED").contains("Constants: those of Twice.cfg");
    Shown bad = screen.run("verify", "Twice.tla", "--log", "bad.jsonl");
    assertThat(bad.code()).isEqualTo(3);
    assertThat(bad.out())
        .contains("bad.jsonl: REJECTED at line 3")
        .contains("order = <<2, 1>> in the protocol and <<1, 2>> in the log.");
    screen.write("Twice.tla", TWICE.replace("Init ==", "Init"));
    Shown broken = screen.run("verify", "Twice.tla", "--log", "good.jsonl");
    assertThat(broken.code()).isEqualTo(5);
    assertThat(broken.out()).contains("UNKNOWN").contains("sds verify Twice.tla");
  }

  @Test
  void logThatSaysLittle_isNoPass() throws IOException {
    screen.write("lock.jsonl", "{\"action\": \"GrantRead\"}\n");

    Shown shown = screen.run("verify", "RwLock.yaml", "--log", "lock.jsonl");
    assertThat(shown.code()).isEqualTo(5);
    assertThat(shown.out())
        .contains("ACCEPTED, BUT IT SAYS LITTLE, a behaviour of RwLock in all its 1 event")
        .contains("0 of 1 refused");
  }

  @Test
  void wrongLines_areAllToldAtTheirPlace() throws IOException {
    screen.write(
        "lock.jsonl",
        """
        {"action": "GrantRead", "seen": {}}
        hello

        {"parameters": {}}
        {"action": "Finish", "parameters": {"c": 1.5}}
        """);
    Shown shown = screen.run("verify", "RwLock.yaml", "--log", "lock.jsonl");

    assertThat(shown.code()).isEqualTo(65);
    assertThat(shown.err())
        .contains("lock.jsonl:1:1: error: An event has no 'seen'.")
        .contains("lock.jsonl:2:1: error: This line is no JSON object.")
        .contains("lock.jsonl:4:1: error: An event names its action.")
        .contains("lock.jsonl:5:1: error: TLA+ has no value like 1.5.");
  }

  @Test
  void optionsThatDoNotFit_areRefused() throws IOException {
    screen.write("empty.jsonl", "\n");
    assertThat(screen.run("verify", "RwLock.yaml", "--log", "empty.jsonl").err())
        .contains("empty.jsonl holds 0 events");
    assertThat(screen.run("verify", "RwLock.yaml", "--log", "none.jsonl").err())
        .contains("There is no none.jsonl.");
    assertThat(screen.run("verify", "RwLock.yaml", "--module", "left").err())
        .contains("Name the log: --log EVENTS");
    assertThat(screen.run("verify", "--log", "lock.jsonl").err())
        .contains("sds verify FILE.yaml --log lock.jsonl");
  }
}
