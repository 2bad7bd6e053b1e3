package dev.sds.workspace.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sds.artifacts.Journal.Entry;
import dev.sds.spec.BadInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FileJournalTest {

  @TempDir private Path folder;

  @Test
  void entries_surviveReopening_andTheLatestOfAKeyIsFound() throws Exception {
    var odd = new Entry("verdict", "a \"b\"\\\n\u2028 é \uD83D\uDE00", "{\"x\": \"{}\\n\"}");
    try (var journal = FileJournal.open(folder, Access.WRITE)) {
      journal.append(new Entry("evaluation", "k", "{\"n\":\n 1}"));
      journal.append(odd);
      journal.append(new Entry("evaluation", "k", "2"));
    }
    try (var journal = FileJournal.open(folder, Access.WRITE)) {
      assertThat(journal.find("evaluation", "k")).contains(new Entry("evaluation", "k", "2"));
      assertThat(journal.find("verdict", odd.key())).contains(odd);
      assertThat(journal.find("gate", "k")).isEmpty();
      assertThat(journal.entries()).hasSize(3).contains(odd);
    }
  }

  @Test
  void tornLastLine_isDroppedAndWrittenOver() throws Exception {
    try (var journal = FileJournal.open(folder, Access.WRITE)) {
      journal.append(new Entry("e", "1", "1"));
    }
    Files.writeString(
        folder.resolve("000001.ndjson"), "{\"crc\":\"0000", StandardOpenOption.APPEND);
    try (var journal = FileJournal.open(folder, Access.READ)) {
      assertThat(journal.entries()).hasSize(1);
    }
    try (var journal = FileJournal.open(folder, Access.WRITE)) {
      journal.append(new Entry("e", "2", "2"));
    }
    try (var journal = FileJournal.open(folder, Access.WRITE)) {
      assertThat(journal.entries()).extracting(Entry::key).containsExactly("1", "2");
    }
  }

  @Test
  void damagedLine_isAnErrorThatNamesFileAndLine() throws Exception {
    try (var journal = FileJournal.open(folder, Access.WRITE)) {
      journal.append(new Entry("e", "1", "{\"a\":1}"));
      journal.append(new Entry("e", "2", "{\"a\":2}"));
    }
    Path file = folder.resolve("000001.ndjson");
    Files.writeString(file, Files.readString(file).replace("{\"a\":1}", "{\"a\":7}"));

    assertThatThrownBy(() -> FileJournal.open(folder, Access.WRITE))
        .isInstanceOf(BadInputException.class)
        .hasMessageContaining("000001.ndjson:1: this line");
  }

  @Test
  void interruptedThread_doesNotBreakTheJournal() throws Exception {
    try (var journal = FileJournal.open(folder, Access.WRITE)) {
      Thread.currentThread().interrupt();
      journal.append(new Entry("e", "1", "1"));
      assertThat(Thread.interrupted()).isTrue();
      assertThat(journal.find("e", "1")).isPresent();
    }
  }

  @Test
  void readOnlyJournal_refusesToAppend() throws Exception {
    try (var journal = FileJournal.open(folder.resolve("none"), Access.READ)) {
      assertThat(journal.entries()).isEmpty();
      assertThatThrownBy(() -> journal.append(new Entry("e", "1", "1")))
          .isInstanceOf(IllegalStateException.class);
    }
  }
}
