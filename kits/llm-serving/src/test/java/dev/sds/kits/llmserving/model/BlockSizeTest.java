package dev.sds.kits.llmserving.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BlockSizeTest {

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 16, 37, 64})
  void counts_areThoseOfDivision(int tokens) {
    var size = new BlockSize(tokens);
    for (int n = 0; n < 300; n++) {
      assertThat(size.blocks(n)).isEqualTo((int) Math.ceil((double) n / tokens));
      assertThat(size.remainder(n)).isEqualTo(n % tokens);
      assertThat(size.remainder(-n)).isEqualTo(Math.floorMod(-n, tokens));
    }
  }

  @Test
  void emptyBlock_isRefused() {
    assertThatThrownBy(() -> new BlockSize(0)).hasMessage("a block must hold a token: 0");
  }
}
