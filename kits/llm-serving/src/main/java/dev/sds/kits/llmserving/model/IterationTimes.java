package dev.sds.kits.llmserving.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/**
 * Time of one iteration of a replica as a closed form in what the batch holds. In milliseconds:
 *
 * <pre>
 * max(linear.memory) or (linear.compute), each base + perToken * n      n = prefill tokens + decodes
 *  + for each prefill chunk c over k cached tokens: base + perToken * c + perPair * (c k + c^2 / 2)
 *  + for D decodes over K cached tokens in all:     base + spread * min(K / D, 1024) / 1024 + perRequest * D + perToken * K
 *  + overhead
 * </pre>
 *
 * The linear operators are bound by memory for small batches and by arithmetic for large ones,
 * whence the maximum. The constants and their sources stand in {@code iteration-times.properties}.
 *
 * @param memoryBound linear operators while reading the weights dominates
 * @param computeBound linear operators while arithmetic dominates
 * @param prefill attention of one prefill chunk
 * @param decode attention of all decodes of the batch
 * @param overheadMillis host time of each iteration: scheduling, sampling, input preparation; 0 for
 *     kernel time only
 */
public record IterationTimes(
    Line memoryBound, Line computeBound, Prefill prefill, Decode decode, double overheadMillis) {

  /** Length up to which a longer mean context costs decodes a growing fixed share, in tokens. */
  private static final long SPREAD_TOKENS = 1024;

  public IterationTimes {
    requireNonNegative(overheadMillis, "overhead");
  }

  /**
   * A straight line.
   *
   * @param base milliseconds at no tokens
   * @param perToken milliseconds for each token of the batch
   */
  public record Line(double base, double perToken) {
    public Line {
      requireNonNegative(base, "base");
      requireNonNegative(perToken, "per token");
    }

    double at(long tokens) {
      return base + perToken * tokens;
    }
  }

  /**
   * Attention of a prefill chunk.
   *
   * @param base milliseconds for each chunk
   * @param perToken milliseconds for each token of the chunk
   * @param perPair milliseconds for each pair of a token and one before it
   */
  public record Prefill(double base, double perToken, double perPair) {
    public Prefill {
      requireNonNegative(base, "base");
      requireNonNegative(perToken, "per token");
      requireNonNegative(perPair, "per pair");
    }
  }

  /**
   * Attention of the decodes.
   *
   * @param base milliseconds if there are any decodes
   * @param spread milliseconds added as the mean context grows to 1,024 tokens
   * @param perRequest milliseconds for each decode
   * @param perToken milliseconds for each cached token read
   * @param severalFactor factor on all of it if there are two decodes or more
   */
  public record Decode(
      double base, double spread, double perRequest, double perToken, double severalFactor) {
    public Decode {
      requireNonNegative(base, "base");
      requireNonNegative(spread, "spread");
      requireNonNegative(perRequest, "per request");
      requireNonNegative(perToken, "per token");
      if (!(severalFactor >= 1)) {
        throw new IllegalArgumentException("several-factor must be at least 1: " + severalFactor);
      }
    }

    /** Milliseconds that do not depend on the context, of the spread as much as given. */
    private double fixed(int count, double spreadMillis) {
      return factor(count) * (base + spreadMillis + perRequest * count);
    }

    /** Milliseconds for each cached token, where the spread grows as much as given. */
    private double growing(int count, double spreadMillis) {
      return factor(count) * (spreadMillis / (SPREAD_TOKENS * count) + perToken);
    }

    private double factor(int count) {
      return count > 1 ? severalFactor : 1;
    }
  }

  /** The shipped constants of an accelerator, kernel time only. */
  public static IterationTimes of(Accelerator accelerator) {
    var constants = new Constants(load(), accelerator.key());
    return new IterationTimes(
        new Line(constants.get("linear.memory.base"), constants.get("linear.memory.token")),
        new Line(constants.get("linear.compute.base"), constants.get("linear.compute.token")),
        new Prefill(
            constants.get("prefill.base"),
            constants.get("prefill.token"),
            constants.get("prefill.pair")),
        new Decode(
            constants.get("decode.base"),
            constants.get("decode.spread"),
            constants.get("decode.request"),
            constants.get("decode.token"),
            constants.get("decode.several")),
        0);
  }

  /**
   * The same device with a host overhead, in milliseconds an iteration; real engines add about 5.
   */
  public IterationTimes withOverhead(double millis) {
    return new IterationTimes(memoryBound, computeBound, prefill, decode, millis);
  }

  /** Every time multiplied by a factor, to ask what an error of the model would change. */
  public IterationTimes scaled(double factor) {
    return new IterationTimes(
        new Line(memoryBound.base * factor, memoryBound.perToken * factor),
        new Line(computeBound.base * factor, computeBound.perToken * factor),
        new Prefill(prefill.base * factor, prefill.perToken * factor, prefill.perPair * factor),
        new Decode(
            decode.base * factor,
            decode.spread * factor,
            decode.perRequest * factor,
            decode.perToken * factor,
            decode.severalFactor),
        overheadMillis * factor);
  }

  /**
   * Seconds one iteration takes.
   *
   * @param chunks prefill chunks in the batch
   * @param prefillTokens their tokens in all
   * @param twicePairs sum over the chunks of {@code 2 c k + c^2}
   * @param decodes requests that decode one token
   * @param cachedTokens tokens of context of those requests in all
   */
  public double seconds(
      int chunks, long prefillTokens, long twicePairs, int decodes, long cachedTokens) {
    return 1e-3
        * (linearMillis(prefillTokens + decodes)
            + chunks * prefill.base
            + prefill.perToken * prefillTokens
            + prefill.perPair * (0.5 * twicePairs)
            + decodeMillis(decodes, cachedTokens)
            + overheadMillis);
  }

  /** Iterations that decode for so many requests. */
  public Decodes decodes(int count) {
    return new Decodes(this, count);
  }

  /** Milliseconds of the linear operators for a batch of so many tokens. */
  public double linearMillis(long tokens) {
    return Math.max(memoryBound.at(tokens), computeBound.at(tokens));
  }

  /** Milliseconds of the attention of so many decodes. */
  double decodeMillis(int decodes, long cachedTokens) {
    if (decodes == 0) {
      return 0;
    }
    return cachedTokens < SPREAD_TOKENS * decodes
        ? decode.fixed(decodes, 0) + decode.growing(decodes, decode.spread) * cachedTokens
        : decode.fixed(decodes, decode.spread) + decode.growing(decodes, 0) * cachedTokens;
  }

  /**
   * Iterations with a certain number of decodes: straight lines in the cached tokens, one up to the
   * mean context where the spread ends and one beyond it. To the last bit as {@link #seconds} has
   * it, but worked out without a division.
   */
  public static final class Decodes {
    private final int count;
    private final double memoryBase;
    private final double memoryPerToken;
    private final double computeBase;
    private final double computePerToken;
    private final double prefillBase;
    private final double prefillPerToken;
    private final double prefillPerPair;
    private final double linearMillis;
    private final double overheadMillis;
    private final long bend;

    /** Up to the bend and beyond it. */
    private final Straight[] lines;

    private Decodes(IterationTimes times, int count) {
      Decode decode = times.decode;
      this.count = count;
      this.memoryBase = times.memoryBound.base;
      this.memoryPerToken = times.memoryBound.perToken;
      this.computeBase = times.computeBound.base;
      this.computePerToken = times.computeBound.perToken;
      this.prefillBase = times.prefill.base;
      this.prefillPerToken = times.prefill.perToken;
      this.prefillPerPair = times.prefill.perPair;
      this.linearMillis = times.linearMillis(count);
      this.overheadMillis = times.overheadMillis;
      this.bend = SPREAD_TOKENS * count;
      this.lines = new Straight[] {upToBend(decode), beyondBend(decode)};
    }

    private Straight upToBend(Decode decode) {
      return count == 0
          ? new Straight(this, 0, 0)
          : new Straight(this, decode.fixed(count, 0), decode.growing(count, decode.spread));
    }

    private Straight beyondBend(Decode decode) {
      return count == 0
          ? new Straight(this, 0, 0)
          : new Straight(this, decode.fixed(count, decode.spread), decode.growing(count, 0));
    }

    /** Requests that decode. */
    public int count() {
      return count;
    }

    /** Seconds of an iteration of them alone, with so many tokens of context in all. */
    public double seconds(long cachedTokens) {
      return line(cachedTokens).seconds((double) cachedTokens);
    }

    /** Tokens of context in all from which on the times lie on the second line. */
    public long bend() {
      return bend;
    }

    /**
     * The line on which the times lie with so many tokens of context in all. Found without a
     * branch, for contexts are about as often short as long.
     */
    public Straight line(long cachedTokens) {
      return lines[(int) ((bend - 1 - cachedTokens) >>> (Long.SIZE - 1))];
    }

    /** Seconds of an iteration with prefill chunks beside them. */
    public double seconds(int chunks, long prefillTokens, long twicePairs, long cachedTokens) {
      long tokens = prefillTokens + count;
      double memory = memoryBase + memoryPerToken * tokens;
      double compute = computeBase + computePerToken * tokens;
      return 1e-3
          * (Math.max(memory, compute)
              + chunks * prefillBase
              + prefillPerToken * prefillTokens
              + prefillPerPair * (0.5 * twicePairs)
              + line(cachedTokens).millis((double) cachedTokens)
              + overheadMillis);
    }
  }

  /** Iterations of some decodes alone, as far as their times lie on one straight line. */
  public static final class Straight {
    private final double linearMillis;
    private final double fixed;
    private final double growing;
    private final double overheadMillis;

    private Straight(Decodes decodes, double fixed, double growing) {
      this.linearMillis = decodes.linearMillis;
      this.fixed = fixed;
      this.growing = growing;
      this.overheadMillis = decodes.overheadMillis;
    }

    /** Seconds with so many tokens of context in all, a whole number. */
    public double seconds(double cachedTokens) {
      return 1e-3 * (linearMillis + millis(cachedTokens) + overheadMillis);
    }

    private double millis(double cachedTokens) {
      return fixed + growing * cachedTokens;
    }
  }

  private static void requireNonNegative(double value, String name) {
    if (!(value >= 0) || Double.isInfinite(value)) {
      throw new IllegalArgumentException(name + " must be finite and not negative: " + value);
    }
  }

  private static Properties load() {
    var properties = new Properties();
    try (InputStream in =
        IterationTimes.class.getResourceAsStream(
            "/dev/sds/kits/llmserving/iteration-times.properties")) {
      if (in == null) {
        throw new IllegalStateException("iteration-times.properties is missing from the kit");
      }
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties;
  }

  private record Constants(Properties properties, String prefix) {
    double get(String key) {
      String text = properties.getProperty(prefix + "." + key);
      if (text == null) {
        throw new IllegalStateException("iteration-times.properties lacks " + prefix + "." + key);
      }
      return Double.parseDouble(text.strip());
    }
  }
}
