package dev.sds.kits.llmserving.simulator;

import dev.sds.kits.llmserving.api.ReplicaView;
import dev.sds.kits.llmserving.api.RequestProgress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** One replica of {@link PlainSimulation}: nothing is kept that can be counted when asked for. */
final class PlainReplica implements ReplicaView {

  private final int index;
  private final ClusterConfig cluster;
  private final ReplicaConfig config;
  private final RunLedger ledger;

  /** In the order of admission. */
  private final List<PlainAttempt> running = new ArrayList<>();

  private final List<PlainAttempt> waiting = new ArrayList<>();

  /** Requests of the batch in flight that decode: the first ones of those running. */
  private int decodes;

  private int held;

  double endsAt = Double.POSITIVE_INFINITY;
  double slowness = 1;
  boolean down;
  long iterations;
  long evictions;
  long producedTokens;
  long lostTokens;

  PlainReplica(int index, ClusterConfig cluster, RunLedger ledger) {
    this.index = index;
    this.cluster = cluster;
    this.config = cluster.replica();
    this.ledger = ledger;
  }

  void enqueue(PlainAttempt attempt) {
    waiting.add(attempt);
  }

  /** Forms a batch, and begins it unless it is empty. */
  void start(double now) {
    decodes = 0;
    if (config.rule() == BatchRule.PREFILL_FIRST) {
      if (!admit(now)) {
        running.sort(Comparator.comparingInt(a -> a.entry.id));
        grow();
      }
    } else {
      grow();
      if (decodes < running.size()) {
        PlainAttempt partial = running.getLast();
        partial.chunk = chunkFor(partial.prefill - partial.processed);
      }
      admit(now);
    }
    double seconds = seconds();
    endsAt = seconds > 0 ? now + slowness * seconds : Double.POSITIVE_INFINITY;
    iterations += seconds > 0 ? 1 : 0;
  }

  List<PlainAttempt> endIteration(double now) {
    for (int i = 0; i < decodes; i++) {
      running.get(i).processed++;
      producedTokens++;
    }
    var finished = new ArrayList<PlainAttempt>();
    for (PlainAttempt attempt : running) {
      if (attempt.chunk > 0) {
        attempt.processed += attempt.chunk;
        attempt.chunk = 0;
        if (attempt.processed == attempt.prefill) {
          attempt.processed++;
          producedTokens++;
          ledger.prefilled(attempt.entry, now);
        }
      }
      if (attempt.decodes() && attempt.processed >= attempt.total) {
        finished.add(attempt);
        held -= attempt.blocks;
      }
    }
    if (!finished.isEmpty()) {
      running.removeAll(finished);
    }
    return finished;
  }

  void lose() {
    lostTokens += unfinishedTokens();
    running.clear();
    waiting.clear();
    held = 0;
  }

  long unfinishedTokens() {
    long tokens = 0;
    for (int i = 0; i < outstanding(); i++) {
      tokens += at(i).generated();
    }
    return tokens;
  }

  int heldBlocks() {
    return held;
  }

  /** Decodes all that decode, each with a block for its next token; evicts where none is free. */
  private void grow() {
    for (int i = 0; i < running.size() && running.get(i).decodes(); i++) {
      PlainAttempt attempt = running.get(i);
      while (held == config.blocks() && i < running.size()) {
        evict(running.getLast());
      }
      if (i < running.size()) {
        held += blocksFor(attempt.processed) - attempt.blocks;
        attempt.blocks = blocksFor(attempt.processed);
        decodes++;
      }
    }
    decodes = Math.min(decodes, running.size());
  }

  private void evict(PlainAttempt attempt) {
    running.removeLast();
    held -= attempt.blocks;
    attempt.restart(cluster.fidelity());
    evictions++;
    waiting.addFirst(attempt);
  }

  /** Whether any request was given memory. */
  private boolean admit(double now) {
    int before = running.size();
    while (!waiting.isEmpty() && running.size() < config.batchCap()) {
      PlainAttempt head = waiting.getFirst();
      int need = blocksFor(head.prefill);
      int chunk = chunkFor(head.prefill);
      if (config.blocks() - held - need < config.watermarkBlocks() || chunk == 0) {
        break;
      }
      waiting.removeFirst();
      held += need;
      head.blocks = need;
      head.chunk = chunk;
      running.add(head);
      ledger.scheduled(head.entry, now);
    }
    return running.size() > before;
  }

  private int chunkFor(int remaining) {
    int chunks = 0;
    int longest = remaining;
    int used = decodes;
    for (PlainAttempt attempt : running) {
      chunks += attempt.chunk > 0 ? 1 : 0;
      longest = Math.max(longest, attempt.chunk);
      used += attempt.chunk;
    }
    if (config.rule() == BatchRule.PREFILL_FIRST) {
      boolean fits = (chunks + 1L) * longest <= config.tokenBudget();
      return chunks == 0 || fits ? remaining : 0;
    }
    return Math.max(0, Math.min(remaining, config.tokenBudget() - used));
  }

  /** Seconds of the batch; 0 if it is empty. */
  private double seconds() {
    int chunks = 0;
    long prefillTokens = 0;
    long twicePairs = 0;
    long cached = 0;
    for (int i = 0; i < running.size(); i++) {
      PlainAttempt attempt = running.get(i);
      chunks += attempt.chunk > 0 ? 1 : 0;
      prefillTokens += attempt.chunk;
      twicePairs += 2L * attempt.chunk * attempt.processed + (long) attempt.chunk * attempt.chunk;
      cached += i < decodes ? attempt.processed : 0;
    }
    return chunks + decodes == 0
        ? 0
        : cluster.times().seconds(chunks, prefillTokens, twicePairs, decodes, cached);
  }

  private int blocksFor(int tokens) {
    return (tokens + config.blockTokens() - 1) / config.blockTokens();
  }

  private PlainAttempt at(int position) {
    return position < running.size()
        ? running.get(position)
        : waiting.get(position - running.size());
  }

  @Override
  public int index() {
    return index;
  }

  @Override
  public int totalBlocks() {
    return config.blocks();
  }

  @Override
  public int allocatedBlocks() {
    return held;
  }

  @Override
  public int blockTokens() {
    return config.blockTokens();
  }

  @Override
  public int waiting() {
    return waiting.size();
  }

  @Override
  public int running() {
    return running.size();
  }

  @Override
  public long waitingTokens() {
    return waiting.stream().mapToLong(a -> a.prefill).sum();
  }

  @Override
  public int waitingBlocks(double decodeShare) {
    return (int) Math.ceil(waitingTokens() * (1 + decodeShare) / config.blockTokens());
  }

  @Override
  public int committedBlocks() {
    int blocks = 0;
    for (int i = 0; i < outstanding(); i++) {
      blocks += blocksFor(Math.max(at(i).prefill, at(i).processed));
    }
    return blocks;
  }

  @Override
  public int outstanding() {
    return running.size() + waiting.size();
  }

  @Override
  public RequestProgress outstandingAt(int position) {
    return at(position);
  }
}
