package dev.sds.verification.child.walk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MetTest {

  @Test
  void fingerprintsInAnyOrder_areCountedOnceEach() {
    for (long seed = 1; seed <= 3; seed++) {
      var random = new Random(seed);
      var met = new Met();
      Set<Long> known = new HashSet<>();
      for (int i = 0; i < 20_000; i++) {
        long fingerprint = random.nextInt(100) == 0 ? 0 : random.nextLong() % 9_000;
        assertThat(met.add(fingerprint))
            .as("seed %d, number %d", seed, i)
            .isEqualTo(known.add(fingerprint));
      }
      assertThat(met.size()).as("seed %d", seed).isEqualTo(known.size());
    }
  }

  @Test
  void sample_goesThroughArgumentsUnchanged() {
    var sample = new Sample(300, 40, -7);
    assertThat(Sample.of(sample.arguments())).isEqualTo(sample);
    assertThat(sample.wanted()).isTrue();
    assertThat(Sample.NONE.wanted()).isFalse();
    assertThatThrownBy(() -> new Sample(3, 0, 1)).hasMessageContaining("3 behaviours of 0 states");
  }
}
