package dev.sds.kits.llmserving.rehearsal;

import dev.sds.kits.llmserving.api.ReplicaView;
import dev.sds.kits.llmserving.api.RequestProgress;
import java.util.List;

/** A replica as a router sees it: the first few of its requests run, the others wait. */
record SmallReplica(int index, List<Copy> copies) implements ReplicaView {

  static final int BLOCKS = 200;
  static final int BLOCK_TOKENS = 16;
  private static final int BATCH = 2;

  @Override
  public int totalBlocks() {
    return BLOCKS;
  }

  @Override
  public int allocatedBlocks() {
    return copies.stream().limit(BATCH).mapToInt(SmallReplica::blocks).sum();
  }

  @Override
  public int blockTokens() {
    return BLOCK_TOKENS;
  }

  @Override
  public int waiting() {
    return copies.size() - running();
  }

  @Override
  public int running() {
    return Math.min(BATCH, copies.size());
  }

  @Override
  public long waitingTokens() {
    return copies.stream().skip(BATCH).mapToLong(Copy::prefillTokens).sum();
  }

  @Override
  public int waitingBlocks(double decodeShare) {
    return (int) Math.ceil(waitingTokens() * (1 + decodeShare) / BLOCK_TOKENS);
  }

  @Override
  public int committedBlocks() {
    return copies.stream().mapToInt(SmallReplica::blocks).sum();
  }

  @Override
  public int outstanding() {
    return copies.size();
  }

  @Override
  public RequestProgress outstandingAt(int position) {
    return copies.get(position);
  }

  private static int blocks(Copy copy) {
    return (copy.prefillTokens() + BLOCK_TOKENS - 1) / BLOCK_TOKENS;
  }
}
