package dev.sds.verification;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdmissionTest {

  private static final int HEAP = 300;

  /** Room for two of them. */
  private static final long MOST = 2 * (HEAP + Admission.BESIDE_MIB) + 100;

  @TempDir Path folder;

  private final ConcurrentLinkedQueue<String> said = new ConcurrentLinkedQueue<>();

  @Test
  void thirdOfThreeRuns_waitsUntilOneOfTwoEnds() throws Exception {
    var third = new CountDownLatch(1);
    var admission =
        new Admission(
            folder,
            () -> MOST,
            message -> {
              said.add(message);
              third.countDown();
            });
    try (ExecutorService threads = Executors.newFixedThreadPool(3)) {
      var ends = List.of(new CountDownLatch(1), new CountDownLatch(1), new CountDownLatch(1));
      var places = new ConcurrentLinkedQueue<Integer>();
      List<Future<?>> runs =
          IntStream.range(0, 3)
              .<Future<?>>mapToObj(
                  i ->
                      threads.submit(
                          () -> {
                            try (var place = admission.admit(HEAP)) {
                              places.add(i);
                              assertThat(place.file()).exists();
                              ends.get(i).await();
                            }
                            return null;
                          }))
              .toList();
      third.await();
      assertThat(places).hasSize(2);
      assertThat(running()).isEqualTo(2);
      ends.get(places.element()).countDown();
      while (places.size() < 3) {
        Thread.onSpinWait();
      }
      assertThat(running()).isLessThanOrEqualTo(2);
      ends.forEach(CountDownLatch::countDown);
      for (Future<?> run : runs) {
        run.get();
      }
    }
    assertThat(running()).isZero();
    assertThat(said)
        .containsExactly(
            "Waiting for memory: running checks hold 920 MiB of 1,020, and the next needs 460"
                + " (-Dsds.memory=MIB allows more).");
  }

  @Test
  void oneAlone_isLetInWhateverItWants() throws Exception {
    var admission = new Admission(folder, () -> 1, said::add);
    try (var place = admission.admit(HEAP)) {
      assertThat(place.file()).exists();
    }
    assertThat(said).isEmpty();
  }

  @Test
  void runOfAProcessThatIsGone_doesNotCount() throws Exception {
    Files.createFile(folder.resolve("1_7_100000_of-another-start"));
    var admission = new Admission(folder, () -> MOST, said::add);
    try (var place = admission.admit(HEAP)) {
      assertThat(place.file()).exists();
      assertThat(running()).isEqualTo(1);
    }
    assertThat(said).isEmpty();
  }

  private long running() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> !file.endsWith("lock")).count();
    }
  }
}
